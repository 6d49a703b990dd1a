//! What the API refuses becomes a typed error with its words.

use clientwright_greencubes::common::auth::Credential;
use clientwright_greencubes::{Client, Error, retry};
use clientwright_tests::examples;
use serde_json::json;

use crate::examples::call;
use crate::stage::{Answer, Stage, operations};
use crate::{TOKEN, builder, client};

/// Calls once, with the example of this name as the answer.
async fn refusal(operation: &str, status: u16, name: &str) -> Error {
    let known = examples("greencubes", operation);
    let example = known.iter().find(|known| known.status == status && known.name == name).unwrap();
    let stage = Stage::repeating(Answer::json(status, &example.value)).await;
    let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
    let error = call(&client, operation).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.operation()), (status, operation));
    error
}

#[tokio::test]
async fn an_unknown_player_organization_or_region_is_not_found() {
    for (operation, name, text) in [
        ("get_user", "unknown", "User not exists"),
        ("get_user", "illegal_characters", "User doesn't exists"),
        ("get_organization", "unknown", "Not Found"),
        ("get_organization", "not_a_tag", "Organization doesn't exists"),
        ("main_region", "example", "Region not found"),
        ("server_status", "example", "Not Found"),
    ] {
        let error = refusal(operation, 404, name).await;
        assert!(error.is_not_found() && !error.is_retryable(), "{error}");
        assert_eq!(error.api_message(), Some(text));
    }
}

#[tokio::test]
async fn an_illegal_name_is_an_error_of_the_call() {
    let error = refusal("main_region", 400, "example").await;
    assert!(!error.is_not_found() && !error.is_auth() && !error.is_retryable(), "{error}");
    assert_eq!(error.api_message(), Some("Illegal symbols in region's name"));
}

#[tokio::test]
async fn a_refused_token_is_an_error_of_the_credential_and_not_tried_again() {
    for operation in ["get_current_user", "get_current_user_regions"] {
        for (name, text) in [
            ("need_authorization", "Forbidden. Need authorization"),
            ("scope_missing", "Forbidden. Token don't have access to this scope"),
            ("scope_missing_older_wording", "Forbidden. Access token don't have access to this scope"),
        ] {
            let error = refusal(operation, 403, name).await;
            assert!(error.is_auth() && !error.is_retryable(), "{error}");
            assert_eq!(error.api_message(), Some(text));
            assert_eq!(error.body_json().unwrap().get("scope").is_some(), name.starts_with("scope"));
        }
    }
    let stage = Stage::repeating(Answer::json(401, &json!({"message": "Who are you?"}))).await;
    let error = client(&stage).get_current_user().send().await.unwrap_err();
    assert!(error.is_auth() && error.attempts() == 1, "{error}");
}

#[tokio::test]
async fn an_internal_error_is_a_passing_one_and_may_tell_its_cause() {
    let error = refusal("get_current_user_regions", 500, "plain").await;
    assert!(error.is_retryable(), "{error}");
    assert_eq!((error.api_message(), error.api_code()), (Some("Internal Server Error"), None));
    let error = refusal("get_current_user_regions", 500, "staff").await;
    assert_eq!(error.api_message(), Some("Internal Server Error"));
    let cause = error.body_json().unwrap()["error"].to_string();
    assert!(cause.contains("the lighthouse database is on its tea break"), "{cause}");
}

#[tokio::test]
async fn the_hour_is_over_for_every_counted_operation() {
    for operation in operations("greencubes") {
        let known = examples("greencubes", &operation);
        let Some(example) = known.iter().find(|known| known.status == 429) else { continue };
        let error = refusal(&operation, 429, &example.name).await;
        assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
        assert_eq!(error.api_message(), Some("Rate limit exceeded, retry later"));
        assert_eq!(error.retry_after().map(|wait| wait.as_millis()), Some(1_260_417));
    }
}

#[tokio::test]
async fn texts_are_found_wherever_the_server_puts_them() {
    for (body, text, code) in [
        (json!({"message": "flat"}), "flat", None),
        (json!({"message": {"message": "wrapped"}}), "wrapped", None),
        (json!({"error": "invalid_grant", "error_description": "told"}), "told", None),
        (json!({"error": "bare"}), "bare", None),
    ] {
        let stage = Stage::repeating(Answer::json(400, &body)).await;
        let error = client(&stage).get_user("MossyLantern").send().await.unwrap_err();
        assert_eq!((error.api_message(), error.api_code()), (Some(text), code), "{body}");
    }
}

#[tokio::test]
async fn the_token_stays_out_of_debug_and_display_even_if_the_answer_repeats_it() {
    let page = format!("<p>no such page: /user?access_token={TOKEN}</p>");
    for answer in [
        Answer::json(403, &json!({"message": format!("The token {TOKEN} is none.")})),
        Answer::of(403, "application/json", r#"{"message": "InventedKettle\/Token.7"}"#),
        Answer::of(404, "text/html", page.clone()),
        Answer::of(200, "text/html", page),
        Answer::of(200, "text/html", "/user?access_token=InventedKettle%2FToken.7"),
    ] {
        let stage = Stage::repeating(answer).await;
        let builder = builder(&stage);
        let client = builder.clone().build().unwrap();
        let call = client.get_current_user();
        let shown = format!("{builder:?} {builder:#?} {client:?} {client:#?} {call:?} {call:#?}");
        let error = call.send().await.unwrap_err();
        let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
        let shown = format!("{shown} {error} {error:?} {error:#?} {body}");
        assert!(!shown.contains("Kettle"), "{shown}");
        let told = error.to_string();
        assert!(told.ends_with("/user]") || told.contains("/user, 3 attempts"), "{told}");
    }
}

#[test]
fn a_credential_of_another_kind_is_refused_with_what_the_api_takes() {
    let error = Client::builder().credential(Credential::ApiKey("invented-key".into())).build().unwrap_err();
    assert!(error.is_config(), "{error}");
    let told = "GreenCubes API takes no API key; it takes bearer_token(..), \
                authorization_code(..), access_token(..), session(..)";
    assert_eq!(error.to_string(), told);
}
