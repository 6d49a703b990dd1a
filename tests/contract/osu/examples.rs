//! Every example of the description decodes without losing a part, or fails as it is marked.

use std::fmt::{Debug, Write};

use clientwright_osu::common::rt::serde::Serialize;
use clientwright_osu::{Client, Error, Mode, Response, retry};
use clientwright_tests::{examples, places};
use serde_json::Value;

use crate::builder;
use crate::stage::{Answer, Stage, compact, operations};

/// What a call answered: for people, and as it was on the wire.
pub type Told = (String, Value);

/// Calls the operation of this name.
pub async fn call(client: &Client, operation: &str) -> Result<Told, Error> {
    match operation {
        "get_beatmaps" => client.get_beatmaps().send().await.map(told),
        "get_user" => client.get_user("mossgolem").send().await.map(told),
        "get_scores" => client.get_scores(9_900_412).send().await.map(told),
        "get_user_best" => client.get_user_best("mossgolem").send().await.map(told),
        "get_user_recent" => client.get_user_recent("mossgolem").send().await.map(told),
        "get_match" => client.get_match(990_012_345).send().await.map(told),
        "get_replay" => client.get_replay(Mode::Osu).score_id(990_000_398_114).send().await.map(told),
        other => panic!("the tests do not know the operation {other}"),
    }
}

fn told<T: Debug + Serialize>(answer: Response<T>) -> Told {
    (compact(&*answer), serde_json::to_value(&*answer).unwrap())
}

#[tokio::test]
async fn every_example_decodes_whole_or_fails_as_it_is_marked() {
    for operation in operations("osu") {
        let mut report = String::new();
        for example in examples("osu", &operation) {
            let body = match &example.value {
                Value::String(page) => page.clone(),
                json => json.to_string(),
            };
            let stage = Stage::playing([Answer::of(example.status, &example.mime, body)]).await;
            let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
            write!(report, "{} {}: ", example.status, example.name).unwrap();
            match call(&client, &operation).await {
                Ok((text, wire)) => {
                    assert!(example.status < 300 && example.error.is_none(), "{operation} {report}");
                    assert_eq!(places(&wire), places(&example.value), "{operation} {report}");
                    // The typical answer has a snapshot of its own.
                    let text = if example.name == "typical" { "as always" } else { &text };
                    writeln!(report, "{text}").unwrap();
                }
                Err(error) => {
                    assert!(example.status >= 300 || example.error.is_some(), "{operation} {report}{error}");
                    let is_as_marked = match example.error.as_deref() {
                        Some("not-found") => error.is_not_found(),
                        Some("rate-limited") => error.is_rate_limited(),
                        Some("auth") => error.is_auth(),
                        Some("api") => error.is_refused(),
                        Some(other) => panic!("the tests do not know the mark {other}"),
                        None => !error.is_decode(),
                    };
                    assert!(is_as_marked, "{operation} {report}{error:?}");
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(example.status));
                    assert_eq!(error.operation(), operation);
                    writeln!(report, "{:?}, {}", error.kind(), stage.hide(&error)).unwrap();
                }
            }
        }
        insta::assert_snapshot!(operation.as_str(), report);
    }
}
