//! What is not an answer becomes a typed error, and no error shows the key.

use clientwright_tests::named;
use serde_json::json;

use crate::stage::{Answer, Stage};
use crate::{KEY, builder, client};

#[tokio::test]
async fn an_answer_of_another_shape_is_an_error_with_status_operation_place_and_body() {
    let bottle = json!({"id": "the third", "timestamp": 1_680_854_462_907_u64, "from": {"thrower": {}}});
    let strange = json!({"code": 200, "message": "", "data": {"bottles": [bottle]}});
    let truncated = r#"{"code": 200, "message": "Data request"#;
    for (answer, attempts, place, text) in [
        (Answer::html(200), 3, ".", "Out for tea"),
        (Answer::of(200, "application/json", ""), 3, ".", "empty"),
        (Answer::of(200, "application/json", truncated), 3, "message", "cut off"),
        (Answer::ok(&json!([])), 1, ".", "[]"),
        (Answer::ok(&json!({"code": 200, "message": "hm"})), 1, ".", "missing field `data`"),
        (Answer::ok(&strange), 1, "data.bottles[0].id", "the third"),
    ] {
        let stage = Stage::repeating(answer.clone()).await;
        let error = client(&stage).pick().send().await.unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.operation(), "pick");
        let told = error.to_string();
        assert!(told.contains(text), "{told}");
        assert!(told.starts_with("drifting-bottle pick: "), "{told}");
        assert_eq!(error.json_path(), Some(place), "{answer:?}");
        assert_eq!((error.attempts(), error.is_retryable()), (attempts, attempts > 1));
    }
}

#[tokio::test]
async fn an_error_page_is_an_api_error_and_a_passing_one() {
    let stage = Stage::repeating(Answer::html(500)).await;
    let error = client(&stage).pick().send().await.unwrap_err();
    assert!(error.is_retryable() && !error.is_decode(), "{error}");
    assert_eq!(error.attempts(), 3);
    assert!(error.body().unwrap().starts_with(b"<!DOCTYPE html>"));
}

#[tokio::test]
async fn a_missing_and_a_wrong_key_are_errors_of_the_credential() {
    for (status, name) in [(401, "typical"), (403, "example")] {
        let operation = clientwright_tests::examples("drifting-bottle", "pick");
        let example = operation.iter().find(|known| known.status == status && (known.name == name)).unwrap();
        let stage = Stage::repeating(Answer::json(status, &example.value)).await;
        let error = client(&stage).pick().send().await.unwrap_err();
        assert!(error.is_auth(), "{error}");
        assert_eq!(error.api_message(), example.value["message"].as_str());
        assert_eq!(error.attempts(), 1, "a fixed key cannot be renewed");
    }
}

#[tokio::test]
async fn a_bottle_without_anything_is_an_answer() {
    let stage = Stage::playing([Answer::ok(named("drifting-bottle", "pick", "nulls"))]).await;
    let answer = client(&stage).pick().send().await.unwrap();
    assert_eq!(answer.data.bottles[0].content, None);
}

#[tokio::test]
async fn the_key_and_what_people_write_stay_out_of_debug_and_display() {
    let stage = Stage::playing([Answer::of(400, "text/plain", format!("no such key: {KEY}"))]).await;
    let builder = builder(&stage);
    let client = builder.clone().build().unwrap();
    let call = client.throw("a secret wish", "LanternChat", "Mira", "0077700777");
    let shown = format!("{builder:?} {builder:#?} {client:?} {client:#?} {call:?} {call:#?}");
    let error = call.send().await.unwrap_err();
    let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
    let shown = format!("{shown} {error} {error:?} {error:#?} {body}");
    for secret in ["invented-kettle-key", "secret wish", "secret+wish", "0077700777"] {
        assert!(!shown.contains(secret), "{secret} is shown: {shown}");
    }
}
