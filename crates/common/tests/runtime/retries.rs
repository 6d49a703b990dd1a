//! What is repeated, after how long, and what is not.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_common::rt::*;
use clientwright_common::{GaveUp, retry};
use serde_json::{Value, json};

use crate::support::*;

/// A server that gives the replies in turn, the last one for ever.
async fn replies(list: Vec<fn() -> Reply>) -> Loopback {
    let turn = AtomicUsize::new(0);
    Loopback::new(move |_| list[turn.fetch_add(1, Ordering::SeqCst).min(list.len() - 1)]()).await
}

#[tokio::test]
async fn a_429_waits_what_the_server_asks() {
    let server = replies(vec![
        || reply(429, "{}").header("retry-after", 7),
        || reply(503, "{}").header("retry-after", "Tue, 14 Nov 2023 22:13:47 GMT"),
        || reply(200, "5"),
    ])
    .await;
    let clock = VirtualClock::skipping();
    let answer = client(&server, &clock).call(&GET).send_json::<u8>().await.unwrap();
    assert_eq!((*answer, answer.attempts()), (5, 3));
    // The virtual wall clock stood at 22:13:20 and 7 s had passed.
    assert_eq!(clock.slept(), [Duration::from_secs(7), Duration::from_secs(20)]);
}

#[tokio::test]
async fn a_server_that_asks_for_too_much_patience_gives_an_error_at_once() {
    static LIMITED: Api = Api {
        waits: &[WaitHint {
            source: WaitSource::Body("/retry_in"),
            unit: WaitUnit::Milliseconds,
            overrides_retry_after: true,
        }],
        ..API
    };
    let server = Loopback::new(|_| reply(429, r#"{"message":"slow down","retry_in":3007543}"#)).await;
    let clock = VirtualClock::skipping();
    let client = set_up(&LIMITED).base_url(&server.url).clock(clock.clone()).build().unwrap();
    let error = client.call(&GET).send_json::<Value>().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_millis(3_007_543)));
    assert_eq!((error.attempts(), error.api_message()), (1, Some("slow down")));
    assert!(clock.slept().is_empty());
    // The deadline bounds waits too.
    let options = CallOptions::new().deadline(Duration::from_secs(2)).retry(retry::Policy::default().attempts(9));
    let server = Loopback::new(|_| reply(503, "").header("retry-after", 3)).await;
    let error = set_up(&PLAIN).base_url(&server.url).build().unwrap().call(&GET).options(options);
    let error = error.send_empty().await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(3))));
}

#[tokio::test]
async fn what_is_not_safe_to_repeat_is_sent_once_unless_it_was_refused() {
    let clock = VirtualClock::skipping();
    for (status, operation, attempts) in [
        (500, &POST, 1),
        (503, &POST, 1),
        (429, &POST, 3),
        (500, &GET, 3),
        (502, &GET, 3),
        (408, &GET, 3),
        (404, &GET, 1),
    ] {
        let server = Loopback::new(move |_| reply(status, "{}")).await;
        let error = client(&server, &clock).call(operation).send_empty().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.attempts(), attempts, "{} {status}", operation.method);
        assert_eq!(server.requests().len(), attempts as usize);
        assert_eq!(error.is_retryable(), attempts > 1);
    }
    let server = Loopback::new(|_| reply(200, "[1, 2").cut_off()).await;
    assert_eq!(client(&server, &clock).call(&POST).send_empty().await.unwrap_err().attempts(), 1);
    assert_eq!(client(&server, &clock).call(&GET).send_empty().await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn without_a_connection_everything_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = set_up(&PLAIN).base_url(url).clock(VirtualClock::skipping()).build().unwrap();
    let error = client.call(&POST).json(&json!({"a": 1})).send_empty().await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable());
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_a_timeout() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let clock = VirtualClock::skipping();
    let client = client(&server, &clock);
    clock.expire_limits();
    let error = client.call(&POST).send_empty().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn an_outage_is_not_multiplied_once_the_budget_is_spent() {
    let server = Loopback::new(|_| reply(503, "")).await;
    let client = client(&server, &VirtualClock::skipping());
    let calls = 1000;
    let mut spent = 0;
    for call in 0..calls {
        // Clones share the budget.
        let error = client.clone().call(&GET).send_empty().await.unwrap_err();
        if error.gave_up() == Some(GaveUp::Budget) && spent == 0 {
            spent = call;
            assert!(error.to_string().contains("retry budget"), "{error}");
        }
    }
    let requests = server.requests().len();
    assert!(spent > 0 && requests <= calls + calls / 5 + 50, "{requests} requests for {calls} calls");
    let before = server.requests().len();
    for _ in 0..500 {
        client.call(&GET).send_empty().await.unwrap_err();
    }
    let after = server.requests().len() - before;
    assert!(after <= 600, "{after} requests for 500 calls");
}

