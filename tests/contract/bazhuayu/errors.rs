//! What is not an answer becomes a typed error, and no error shows a credential.

use clientwright_bazhuayu::{Error, TaskStatus};
use serde_json::{Value, json};

use crate::stage::{Answer, Stage};
use crate::{Client, TASK, anonymous, client};

async fn failure(answer: Answer) -> Error {
    let stage = Stage::repeating(answer).await;
    client(&stage).get_tasks(7).send().await.unwrap_err()
}

fn success(data: Value) -> Value {
    json!({"data": data, "error": "success", "error_Description": "操作成功"})
}

#[tokio::test]
async fn an_answer_of_another_shape_is_an_error_with_status_operation_place_and_body() {
    let truncated = r#"{"error": "success", "data": [{"taskId": "7f"#;
    for (answer, attempts, place, text) in [
        (Answer::html(200), 3, ".", "Out for tea"),
        (Answer::of(200, "application/json", ""), 3, ".", "empty"),
        (Answer::of(200, "application/json", truncated), 3, "data[0].taskId", "cut off"),
        (Answer::ok(&json!([1, 2])), 1, ".", "[1,2]"),
        (Answer::ok(&json!({"error": "success"})), 1, ".", "has no `/data`"),
        (Answer::ok(&success(json!({"taskId": "x"}))), 1, "data", "taskId"),
        (Answer::ok(&success(json!([{"taskId": "x", "taskName": 5}]))), 1, "data[0].taskName", "integer `5`"),
    ] {
        let error = failure(answer.clone()).await;
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.operation(), "get_tasks");
        assert_eq!(error.json_path(), Some(place), "{answer:?}");
        let told = error.to_string();
        assert!(told.starts_with("bazhuayu get_tasks: ") && told.contains(text), "{told}");
        assert_eq!(error.attempts(), attempts);
    }
}

#[tokio::test]
async fn a_page_instead_of_the_answer_to_an_action_is_an_error() {
    for answer in [Answer::html(200), Answer::of(200, "application/json", r#"{"error": "#), Answer::ok(&json!([]))] {
        let stage = Stage::repeating(answer).await;
        let client = client(&stage);
        let error = client.remove_task_data(TASK).send().await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!(stage.lines().len(), 1, "the action may have been done");
    }
}

#[tokio::test]
async fn a_code_that_is_not_success_is_an_error_whatever_the_status() {
    let refused = json!({"error": "export_pagesize_error", "error_Description": "导出数量超出范围"});
    let error = failure(Answer::ok(&refused)).await;
    assert!(error.is_refused(), "{error}");
    assert_eq!((error.api_code(), error.api_message()), (Some("export_pagesize_error"), Some("导出数量超出范围")));

    let error = failure(Answer::json(400, &refused)).await;
    assert!(!error.is_refused() && !error.is_retryable(), "{error}");

    let unknown = json!({"error": "kettle_cold", "message": "Warm it up."});
    let error = failure(Answer::ok(&unknown)).await;
    assert_eq!((error.api_code(), error.api_message()), (Some("kettle_cold"), Some("Warm it up.")));
}

#[tokio::test]
async fn the_code_is_compared_without_case() {
    let stage = Stage::playing([Answer::ok(&json!({"data": [], "error": "Success"}))]).await;
    client(&stage).get_tasks(7).send().await.unwrap();
}

#[tokio::test]
async fn a_code_without_words_is_explained() {
    let error = failure(Answer::json(400, &json!({"error": "taskid_error"}))).await;
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.api_message(), Some("the task is unknown or belongs to another account"));
}

#[tokio::test]
async fn an_error_of_the_framework_has_a_message_and_no_code() {
    let error = failure(Answer::json(405, &json!({"message": "No such verb here."}))).await;
    assert_eq!((error.api_code(), error.api_message()), (None, Some("No such verb here.")));
    let error = failure(Answer::json(404, &json!({"message": "No such place."}))).await;
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn a_status_that_is_new_does_not_break_the_answer() {
    let states = json!([{"taskId": TASK, "taskName": "", "status": 4}, {"taskId": TASK, "taskName": "", "status": 5}]);
    let stage = Stage::playing([Answer::ok(&success(states.clone())), Answer::ok(&success(json!(6)))]).await;
    let client = client(&stage);
    let answer = client.get_task_statuses([TASK]).send().await.unwrap();
    assert_eq!(answer[0].status.as_str(), "4");
    assert_eq!(answer[1].status, TaskStatus::NeverRun);
    assert_eq!(serde_json::to_value(&*answer).unwrap(), states);
    assert_eq!(client.start_task(TASK).send().await.unwrap().as_str(), "6");
}

#[tokio::test]
async fn no_secret_is_in_debug_and_display() {
    let secrets = ["invented-password", "invented-access", "invented-refresh"];
    let token = json!({"access_token": secrets[1], "refresh_token": secrets[2], "expires_in": 86399});
    let echo = json!({"error": "kettle_cold", "message": format!("I was told {}", secrets[1])});
    let stage = Stage::playing([Answer::ok(&token), Answer::ok(&echo)]).await;
    let builder = anonymous(&stage).password("mira", secrets[0]).refresh_token(secrets[2]);
    let client: Client = builder.clone().build().unwrap();
    let call = client.get_tasks(7);
    let shown = format!("{builder:?} {builder:#?} {client:?} {client:#?} {call:?}");
    let error = call.send().await.unwrap_err();
    let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
    let shown = format!("{shown} {error} {error:?} {error:#?} {body} {:?}", error.api_message());
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret} is shown: {shown}");
    }

    let refusal = json!({"error": "invalid_grant", "error_description": format!("{} is wrong", secrets[0])});
    let stage = Stage::repeating(Answer::json(400, &refusal)).await;
    let client = anonymous(&stage).password("mira", secrets[0]).build().unwrap();
    let error = client.get_tasks(7).send().await.unwrap_err();
    let shown = format!("{error} {error:?} {:?} {:?}", error.api_message(), error.body_json());
    assert!(!shown.contains(secrets[0]), "{shown}");
}
