//! What changes something is not sent twice.

use std::time::Duration;

use clientwright_bazhuayu::{Client, Error};
use clientwright_tests::typical;
use serde_json::json;

use crate::stage::{Answer, SkippingClock, Stage};
use crate::{API, TASK, builder, client};

/// Operations that would do more, or something else, the second time.
const ONCE: [&str; 4] = ["start_task", "remove_task_data", "mark_data_exported", "add_url_or_text"];
/// Operations that may be repeated, POSTs among them.
const AGAIN: [&str; 6] = [
    "get_tasks",
    "get_not_exported_data",
    "get_data_by_offset",
    "get_task_statuses",
    "get_task_rule_property",
    "stop_task",
];

async fn call(client: &Client, operation: &str) -> Result<u32, Error> {
    let value = || serde_json::from_value(json!(["kettle"])).unwrap();
    Ok(match operation {
        "start_task" => client.start_task(TASK).send().await?.attempts(),
        "stop_task" => client.stop_task(TASK).send().await?.attempts(),
        "remove_task_data" => client.remove_task_data(TASK).send().await?.attempts(),
        "mark_data_exported" => client.mark_data_exported(TASK).send().await?.attempts(),
        "add_url_or_text" => client.add_url_or_text(TASK, "n", value()).send().await?.attempts(),
        "get_tasks" => client.get_tasks(1).send().await?.attempts(),
        "get_not_exported_data" => client.get_not_exported_data(TASK, 1).send().await?.attempts(),
        "get_data_by_offset" => client.get_data_by_offset(TASK, 0, 1).send().await?.attempts(),
        "get_task_statuses" => client.get_task_statuses([TASK]).send().await?.attempts(),
        "get_task_rule_property" => client.get_task_rule_property(TASK, "n").send().await?.attempts(),
        other => panic!("the tests do not know the operation {other}"),
    })
}

#[tokio::test]
async fn a_call_with_lasting_effect_is_not_sent_again_after_a_server_error() {
    let failure = json!({"error": "server_error", "error_Description": "Server Error. Please try again later!"});
    for operation in ONCE {
        for answer in [Answer::json(500, &failure), Answer::html(503), Answer::ok(&failure)] {
            let stage = Stage::repeating(answer).await;
            let error = call(&client(&stage), operation).await.unwrap_err();
            assert!(!error.is_retryable(), "{error}");
            assert_eq!(stage.lines().len(), 1, "{operation}");
        }
    }
}

#[tokio::test]
async fn a_call_with_lasting_effect_is_not_sent_again_after_a_timeout() {
    for operation in ONCE {
        let stage = Stage::silent().await;
        let client = builder(&stage).timeout(Duration::from_millis(200)).build().unwrap();
        let error = call(&client, operation).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_retryable(), "{error}");
        assert_eq!(stage.arrivals().await, 1, "{operation}");
    }
}

#[tokio::test]
async fn every_call_is_sent_again_after_a_429() {
    let busy = json!({"error": "quota_exceeded", "error_Description": "访问频率过快"});
    for operation in ONCE.iter().chain(&AGAIN) {
        let stage = Stage::playing([Answer::json(429, &busy), Answer::ok(typical(API, operation))]).await;
        assert_eq!(call(&client(&stage), operation).await.unwrap(), 2, "{operation}");
    }
}

#[tokio::test]
async fn a_quota_error_with_success_status_is_waited_for_like_a_429() {
    let busy = json!({"error": "quota_exceeded", "error_Description": "访问频率过快"});
    let stage = Stage::playing([Answer::ok(&busy), Answer::ok(typical(API, "start_task"))]).await;
    assert_eq!(call(&client(&stage), "start_task").await.unwrap(), 2);
}

#[tokio::test]
async fn reads_are_sent_again_after_a_503() {
    for operation in AGAIN {
        let stage = Stage::playing([Answer::html(503), Answer::html(502), Answer::ok(typical(API, operation))]).await;
        assert_eq!(call(&client(&stage), operation).await.unwrap(), 3, "{operation}");
    }
}

#[tokio::test]
async fn a_burst_waits_for_the_documented_limits() {
    let stage = Stage::repeating(Answer::ok(typical(API, "get_tasks"))).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    for _ in 0..41 {
        call(&client, "get_tasks").await.unwrap();
    }
    let waited: Duration = clock.waits().iter().sum();
    assert!(waited >= Duration::from_secs(2) && waited < Duration::from_secs(3), "{waited:?}");
}
