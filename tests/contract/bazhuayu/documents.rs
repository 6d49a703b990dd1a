//! The examples of the vendor's document decode, or fail, as its fact sheet says. The values are invented; keys,
//! kinds and quirks are those of the document.

use clientwright_bazhuayu::Error;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage};
use crate::{Client, anonymous, client};

/// The envelope of the document, with data if there is any.
fn envelope(data: Option<Value>) -> Value {
    let mut envelope = json!({"error": "success", "error_Description": "操作成功"});
    if let Some(data) = data {
        envelope["data"] = data;
    }
    envelope
}

async fn answered<T>(document: Value, call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Result<T, Error> {
    let stage = Stage::playing([Answer::ok(&document)]).await;
    call(client(&stage)).await
}

#[tokio::test]
async fn a_token_with_all_four_keys_is_taken() {
    let token =
        json!({"access_token": "TEA4", "token_type": "bearer", "expires_in": 86399, "refresh_token": "one-more-cup"});
    let stage = Stage::playing([Answer::ok(&token), Answer::ok(&envelope(Some(json!([]))))]).await;
    let client = anonymous(&stage).password("mira", "p").build().unwrap();
    client.get_task_groups().send().await.unwrap();
    assert_eq!(stage.asked()[1].header("authorization"), "bearer TEA4");
}

#[tokio::test]
async fn task_groups_and_tasks_are_lists_of_objects() {
    let groups =
        json!([{"taskGroupId": 1041, "taskGroupName": "茶壶一"}, {"taskGroupId": 1077, "taskGroupName": "茶壶二"}]);
    let answer = answered(envelope(Some(groups.clone())), async |client| client.get_task_groups().send().await);
    assert_eq!(serde_json::to_value(&*answer.await.unwrap()).unwrap(), groups);

    let creator = "0b5e77aa-9999-4888-8777-00000000beef";
    let tasks = json!([
        {"taskId": "0b5e77aa-1111-4222-8333-00c0ffee0001", "taskName": "壶", "creationUserId": creator},
        {"taskId": "0b5e77aa-1111-4222-8333-00c0ffee0002", "taskName": "杯", "creationUserId": creator},
    ]);
    let answer = answered(envelope(Some(tasks.clone())), async |client| client.get_tasks(1).send().await).await;
    assert_eq!(serde_json::to_value(&*answer.unwrap()).unwrap(), tasks);
}

#[tokio::test]
async fn an_action_answers_without_data() {
    answered(envelope(None), async |client| client.remove_task_data("t").send().await).await.unwrap();
    answered(envelope(None), async |client| client.mark_data_exported("t").send().await).await.unwrap();
}

#[tokio::test]
async fn rows_keep_their_columns_in_order_and_their_texts() {
    let rows = json!([{"词条": "茶壶", "简介": "会说话的器皿, 一般不吵。"}, {"词条": "灯塔", "简介": ""}]);
    let batch = json!({"total": 431, "currentTotal": 2, "dataList": rows});
    let answer =
        answered(envelope(Some(batch.clone())), async |client| client.get_not_exported_data("t", 2).send().await);
    let answer = answer.await.unwrap();
    let first = &answer.rows.as_ref().unwrap()[0];
    assert_eq!(first.keys().collect::<Vec<_>>(), ["词条", "简介"]);
    assert_eq!(serde_json::to_value(&*answer).unwrap(), batch);

    let page = json!({"offset": 9, "total": 431, "restTotal": 429, "dataList": rows});
    let answer =
        answered(envelope(Some(page.clone())), async |client| client.get_data_by_offset("t", 0, 2).send().await).await;
    assert_eq!(serde_json::to_value(&*answer.unwrap()).unwrap(), page);
}

#[tokio::test]
async fn the_documented_codes_are_errors_of_their_kind() {
    let auth: fn(&Error) -> bool = Error::is_auth;
    for (status, code, is) in [
        (401, "unauthorized", auth),
        (403, "user_not_allowed", auth),
        (404, "not_found", Error::is_not_found),
        (405, "method_not_allowed", |error| !error.is_retryable() && !error.is_auth()),
        (429, "quota_exceeded", Error::is_rate_limited),
        (503, "service_unavailable", Error::is_retryable),
    ] {
        let stage = Stage::repeating(Answer::json(status, &json!({"error": code, "error_Description": "不"}))).await;
        let error = client(&stage).get_task_groups().send().await.unwrap_err();
        assert!(is(&error), "{error}");
        assert_eq!(error.api_code(), Some(code));
        assert_eq!(error.api_message(), Some("不"));
    }
}
