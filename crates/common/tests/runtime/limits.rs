//! Client-side rate limits, in virtual time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_common::clock::Clock;
use clientwright_common::rt::*;
use clientwright_common::{GaveUp, limit, retry};

use crate::support::*;

#[tokio::test]
async fn limits_hold_in_every_window_and_waste_nothing() {
    static LIMITED: Api = Api {
        limits: &[
            Limit { name: "short", requests: 3, per_seconds: 1, only_named: false, headers: None },
            Limit { name: "long", requests: 10, per_seconds: 5, only_named: false, headers: None },
            Limit { name: "replay", requests: 2, per_seconds: 60, only_named: true, headers: None },
        ],
        ..API
    };
    static REPLAY: Operation = Operation { id: "get_replay", path: "/replay", limits: Some(&["replay"]), ..GET };
    static FREE: Operation = Operation { path: "/free", limits: None, ..GET };
    let clock = VirtualClock::stepped();
    let server = Loopback::with_clock(Some(clock.clone()), |_| reply(200, "1")).await;
    let client = set_up(&LIMITED).base_url(&server.url).clock(clock.clone()).build().unwrap();
    let operations = [vec![&REPLAY; 3], vec![&GET; 27], vec![&FREE; 5]].concat();
    let results = clock.run(operations.into_iter().map(|operation| client.call(operation).send_json::<u8>())).await;
    assert!(results.iter().all(Result::is_ok));
    let times = |prefix: &str| -> Vec<u128> {
        let start = clock.now() - clock.passed();
        let of = |request: &Request| request.at.unwrap().duration_since(start).as_millis();
        let mut times: Vec<_> = server.requests().iter().filter(|r| r.target.starts_with(prefix)).map(of).collect();
        times.sort();
        times
    };
    assert_eq!(times("/replay"), [0, 0, 60_900]);
    assert_eq!(times("/free"), [0; 5]);
    let mut counted = [times("/thing"), times("/replay")].concat();
    counted.sort();
    for (requests, window) in [(3, 1000), (10, 5000)] {
        assert!(counted.windows(requests + 1).all(|w| w[requests] - w[0] >= window), "{counted:?}");
    }
    // As full as the limits allow: ten in the first five seconds, and so on.
    // Windows are 1.5 % longer than documented.
    assert_eq!(counted[9], 3045);
    assert_eq!((counted[10], counted[19], counted[20]), (5075, 8120, 10_150));
}

#[tokio::test]
async fn a_limit_without_room_before_the_deadline_fails_at_once_and_says_how_long() {
    static LIMITED: Api = Api {
        limits: &[Limit { name: "hour", requests: 2, per_seconds: 3600, only_named: false, headers: None }],
        ..API
    };
    let clock = VirtualClock::skipping();
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = set_up(&LIMITED).base_url(&server.url).clock(clock.clone()).build().unwrap();
    for _ in 0..2 {
        client.call(&GET).send_empty().await.unwrap();
    }
    clock.advance(Duration::from_secs(600));
    let error = client.clone().call(&GET).send_empty().await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!((error.attempts(), error.status()), (0, None));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3001)));
    assert_eq!(server.requests().len(), 2);
    let free = set_up(&LIMITED).base_url(&server.url).limits(limit::Policy::Off).build().unwrap();
    for _ in 0..5 {
        free.call(&GET).send_empty().await.unwrap();
    }
}

static COUNTED: Api = Api {
    limits: &[Limit {
        name: "hour",
        requests: 500,
        per_seconds: 3600,
        only_named: false,
        headers: Some(LimitHeaders {
            limit: Some("x-limit"),
            remaining: Some("x-left"),
            reset: Some(("x-reset", WaitUnit::UnixSeconds)),
        }),
    }],
    ..API
};

/// The virtual wall clock begins here.
const WALL: u64 = 1_700_000_000;

#[tokio::test]
async fn the_servers_own_count_holds_where_it_is_lower() {
    // Another program uses the same key.
    let server = Loopback::new(|_| reply(200, "1").header("x-left", 2).header("x-reset", WALL + 60)).await;
    let clock = VirtualClock::skipping();
    let client = set_up(&COUNTED).base_url(&server.url).clock(clock.clone()).build().unwrap();
    for _ in 0..3 {
        client.call(&GET).send_empty().await.unwrap();
    }
    assert!(clock.slept().is_empty());
    let options = CallOptions::new().deadline(Duration::from_secs(10));
    let error = client.call(&GET).options(options).send_empty().await.unwrap_err();
    assert!(error.is_rate_limited() && error.status().is_none());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert_eq!(server.requests().len(), 3);
    client.call(&GET).send_empty().await.unwrap();
    assert_eq!(clock.slept(), [Duration::from_secs(61)]);
}

