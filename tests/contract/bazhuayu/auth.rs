//! Tokens are fetched with the password once, reused, renewed with a refresh token that works once, and a refresh
//! that fails falls back to the password.

use std::time::Duration;

use clientwright_bazhuayu::Client;
use serde_json::{Value, json};

use crate::stage::{Answer, Asked, SkippingClock, Stage};
use crate::{TASK, anonymous};

fn token(number: u32) -> Answer {
    let access = format!("invented-access-{number}");
    let refresh = format!("invented-refresh-{number}");
    Answer::ok(&json!({"access_token": access, "token_type": "bearer", "expires_in": 86399, "refresh_token": refresh}))
}

fn groups() -> Answer {
    Answer::ok(&json!({"data": [], "error": "success"}))
}

fn stale() -> Answer {
    Answer::json(401, &json!({"error": "unauthorized", "error_Description": "access_token invalid"}))
}

fn grant_refused() -> Answer {
    Answer::json(400, &json!({"error": "invalid_grant", "error_description": "The user name or password is wrong."}))
}

fn client(stage: &Stage) -> Client {
    anonymous(stage).password("mira@teapots.example", "p&ss=w+rd ü").build().unwrap()
}

/// Path of the address, and the token or the grant that was used.
fn story(stage: &Stage) -> Vec<String> {
    let tell = |asked: &Asked| {
        let path = asked.line().split(['?', ' ']).nth(1).unwrap_or_default().to_owned();
        let grant = asked.body().split('&').find_map(|pair| pair.strip_prefix("refresh_token="));
        match (asked.header("authorization"), grant) {
            ("", Some(refresh)) => format!("{path} {refresh}"),
            ("", None) => format!("{path} password"),
            (header, _) => format!("{path} {header}"),
        }
    };
    stage.asked().iter().map(tell).collect()
}

#[tokio::test]
async fn the_password_is_exchanged_for_a_token_as_an_encoded_form() {
    let stage = Stage::playing([token(1), groups()]).await;
    client(&stage).get_task_groups().send().await.unwrap();
    let asked = &stage.asked()[0];
    let form = "grant_type=password&username=mira%40teapots.example&password=p%26ss%3Dw%2Brd+%C3%BC";
    let headers = "accept: application/json\ncontent-type: application/x-www-form-urlencoded\n\
                   user-agent: clientwright-bazhuayu/<version>";
    assert_eq!(asked.to_string(), format!("POST /token\n{headers}\n{form}"));
    assert_eq!(stage.asked()[1].header("authorization"), "bearer invented-access-1");
}

#[tokio::test]
async fn a_token_is_used_for_all_calls_on_both_hosts_and_by_clones() {
    let started = Answer::ok(&json!({"data": 1, "error": "success"}));
    let stage = Stage::playing([token(1), groups(), started, groups()]).await;
    let client = client(&stage);
    client.get_task_groups().send().await.unwrap();
    client.start_task(TASK).send().await.unwrap();
    client.clone().get_task_groups().send().await.unwrap();
    let story = story(&stage);
    assert_eq!(story.iter().filter(|line| line.starts_with("/token")).count(), 1, "{story:?}");
    assert_eq!(story[2], "/advanced/api/task/StartTask bearer invented-access-1");
}

#[tokio::test]
async fn a_401_renews_once_with_the_refresh_token_and_the_new_pair_replaces_the_old() {
    let stage = Stage::playing([token(1), groups(), stale(), token(2), groups(), stale(), token(3), groups()]).await;
    let client = client(&stage);
    for _ in 0..3 {
        client.get_task_groups().send().await.unwrap();
    }
    let call = |number| format!("/basic/api/TaskGroup bearer invented-access-{number}");
    let refresh = |number| format!("/token invented-refresh-{number}");
    let expected = ["/token password".to_owned(), call(1), call(1), refresh(1), call(2), call(2), refresh(2), call(3)];
    assert_eq!(story(&stage), expected);
    let form = "grant_type=refresh_token&refresh_token=invented-refresh-1";
    assert_eq!(stage.asked()[3].body(), form);
}

