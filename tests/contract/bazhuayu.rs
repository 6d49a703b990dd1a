//! The contract of `clientwright-bazhuayu`: what goes out, and what comes back.

use clientwright_bazhuayu::Client;
use clientwright_bazhuayu::common::ClientBuilder;

#[path = "bazhuayu/auth.rs"]
mod auth;
#[path = "bazhuayu/documents.rs"]
mod documents;
#[path = "bazhuayu/errors.rs"]
mod errors;
#[path = "bazhuayu/examples.rs"]
mod examples;
#[path = "bazhuayu/operations.rs"]
mod operations;
#[path = "bazhuayu/repeating.rs"]
mod repeating;
#[allow(dead_code, reason = "each contract uses a part of the stage")]
mod stage;

use stage::{SkippingClock, Stage};

const API: &str = "bazhuayu";
/// A task that nobody has.
const TASK: &str = "0b5e77aa-1111-4222-8333-00c0ffee0001";

/// A builder without credentials, whose two servers are told apart by the first part of the path.
fn anonymous(stage: &Stage) -> ClientBuilder<Client> {
    Client::builder()
        .server_url("default", stage.url("/basic"))
        .server_url("advanced", stage.url("/advanced"))
        .token_url(stage.url("/token"))
        .clock(SkippingClock::new())
}

/// A builder with a token that needs no token endpoint.
fn builder(stage: &Stage) -> ClientBuilder<Client> {
    anonymous(stage).bearer_token("invented-token")
}

fn client(stage: &Stage) -> Client {
    builder(stage).build().unwrap()
}
