//! Client-side rate limits, in virtual time.

use std::time::Duration;

use clientwright_common::clock::Clock;
use clientwright_common::limit;
use clientwright_common::rt::*;

use crate::support::*;

#[tokio::test]
async fn limits_hold_in_every_window_and_waste_nothing() {
    static LIMITED: Api = Api {
        limits: &[
            Limit { name: "short", requests: 3, per_seconds: 1, only_named: false },
            Limit { name: "long", requests: 10, per_seconds: 5, only_named: false },
            Limit { name: "replay", requests: 2, per_seconds: 60, only_named: true },
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
    assert_eq!(times("/replay"), [0, 0, 60_000]);
    assert_eq!(times("/free"), [0; 5]);
    let mut counted = [times("/thing"), times("/replay")].concat();
    counted.sort();
    for (requests, window) in [(3, 1000), (10, 5000)] {
        assert!(counted.windows(requests + 1).all(|w| w[requests] - w[0] >= window), "{counted:?}");
    }
    // As full as the limits allow: ten in the first five seconds, and so on.
    assert_eq!(counted[9], 3000);
    assert_eq!((counted[10], counted[19], counted[20]), (5000, 8000, 10_000));
}

#[tokio::test]
async fn a_limit_without_room_before_the_deadline_fails_at_once_and_says_how_long() {
    static LIMITED: Api =
        Api { limits: &[Limit { name: "hour", requests: 2, per_seconds: 3600, only_named: false }], ..API };
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
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3000)));
    assert_eq!(server.requests().len(), 2);
    let free = set_up(&LIMITED).base_url(&server.url).limits(limit::Policy::Off).build().unwrap();
    for _ in 0..5 {
        free.call(&GET).send_empty().await.unwrap();
    }
}
