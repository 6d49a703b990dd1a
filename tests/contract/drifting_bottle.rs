//! The contract of `clientwright-drifting-bottle`: what goes out, and what comes back.

use clientwright_drifting_bottle::common::ClientBuilder;
use clientwright_drifting_bottle::operations::ThrowJson;
use clientwright_drifting_bottle::{BottleFilter, Client, Sender, SenderIdentity};

#[path = "drifting_bottle/documents.rs"]
mod documents;
#[path = "drifting_bottle/errors.rs"]
mod errors;
#[path = "drifting_bottle/examples.rs"]
mod examples;
#[path = "drifting_bottle/operations.rs"]
mod operations;
#[path = "drifting_bottle/repeating.rs"]
mod repeating;
#[allow(dead_code, reason = "each contract uses a part of the stage")]
mod stage;

use stage::{SkippingClock, Stage};

/// A key that opens nothing.
const KEY: &str = "pkt-invented-kettle-key";

fn builder(stage: &Stage) -> ClientBuilder<Client> {
    Client::builder().base_url(stage.url("")).bearer_token(KEY).clock(SkippingClock::new())
}

fn client(stage: &Stage) -> Client {
    builder(stage).build().unwrap()
}

/// A throw in the JSON form.
fn throw_json(client: &Client, content: &str) -> ThrowJson {
    let thrower = SenderIdentity { nick: "Mira of the Pier".to_owned(), uid: "0077700777".to_owned() };
    client.throw_json(content, Sender { platform: "LanternChat".to_owned(), thrower })
}

/// A filter with these keys of the database.
fn filter(keys: serde_json::Value) -> BottleFilter {
    serde_json::from_value(keys).unwrap()
}
