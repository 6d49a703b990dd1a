//! Every example of the description decodes, or fails with its status.

use std::fmt::Write;

use clientwright_drifting_bottle::{Client, Error, retry};
use clientwright_tests::examples;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage, operations};
use crate::{builder, filter, throw_json};

/// Calls the operation of this name; the answer is written back as JSON.
async fn call(client: &Client, operation: &str) -> Result<Value, Error> {
    let value = match operation {
        "pick" => serde_json::to_value(&*client.pick().send().await?),
        "throw" => serde_json::to_value(&*client.throw("", "LanternChat", "Mira", "7").send().await?),
        "throw_json" => serde_json::to_value(&*throw_json(client, "").send().await?),
        "remove" => serde_json::to_value(&*client.remove(filter(json!({}))).send().await?),
        other => panic!("the tests do not know the operation {other}"),
    };
    Ok(value.unwrap())
}

#[tokio::test]
async fn every_example_decodes_or_fails_as_its_status_says() {
    let mut report = String::new();
    for operation in operations("drifting-bottle") {
        for example in examples("drifting-bottle", &operation) {
            let body = match &example.value {
                Value::String(page) => page.clone(),
                json => json.to_string(),
            };
            let stage = Stage::playing([Answer::of(example.status, &example.mime, body)]).await;
            let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
            write!(report, "{} {} {}: ", operation, example.status, example.name).unwrap();
            match call(&client, &operation).await {
                Ok(value) => {
                    assert!(example.status < 300 && example.error.is_none(), "{report}");
                    writeln!(report, "{value}").unwrap();
                }
                Err(error) => {
                    assert!(example.status >= 300 || example.error.is_some(), "{report}{error}");
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(example.status));
                    assert_eq!(error.operation(), operation);
                    writeln!(report, "{:?}, {}", error.kind(), stage.hide(&error)).unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!(report);
}
