//! Every example of the description decodes, or fails as it is marked.

use std::collections::BTreeMap;
use std::fmt::Write;

use clientwright_bazhuayu::{Client, Error, ErrorKind, Response, retry};
use clientwright_tests::examples;
use serde::Serialize;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage, operations};
use crate::{API, builder};

fn json_of<T: Serialize>(answer: &Response<T>) -> Value {
    serde_json::to_value(&**answer).unwrap()
}

/// Calls the operation of this name; the answer is written back as JSON.
async fn call(client: &Client, operation: &str) -> Result<Value, Error> {
    let value = || serde_json::from_value(json!("https://books.example.com")).unwrap();
    Ok(match operation {
        "get_task_groups" => json_of(&client.get_task_groups().send().await?),
        "get_tasks" => json_of(&client.get_tasks(1).send().await?),
        "remove_task_data" => json_of(&client.remove_task_data("t").send().await?),
        "get_not_exported_data" => json_of(&client.get_not_exported_data("t", 1).send().await?),
        "mark_data_exported" => json_of(&client.mark_data_exported("t").send().await?),
        "get_data_by_offset" => json_of(&client.get_data_by_offset("t", 0, 1).send().await?),
        "get_task_statuses" => json_of(&client.get_task_statuses(["t"]).send().await?),
        "start_task" => json_of(&client.start_task("t").send().await?),
        "stop_task" => json_of(&client.stop_task("t").send().await?),
        "get_task_rule_property" => json_of(&client.get_task_rule_property("t", "n").send().await?),
        "update_task_rule" => json_of(&client.update_task_rule("t", "n", value()).send().await?),
        "add_url_or_text" => json_of(&client.add_url_or_text("t", "n", value()).send().await?),
        other => panic!("the tests do not know the operation {other}"),
    })
}

/// The kind that an example of an error is marked with; one that only its status tells is not marked.
fn fits(kind: ErrorKind, mark: Option<&str>) -> bool {
    match mark {
        Some("api") => matches!(kind, ErrorKind::Api | ErrorKind::Refused),
        Some("auth") => kind == ErrorKind::Auth,
        Some("not-found") => kind == ErrorKind::NotFound,
        Some("rate-limited") => kind == ErrorKind::RateLimited,
        Some(other) => panic!("the tests do not know the mark {other}"),
        None => true,
    }
}

#[tokio::test]
async fn every_example_decodes_or_fails_as_it_is_marked() {
    let mut answers = String::new();
    // The same refusals are documented for most operations.
    let mut refusals: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in operations(API) {
        for example in examples(API, &operation) {
            let title = format!("{} {}", example.status, example.name);
            let stage = Stage::playing([Answer::of(example.status, &example.mime, example.value.to_string())]).await;
            let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
            let fails = example.status >= 300 || example.error.is_some();
            match call(&client, &operation).await {
                Ok(value) => {
                    assert!(!fails, "{operation} {title}: {value}");
                    writeln!(answers, "{operation} {title}: {value}").unwrap();
                }
                Err(error) => {
                    assert!(fails, "{operation} {title}: {error}");
                    assert!(fits(error.kind(), example.error.as_deref()), "{operation} {title}: {error}");
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(example.status));
                    let text = error.to_string();
                    let text = text.split_once(&format!("{operation}: ")).map_or(&*text, |(_, text)| text);
                    let text = text.split_once(" [GET").or(text.split_once(" [POST")).map_or(text, |(text, _)| text);
                    let key = format!("{title}: {:?}, {text}", error.kind());
                    refusals.entry(key).or_default().push(operation.clone());
                }
            }
        }
    }
    insta::assert_snapshot!("answers", answers);
    let lines: Vec<_> = refusals.iter().map(|(key, operations)| format!("{key} ({})", operations.len())).collect();
    insta::assert_snapshot!("refusals", lines.join("\n"));
}
