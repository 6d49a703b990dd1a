//! The client waits where the API asks for it. No test waits: the clock skips.

use std::time::Duration;

use clientwright_osu::{Mode, limit};
use clientwright_tests::{named, typical};

use crate::stage::{Answer, SkippingClock, Stage};
use crate::{builder, client};

fn user() -> Answer {
    Answer::ok(typical("osu", "get_user"))
}

/// A refusal as the API words it.
fn too_fast(status: u16) -> Answer {
    Answer::json(status, named("osu", "get_replay", "too_fast"))
}

#[tokio::test]
async fn a_429_waits_as_long_as_retry_after_says_and_then_succeeds() {
    let stage = Stage::playing([too_fast(429).header("retry-after", "7"), user()]).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    let answer = client.get_user("mossgolem").send().await.unwrap();
    assert_eq!(answer.attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_secs(7)]);
    assert_eq!(stage.lines()[0], stage.lines()[1]);
}

#[tokio::test]
async fn a_refusal_with_status_200_waits_too() {
    let stage = Stage::playing([too_fast(200), too_fast(200), Answer::ok(typical("osu", "get_replay"))]).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    let answer = client.get_replay(Mode::Osu).score_id(1).send().await.unwrap();
    assert_eq!(answer.attempts(), 3);
    assert_eq!(clock.waits(), [Duration::from_millis(250), Duration::from_millis(500)]);
}

#[tokio::test]
async fn a_503_waits_and_then_succeeds() {
    let stage = Stage::playing([Answer::html(503), Answer::html(503).header("retry-after", "3"), user()]).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    assert_eq!(client.get_user("mossgolem").send().await.unwrap().attempts(), 3);
    assert_eq!(clock.waits(), [Duration::from_millis(250), Duration::from_secs(3)]);
}

#[tokio::test]
async fn a_refusal_that_lasts_is_told_with_its_attempts() {
    let stage = Stage::repeating(too_fast(429)).await;
    let error = client(&stage).get_user("mossgolem").send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), stage.lines().len()), (3, 3));
    assert_eq!(error.api_message(), Some("Requesting too fast! Slow your operation, cap'n!"));
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_told_at_once() {
    let stage = Stage::repeating(too_fast(429).header("retry-after", "3600")).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    let error = client.get_user("mossgolem").send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(3600))));
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn the_eleventh_replay_of_a_minute_waits_and_other_calls_do_not() {
    let stage = Stage::repeating(Answer::ok(typical("osu", "get_replay"))).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    for score in 1..=10 {
        client.get_replay(Mode::Osu).score_id(score).send().await.unwrap();
    }
    assert!(clock.waits().is_empty());
    // The answer has another shape; what counts is that it was sent.
    client.clone().get_user("mossgolem").send().await.unwrap_err();
    assert!(clock.waits().is_empty());
    client.clone().get_replay(Mode::Osu).score_id(11).send().await.unwrap();
    assert_eq!(clock.waits().len(), 1);
    let waited = clock.waits()[0];
    assert!(waited > Duration::from_secs(59) && waited <= Duration::from_secs(61), "{waited:?}");
}

#[tokio::test]
async fn without_limits_nothing_waits() {
    let stage = Stage::repeating(Answer::ok(typical("osu", "get_replay"))).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).limits(limit::Policy::Off).build().unwrap();
    for score in 1..=12 {
        client.get_replay(Mode::Osu).score_id(score).send().await.unwrap();
    }
    assert!(clock.waits().is_empty());
}
