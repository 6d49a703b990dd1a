//! The contract of `clientwright-osu`: what goes out, and what comes back.

use clientwright_osu::Client;
use clientwright_osu::common::ClientBuilder;

#[path = "osu/documents.rs"]
mod documents;
#[path = "osu/errors.rs"]
mod errors;
#[path = "osu/examples.rs"]
mod examples;
#[path = "osu/operations.rs"]
mod operations;
#[path = "osu/shapes.rs"]
mod shapes;
#[allow(dead_code, reason = "each contract uses a part of the stage")]
mod stage;
#[path = "osu/waiting.rs"]
mod waiting;

use stage::{SkippingClock, Stage};

/// A key that opens nothing.
const KEY: &str = "invented-teapot-key";

fn builder(stage: &Stage) -> ClientBuilder<Client> {
    Client::builder().base_url(stage.url("/api")).api_key(KEY).clock(SkippingClock::new())
}

fn client(stage: &Stage) -> Client {
    builder(stage).build().unwrap()
}