#[tokio::test]
async fn an_error_says_why_there_was_no_further_attempt_and_what_came_before() {
    let clock = VirtualClock::skipping();
    let once = retry::Policy::default();
    for (status, header, operation, policy, reason, attempts) in [
        (404, None, &GET, once.clone(), GaveUp::Final, 1),
        (500, None, &POST, once.clone(), GaveUp::Unsafe, 1),
        (500, None, &GET, once.clone(), GaveUp::Attempts, 3),
        (429, Some(61), &GET, once.clone(), GaveUp::Patience, 1),
        (429, Some(200), &GET, once.max_wait(Duration::from_secs(300)), GaveUp::Deadline, 1),
    ] {
        let answer = move |_: &Request| match header {
            Some(wait) => reply(status, "{}").header("retry-after", wait),
            None => reply(status, "{}"),
        };
        let server = Loopback::new(answer).await;
        let options = CallOptions::new().retry(policy);
        let error = client(&server, &clock).call(operation).options(options).send_empty().await.unwrap_err();
        assert_eq!((error.gave_up(), error.attempts()), (Some(reason), attempts), "{error}");
        assert_eq!(error.previous_attempts().len() + 1, attempts as usize);
        assert!(error.previous_attempts().iter().all(|before| before.status.unwrap().as_u16() == status));
    }
}

#[tokio::test]
async fn a_patient_client_sits_out_an_hour() {
    let server = replies(vec![|| reply(429, "{}").header("retry-after", 3000), || reply(200, "5")]).await;
    let clock = VirtualClock::skipping();
    let hour = Duration::from_secs(3600);
    let client = set_up(&PLAIN).base_url(&server.url).clock(clock.clone()).patient(hour).build().unwrap();
    assert_eq!(*client.call(&GET).send_json::<u8>().await.unwrap(), 5);
    assert_eq!(clock.slept(), [Duration::from_secs(3000)]);
}

#[tokio::test]
async fn a_classifier_of_the_program_judges_first_but_makes_nothing_unsafe() {
    let clock = VirtualClock::skipping();
    let server = Loopback::new(|request| reply(if request.target.contains("gone") { 410 } else { 503 }, "")).await;
    let client = set_up(&PLAIN)
        .base_url(&server.url)
        .clock(clock.clone())
        .retry_budget(retry::Budget::unlimited())
        .classify(|_| retry::Verdict::NoOpinion)
        .classify(|failed| match failed.error().status().map(|status| status.as_u16()) {
            Some(410) => retry::Verdict::RetryAfter(Duration::from_secs(9)),
            Some(503) if failed.operation() == "get_thing" && failed.number() > 1 => retry::Verdict::Forbid,
            _ => retry::Verdict::NoOpinion,
        })
        .build()
        .unwrap();
    let gone = client.call(&GET).query("u", "gone").send_empty().await.unwrap_err();
    assert_eq!((gone.attempts(), clock.slept()), (3, vec![Duration::from_secs(9); 2]));
    let forbidden = client.call(&GET).send_empty().await.unwrap_err();
    assert_eq!((forbidden.attempts(), forbidden.gave_up()), (2, Some(GaveUp::Forbidden)));
    let unsafe_one = client.call(&POST).query("u", "gone").send_empty().await.unwrap_err();
    assert_eq!((unsafe_one.attempts(), unsafe_one.gave_up()), (1, Some(GaveUp::Unsafe)));
    // Unless the caller knows better.
    let options = CallOptions::new().idempotent(true);
    assert_eq!(client.call(&POST).options(options).send_empty().await.unwrap_err().attempts(), 3);
    let options = CallOptions::new().idempotent(false);
    assert_eq!(client.call(&GET).query("u", "gone").options(options).send_empty().await.unwrap_err().attempts(), 1);
}
