//! The contract of `clientwright-greencubes`: what goes out, and what comes back.

use clientwright_greencubes::Client;
use clientwright_greencubes::common::ClientBuilder;

#[path = "greencubes/documents.rs"]
mod documents;
#[path = "greencubes/examples.rs"]
mod examples;
#[path = "greencubes/oauth.rs"]
mod oauth;
#[path = "greencubes/operations.rs"]
mod operations;
#[path = "greencubes/refusals.rs"]
mod refusals;
#[path = "greencubes/session.rs"]
mod session;
#[path = "greencubes/shapes.rs"]
mod shapes;
#[allow(dead_code, reason = "each contract uses a part of the stage")]
mod stage;
#[path = "greencubes/waiting.rs"]
mod waiting;

use stage::{SkippingClock, Stage};

/// A token that opens nothing, with the characters that tokens have.
const TOKEN: &str = "InventedKettle/Token.7";

fn builder(stage: &Stage) -> ClientBuilder<Client> {
    Client::builder().base_url(stage.url("")).bearer_token(TOKEN).clock(SkippingClock::new())
}

fn client(stage: &Stage) -> Client {
    builder(stage).build().unwrap()
}
