//! A bottle is not thrown twice.

use std::time::Duration;

use clientwright_drifting_bottle::{Client, Error};
use clientwright_tests::typical;
use serde_json::json;

use crate::stage::{Answer, Stage};
use crate::{builder, client, filter, throw_json};

const WRITES: [&str; 3] = ["throw", "throw_json", "remove"];

async fn write(client: &Client, operation: &str) -> Result<(), Error> {
    match operation {
        "throw" => client.throw("Ahoy!", "LanternChat", "Mira", "7").send().await.map(drop),
        "throw_json" => throw_json(client, "Ahoy!").send().await.map(drop),
        _ => client.remove(filter(json!({}))).send().await.map(drop),
    }
}

#[tokio::test]
async fn a_write_is_not_sent_again_after_a_server_error() {
    for operation in WRITES {
        for status in [500, 502, 503, 504] {
            let stage = Stage::repeating(Answer::html(status)).await;
            let error = write(&client(&stage), operation).await.unwrap_err();
            assert_eq!(stage.lines().len(), 1, "{operation} after {status}");
            assert!(!error.is_retryable(), "{error}");
        }
    }
}

#[tokio::test]
async fn a_write_is_not_sent_again_after_a_timeout() {
    for operation in WRITES {
        let stage = Stage::silent().await;
        let client = builder(&stage).timeout(Duration::from_millis(200)).build().unwrap();
        let error = write(&client, operation).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_retryable(), "{error}");
        assert_eq!(error.attempts(), 1);
        assert_eq!(stage.arrivals().await, 1, "{operation}");
    }
}

#[tokio::test]
async fn a_write_is_sent_again_after_a_429() {
    for operation in WRITES {
        let busy = Answer::html(429).header("retry-after", "7");
        let status = if operation == "remove" { 200 } else { 201 };
        let stage = Stage::playing([busy, Answer::json(status, typical("drifting-bottle", operation))]).await;
        write(&client(&stage), operation).await.unwrap();
        assert_eq!(stage.lines().len(), 2, "{operation}");
    }
}

#[tokio::test]
async fn a_pick_is_sent_again_after_a_server_error_and_after_a_timeout() {
    let stage =
        Stage::playing([Answer::html(503), Answer::html(500), Answer::ok(typical("drifting-bottle", "pick"))]).await;
    assert_eq!(client(&stage).pick().send().await.unwrap().attempts(), 3);

    let stage = Stage::silent().await;
    let client = builder(&stage).timeout(Duration::from_millis(200)).build().unwrap();
    let error = client.pick().send().await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable(), "{error}");
    assert_eq!(stage.arrivals().await, 3);
}
