//! A client that has spent its points waits, as long as its caller is willing to.

use std::time::Duration;

use clientwright_fflogs::retry::Policy;
use clientwright_tests::typical;
use serde_json::json;

use crate::stage::{Answer, SkippingClock, Stage};
use crate::{API, builder, refusal};

fn patient() -> Policy {
    Policy::default().max_wait(Duration::from_secs(3600))
}

#[tokio::test]
async fn a_429_is_waited_for_as_long_as_its_header_says() {
    let busy = refusal("rate-limited-429").header("retry-after", "36");
    let stage = Stage::playing([busy, Answer::ok(typical(API, "RateLimit"))]).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    let answer = client.rate_limit().send().await.unwrap();
    assert_eq!(answer.attempts(), 2);
    assert_eq!(clock.waits(), [Duration::from_secs(36)]);
}

#[tokio::test]
async fn a_429_without_a_header_is_waited_for_with_growing_pauses() {
    let busy = || refusal("rate-limited-429");
    let stage = Stage::playing([busy(), busy(), Answer::ok(typical(API, "RateLimit"))]).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    client.rate_limit().send().await.unwrap();
    let [first, second] = clock.waits()[..] else { panic!("{:?}", clock.waits()) };
    assert!(Duration::ZERO < first && first < second, "{first:?} {second:?}");
}

#[tokio::test]
async fn a_header_that_is_known_to_exaggerate_is_believed_for_a_minute() {
    let stage = Stage::repeating(refusal("rate-limited-429").header("retry-after", "1036")).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    let error = client.rate_limit().send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(error.api_message().unwrap().starts_with("Too many requests."));
    assert_eq!((clock.waits(), error.attempts()), (vec![Duration::from_secs(60)], 2));
}

#[tokio::test]
async fn a_rate_limit_in_a_success_is_waited_for_until_the_points_are_back() {
    // The header is known to be far too long; the points' own seconds are to be believed.
    let busy = refusal("rate-limited-200").header("retry-after", "3000");
    let stage = Stage::playing([busy, Answer::ok(typical(API, "ReportEvents"))]).await;
    let clock = SkippingClock::new();
    let builder = builder(&stage).clock(clock.clone()).retry(patient()).deadline(Duration::from_secs(7200));
    builder.build().unwrap().report_events("InventedReport01").send().await.unwrap();
    assert_eq!(clock.waits(), [Duration::from_secs(949)]);
}

#[tokio::test]
async fn a_rate_limit_in_a_success_is_an_error_for_who_does_not_want_to_wait() {
    let stage = Stage::repeating(refusal("rate-limited-200")).await;
    let client = builder(&stage).build().unwrap();
    let error = client.report_events("InventedReport01").send().await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(949)));
    assert_eq!(error.api_message(), Some("You have exceeded the rate limit of this key."));
}

#[tokio::test]
async fn a_patient_client_asks_again_until_the_points_are_back() {
    let busy = || refusal("rate-limited-429").header("retry-after", "1036");
    let script = [busy(), busy(), busy(), busy(), busy(), Answer::ok(typical(API, "RateLimit"))];
    let stage = Stage::playing(script).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).patient(Duration::from_secs(3600)).build().unwrap();
    assert_eq!(client.rate_limit().send().await.unwrap().attempts(), 6);
    assert_eq!(clock.waits(), [Duration::from_secs(60); 5]);
}

#[tokio::test]
async fn the_last_reading_of_the_points_is_known_without_a_call_and_holds_calls_back() {
    let reading = |spent: f64| {
        let budget = json!({"limitPerHour": 3600, "pointsSpentThisHour": spent, "pointsResetIn": 900});
        Answer::ok(&json!({"data": {"rateLimitData": budget}}))
    };
    let stage = Stage::playing([reading(3580.5), Answer::ok(typical(API, "CharacterById"))]).await;
    let clock = SkippingClock::new();
    let client = builder(&stage).clock(clock.clone()).build().unwrap();
    client.rate_limit().send().await.unwrap();
    // The reading does not count its own query.
    assert_eq!(client.core().points("points").unwrap().left, 18.5);
    let error = client.guild_attendance(17).send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 0, "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(900)));
    client.character_by_id(7_000_101).send().await.unwrap();
    assert_eq!(client.core().points("points").unwrap().left, 17.5);
    assert!(clock.waits().is_empty());
}
