//! The client waits where the API asks for it. No test waits: the clock skips.

use std::sync::Arc;
use std::time::Duration;

use clientwright_greencubes::common::clock::Clock;
use clientwright_greencubes::{Client, retry};
use clientwright_tests::typical;
use serde_json::{Value, json};

use crate::builder;
use crate::stage::{Answer, SkippingClock, Stage};

fn user() -> Answer {
    Answer::ok(typical("greencubes", "get_user"))
}

fn exceeded() -> Value {
    json!({"message": "Rate limit exceeded, retry later", "documentation_url": "https://wiki.greencubes.org/API"})
}

async fn stage_and_client(script: impl IntoIterator<Item = Answer>) -> (Stage, Client, Arc<SkippingClock>) {
    let stage = Stage::playing(script).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    (stage, client, clock)
}

#[tokio::test]
async fn a_429_waits_for_the_milliseconds_of_its_body_and_then_succeeds() {
    let mut body = exceeded();
    body["retry_in"] = json!(1_417);
    let (stage, client, clock) = stage_and_client([Answer::json(429, &body), user()]).await;
    let answer = client.get_user("MossyLantern").send().await.unwrap();
    assert_eq!(answer.attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_millis(1_417)]);
    assert_eq!(stage.lines(), ["GET /users/MossyLantern"; 2]);
}

#[tokio::test]
async fn a_429_waits_for_the_seconds_of_retry_after() {
    let (_stage, client, clock) =
        stage_and_client([Answer::json(429, &exceeded()).header("Retry-After", "3"), user()]).await;
    assert_eq!(client.get_user("MossyLantern").send().await.unwrap().attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_secs(3)]);
}

#[tokio::test]
async fn a_429_waits_until_the_reset_of_the_counter_in_unix_seconds() {
    let now = SkippingClock::new().wall().duration_since(std::time::UNIX_EPOCH).unwrap();
    let reset = (now.as_secs() + 40).to_string();
    let answer = Answer::json(429, &exceeded()).header("x-ratelimit-reset", &reset);
    let (_stage, client, clock) = stage_and_client([answer, user()]).await;
    assert_eq!(client.get_user("MossyLantern").send().await.unwrap().attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_secs(40)]);
}

/// The reset is in the headers of every answer.
#[tokio::test]
async fn another_failure_does_not_wait_for_the_reset_of_the_counter() {
    let answer =
        Answer::json(500, &json!({"message": "Internal Server Error"})).header("x-ratelimit-reset", "1900000000");
    let (_stage, client, clock) = stage_and_client([answer, user()]).await;
    assert_eq!(client.get_user("MossyLantern").send().await.unwrap().attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_millis(250)]);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_told_at_once() {
    let mut body = exceeded();
    body["retry_in"] = json!(1_260_417);
    let (stage, client, clock) = stage_and_client([Answer::json(429, &body)]).await;
    let error = client.get_user("MossyLantern").send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_millis(1_260_417))));
    assert!(clock.waits().is_empty() && stage.lines().len() == 1);
}

#[tokio::test]
async fn a_patient_client_waits_for_the_rest_of_the_hour() {
    let mut body = exceeded();
    body["retry_in"] = json!(1_260_417);
    let stage = Stage::playing([Answer::json(429, &body), user()]).await;
    let clock = SkippingClock::new();
    let hour = Duration::from_secs(3_600);
    let client = builder(&stage).clock(clock.clone()).deadline(hour).retry(retry::Policy::default().max_wait(hour));
    let client = client.build().unwrap();
    assert_eq!(client.get_user("MossyLantern").send().await.unwrap().attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_millis(1_260_417)]);
}

#[tokio::test]
async fn a_login_waits_and_is_sent_again_after_a_429() {
    let answers = [Answer::html(429).header("retry-after", "2"), Answer::ok(typical("greencubes", "login"))];
    let (stage, client, clock) = stage_and_client(answers).await;
    client.login("MossyLantern", "not-a-real-password").send().await.unwrap();
    assert_eq!((stage.lines().len(), clock.waits()), (2, vec![Duration::from_secs(2)]));
}

#[tokio::test]
async fn the_hour_holds_500_calls_and_those_that_do_not_count_go_on() {
    let stage = Stage::repeating(user()).await;
    let client = builder(&stage).build().unwrap();
    for _ in 0..500 {
        client.get_user("MossyLantern").send().await.unwrap();
    }
    let error = client.get_user("MossyLantern").send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable() && error.status().is_none(), "{error}");
    assert_eq!(error.attempts(), 0);
    let wait = error.retry_after().unwrap();
    assert!(wait > Duration::from_secs(3_590) && wait < Duration::from_secs(3_610), "{wait:?}");
    // The answers have another shape; what counts is that they were sent.
    client.index().send().await.unwrap_err();
    client.meta().send().await.unwrap_err();
    client.rate_limit().send().await.unwrap_err();
    client.login("MossyLantern", "not-a-real-password").send().await.unwrap_err();
    client.logout().send().await.unwrap_err();
    let lines = stage.lines();
    assert_eq!(lines[500..], ["GET /", "GET /meta", "GET /rate_limit", "POST /login", "GET /logout"]);
}