#[tokio::test]
async fn a_server_that_allows_more_than_the_description_says_is_used_to_the_full() {
    let server = Loopback::new(|_| reply(200, "1").header("x-limit", 5000)).await;
    let clock = VirtualClock::skipping();
    let client = set_up(&COUNTED).base_url(&server.url).clock(clock.clone()).build().unwrap();
    for _ in 0..510 {
        client.call(&GET).send_empty().await.unwrap();
    }
    assert!(clock.slept().is_empty());
}

#[tokio::test]
async fn after_a_refusal_nobody_asks_before_the_time_that_the_server_named() {
    let server = Loopback::new(|request| match request.target.as_str() {
        "/thing" => reply(429, "{}").header("retry-after", 40),
        _ => reply(200, "1"),
    })
    .await;
    static OTHER: Operation = Operation { id: "other", path: "/other", ..GET };
    let clock = VirtualClock::skipping();
    let once = CallOptions::new().retry(retry::Policy::never());
    let client = set_up(&PLAIN).base_url(&server.url).clock(clock.clone()).build().unwrap();
    client.call(&GET).options(once).send_empty().await.unwrap_err();
    let hasty = CallOptions::new().deadline(Duration::from_secs(5));
    let error = client.call(&OTHER).options(hasty).send_empty().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 0, "{error}");
    assert_eq!((error.retry_after(), error.gave_up()), (Some(Duration::from_secs(40)), Some(GaveUp::Deadline)));
    client.call(&OTHER).send_empty().await.unwrap();
    assert_eq!((clock.slept(), server.requests().len()), (vec![Duration::from_secs(40)], 2));
}

#[tokio::test]
async fn no_more_requests_are_under_way_than_the_cap_and_all_get_their_turn() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (count, peak) = (now.clone(), most.clone());
    let server = Loopback::new(move |_| {
        peak.fetch_max(count.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(1));
        count.fetch_sub(1, Ordering::SeqCst);
        reply(200, "1")
    })
    .await;
    let client = set_up(&PLAIN).base_url(&server.url).max_concurrency(3).build().unwrap();
    let calls: Vec<_> = (0..60).map(|_| tokio::spawn(client.call(&GET).send_empty())).collect();
    // A call that is given up gives its place back.
    calls[10].abort();
    let mut done = 0;
    for call in calls {
        done += usize::from(call.await.is_ok_and(|result| result.is_ok()));
    }
    assert!(done >= 59, "{done}");
    assert!(most.load(Ordering::SeqCst) <= 3);
}

#[tokio::test]
async fn calls_that_the_points_do_not_pay_for_wait_for_the_refill_or_say_how_long() {
    static PAID: Api = Api {
        points: &[Points {
            name: "points",
            limit: "/data/budget/limit",
            spent: "/data/budget/spent",
            resets_in: "/data/budget/reset",
            per_seconds: 3600,
            cost: 1.0,
            costs: &[("big", 28.0)],
        }],
        ..API
    };
    static BIG: Operation = Operation { id: "big", path: "/big", ..GET };
    let server = Loopback::new(|request| match request.target.as_str() {
        "/thing" => reply(200, r#"{"data":{"budget":{"limit":100,"spent":80.5,"reset":600}}}"#),
        _ => reply(200, "1"),
    })
    .await;
    let clock = VirtualClock::skipping();
    let client = set_up(&PAID).base_url(&server.url).clock(clock.clone()).build().unwrap();
    assert!(client.core.points("points").is_none());
    client.call(&BIG).send_empty().await.unwrap();
    client.call(&GET).send_empty().await.unwrap();
    // The reading does not count its own query yet.
    let known = client.core.points("points").unwrap();
    assert_eq!((known.limit, known.left, known.resets - clock.now()), (100.0, 18.5, Duration::from_secs(600)));
    let error = client.call(&BIG).send_empty().await.unwrap_err();
    assert!(error.is_rate_limited() && error.to_string().contains("`points`"), "{error}");
    assert_eq!((error.retry_after(), error.attempts()), (Some(Duration::from_secs(600)), 0));
    let patient = CallOptions::new().deadline(Duration::from_secs(3600));
    client.call(&BIG).options(patient).send_empty().await.unwrap();
    assert_eq!(clock.slept(), [Duration::from_secs(600)]);
    assert_eq!(client.core.points("points").unwrap().left, 72.0);
}