#[tokio::test]
async fn a_refused_refresh_token_falls_back_to_the_password() {
    let stage = Stage::playing([token(1), stale(), grant_refused(), token(2), groups()]).await;
    client(&stage).get_task_groups().send().await.unwrap();
    let grants: Vec<_> = story(&stage).into_iter().filter(|line| line.starts_with("/token")).collect();
    assert_eq!(grants, ["/token password", "/token invented-refresh-1", "/token password"]);
}

#[tokio::test]
async fn a_second_401_is_an_error_of_the_credential() {
    let stage = Stage::playing([token(1), stale(), token(2), stale()]).await;
    let error = client(&stage).start_task(TASK).send().await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.api_code(), Some("unauthorized"));
    assert_eq!(stage.lines().len(), 4);
}

#[tokio::test]
async fn a_token_of_the_caller_is_not_renewed() {
    let stage = Stage::playing([stale()]).await;
    let client = anonymous(&stage).bearer_token("invented-token").build().unwrap();
    let error = client.get_task_groups().send().await.unwrap_err();
    assert!(error.is_auth() && error.status().unwrap() == 401, "{error}");
    assert_eq!(error.api_message(), Some("access_token invalid"));
}

#[tokio::test]
async fn a_token_near_its_end_is_renewed_before_it_is_refused() {
    let stage = Stage::playing([token(1), groups(), token(2), groups()]).await;
    let clock = SkippingClock::new();
    let client = anonymous(&stage).password("mira", "p").clock(clock.clone()).build().unwrap();
    client.get_task_groups().send().await.unwrap();
    clock.pass(Duration::from_secs(86_399 - 30));
    client.get_task_groups().send().await.unwrap();
    assert_eq!(story(&stage)[2..], ["/token invented-refresh-1", "/basic/api/TaskGroup bearer invented-access-2"]);
}

#[tokio::test]
async fn a_refresh_token_of_an_earlier_run_is_used_first() {
    let stage = Stage::playing([token(2), groups()]).await;
    let client = anonymous(&stage).refresh_token("kept-from-yesterday").build().unwrap();
    client.get_task_groups().send().await.unwrap();
    assert_eq!(story(&stage)[0], "/token kept-from-yesterday");
}

#[tokio::test]
async fn a_refusal_of_the_token_endpoint_is_an_error_with_its_code() {
    let told = json!({"error": "invalid_grant", "error_description": "The user name or password is incorrect."});
    let silent = json!({"error": "unsupported_grant_type"});
    for body in [told, silent] {
        let stage = Stage::repeating(Answer::json(400, &body)).await;
        let error = client(&stage).get_task_groups().send().await.unwrap_err();
        assert!(error.is_auth() && !error.is_retryable(), "{error}");
        assert_eq!(error.api_code(), body["error"].as_str());
        assert_eq!(error.api_message(), body.get("error_description").and_then(Value::as_str));
        assert_eq!(error.status().unwrap(), 400);
        assert!(error.to_string().contains("the token endpoint refused"), "{error}");
        assert_eq!(stage.lines(), ["POST /token"], "no call is made without a token, and no password is tried twice");
    }
}

#[tokio::test]
async fn a_token_answer_without_a_token_is_a_typed_error() {
    for answer in [Answer::html(200), Answer::of(200, "application/json", ""), Answer::ok(&json!({"token": "x"}))] {
        let stage = Stage::repeating(answer).await;
        let error = client(&stage).get_task_groups().send().await.unwrap_err();
        assert!(error.is_decode() || error.is_auth(), "{error}");
        assert_eq!(error.operation(), "get_task_groups");
        assert!(error.to_string().contains("token"), "{error}");
    }
}
