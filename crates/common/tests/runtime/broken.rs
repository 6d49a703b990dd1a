//! Good statuses with answers that are broken: attempted again where that is safe, and never for their shape.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use clientwright_common::rt::*;
use clientwright_common::{ErrorKind, GaveUp, retry};
use serde_json::Value;

use crate::support::*;

/// What a site in trouble answers with status 200 where JSON is due.
const BROKEN: [&str; 5] = ["<html>back soon</html>", "", r#"{"id":1,"name":"#, r#"{"id":"x","name":"#, r#"{"id":1} x"#];

/// A server whose first answers are broken.
async fn broken_at_first(body: &'static str, times: usize) -> Loopback {
    let turn = AtomicUsize::new(0);
    Loopback::new(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
        turn if turn < times => reply(200, body).header("content-type", "text/html"),
        _ => reply(200, r#"{"id":1}"#),
    })
    .await
}

#[derive(Debug, serde::Deserialize)]
struct Thing {
    id: u32,
}

#[tokio::test]
async fn a_broken_answer_is_attempted_again_and_waited_for_like_any_passing_trouble() {
    for body in BROKEN {
        let clock = VirtualClock::skipping();
        let server = broken_at_first(body, 2).await;
        let answer = client(&server, &clock).call(&GET).send_json::<Thing>().await.unwrap();
        assert_eq!((answer.id, answer.attempts(), clock.slept().len()), (1, 3, 2), "{body}");
    }
}

#[tokio::test]
async fn the_last_broken_answer_is_an_error_that_knows_those_before_it() {
    for body in BROKEN {
        let server = broken_at_first(body, 9).await;
        let clock = VirtualClock::skipping();
        let error = client(&server, &clock).call(&GET).send_json::<Thing>().await.unwrap_err();
        assert!(error.is_decode() && error.is_retryable(), "{error}");
        assert_eq!((error.attempts(), error.gave_up()), (3, Some(GaveUp::Attempts)));
        let before: Vec<_> = error.previous_attempts().iter().map(|before| (before.kind, before.waited)).collect();
        let waits = clock.slept();
        assert_eq!(before, [(ErrorKind::Decode, waits[0]), (ErrorKind::Decode, waits[1])]);
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn what_is_not_safe_to_repeat_is_not_sent_again_for_a_broken_answer() {
    for body in BROKEN {
        let server = broken_at_first(body, 1).await;
        let error = client(&server, &VirtualClock::skipping()).call(&POST).send_json::<Thing>().await.unwrap_err();
        assert!(error.is_decode() && !error.is_retryable(), "{error}");
        assert_eq!((error.attempts(), error.gave_up()), (1, Some(GaveUp::Unsafe)));
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn json_of_another_shape_would_come_again_and_is_not_asked_for_again() {
    // The last ones are JSON, and only too much for a type.
    for body in [r#"{"id":"x"}"#, "null", "[]", "1e400", r#"{"id":1e400}"#, r#"{"id":"\ud800"}"#] {
        let server = Loopback::new(move |_| reply(200, body)).await;
        let error = client(&server, &VirtualClock::skipping()).call(&GET).send_json::<Thing>().await.unwrap_err();
        assert!(error.is_decode() && !error.is_retryable(), "{error}");
        assert_eq!((error.attempts(), error.gave_up()), (1, Some(GaveUp::Final)), "{error}");
        assert!(error.to_string().contains("another shape"), "{error}");
    }
    let server = Loopback::new(|_| reply(204, "")).await;
    let error = client(&server, &VirtualClock::skipping()).call(&GET).send_json::<Thing>().await.unwrap_err();
    assert_eq!((error.attempts(), error.gave_up()), (1, Some(GaveUp::Final)), "{error}");
}

#[tokio::test]
async fn raw_answers_text_and_unread_ones_are_never_judged_by_what_they_hold() {
    for body in BROKEN {
        let server = broken_at_first(body, 9).await;
        let client = client(&server, &VirtualClock::skipping());
        let raw = client.call(&GET).send_raw().await.unwrap();
        assert_eq!((raw.attempts(), &raw[..]), (1, body.as_bytes()));
        let text = client.call(&GET).send_text().await.unwrap();
        assert_eq!((text.attempts(), text.as_str()), (1, body));
        assert_eq!(client.call(&GET).send_empty().await.unwrap().attempts(), 1);
    }
}

#[tokio::test]
async fn a_missing_wrapper_is_a_broken_answer_only_if_the_body_is_no_json() {
    static WRAPPED: Operation = Operation { envelope: Some("/data"), ..GET };
    let clock = VirtualClock::skipping();
    let server = broken_at_first(BROKEN[0], 1).await;
    assert_eq!(client(&server, &clock).call(&WRAPPED).send_empty().await.unwrap().attempts(), 2);
    let server = Loopback::new(|_| reply(200, "[1]")).await;
    assert_eq!(client(&server, &clock).call(&WRAPPED).send_empty().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn classifiers_and_hooks_see_broken_answers_and_wrong_shapes() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let note = |what: &'static str| {
        let seen = seen.clone();
        move |kind: Option<ErrorKind>| seen.lock().unwrap().push((what, kind))
    };
    let (judged, attempt, call) = (note("judged"), note("attempt"), note("call"));
    let turn = AtomicUsize::new(0);
    let server = Loopback::new(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
        0 => reply(200, r#"{"id":"not yet"}"#),
        _ => reply(200, "<html>"),
    })
    .await;
    let client = set_up(&PLAIN)
        .base_url(&server.url)
        .clock(VirtualClock::skipping())
        .classify(move |failed| {
            judged(Some(failed.error().kind()));
            // This program knows that the shape will be right after a while.
            match failed.error().body_json() {
                Some(_) => retry::Verdict::Retry,
                None => retry::Verdict::Forbid,
            }
        })
        .after_attempt(move |end| attempt(end.error().map(|error| error.kind())))
        .after_call(move |end| call(end.error().map(|error| error.kind())))
        .build()
        .unwrap();
    let error = client.call(&GET).send_json::<Thing>().await.unwrap_err();
    assert_eq!((error.attempts(), error.gave_up()), (2, Some(GaveUp::Forbidden)));
    let decode = Some(ErrorKind::Decode);
    let expected = [("attempt", decode), ("judged", decode), ("attempt", decode), ("judged", decode), ("call", decode)];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn broken_answers_spend_the_retry_budget() {
    let server = broken_at_first(BROKEN[0], usize::MAX).await;
    let client = set_up(&PLAIN)
        .base_url(&server.url)
        .clock(VirtualClock::skipping())
        .retry_budget(retry::Budget::new(0.0, 3))
        .build()
        .unwrap();
    let mut attempts = Vec::new();
    for _ in 0..3 {
        attempts.push(client.call(&GET).send_json::<Value>().await.unwrap_err().attempts());
    }
    assert_eq!(attempts, [3, 2, 1]);
}
