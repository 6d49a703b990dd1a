//! The documented limits through a whole client, over HTTP, in virtual time: more demand than the limits
//! have room for, and a server that refuses by each of their three readings.
//!
//! An hour of it would be 72,000 calls; that much is shown of the limiter alone (`limit::readings`). Here it is
//! as many windows as show that what is between the limiter and the server neither bunches requests nor holds
//! them back: places among the requests under way, connections, answers, and time.

#[path = "../../src/limit/server.rs"]
mod server;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_common::clock::Clock;
use clientwright_common::retry;
use clientwright_common::rt::*;

use crate::support::*;
use server::Readings;

const fn limit(name: &'static str, requests: u32, per_seconds: u32, only_named: bool) -> Limit {
    Limit { name, requests, per_seconds, only_named, headers: None }
}

static NAMED: Operation = Operation { id: "get_replay", path: "/named", limits: Some(&["named"]), ..GET };

/// The answers that callers who always have another call got within the time, by operation.
async fn demand(api: &'static Api, time: Duration, callers: &[(&'static Operation, usize)]) -> Vec<usize> {
    let clock = VirtualClock::stepped();
    let (start, end) = (clock.now(), clock.now() + time);
    let readings = |limit: &'static Limit| {
        (limit, Readings::new(limit.requests, Duration::from_secs(limit.per_seconds.into()), start))
    };
    let counts = Mutex::new(api.limits.iter().map(readings).collect::<Vec<_>>());
    let refused = Arc::new(Mutex::new(Vec::new()));
    let (now, refusals) = (clock.clone(), refused.clone());
    let server = Loopback::new(move |request| {
        let mut refusing = Vec::new();
        for (limit, readings) in counts.lock().unwrap().iter_mut() {
            if !limit.only_named || request.target.starts_with(NAMED.path) {
                refusing.extend(readings.refuse(now.now()).into_iter().map(|reading| (limit.name, reading)));
            }
        }
        let status = if refusing.is_empty() { 200 } else { 429 };
        refusals.lock().unwrap().extend(refusing);
        reply(status, "1")
    })
    .await;
    let client = set_up(api).base_url(&server.url).clock(clock.clone()).build().unwrap();
    let answers: Arc<Vec<AtomicUsize>> = Arc::new(callers.iter().map(|_| AtomicUsize::new(0)).collect());
    let calls = callers.iter().enumerate().flat_map(|(index, (operation, number))| vec![(index, *operation); *number]);
    let calls = calls.map(|(index, operation)| {
        let (client, clock, answers) = (client.clone(), clock.clone(), answers.clone());
        async move {
            loop {
                let left = end.saturating_duration_since(clock.now());
                let options = CallOptions::new().deadline(left).retry(retry::Policy::never());
                match client.call(operation).options(options).send_empty().await {
                    Ok(_) => answers[index].fetch_add(1, Ordering::SeqCst),
                    // There is no more room until the end.
                    Err(error) if error.status().is_none() && error.is_rate_limited() => return,
                    Err(error) => panic!("{error}"),
                };
            }
        }
    });
    clock.run(calls.collect::<Vec<_>>()).await;
    assert_eq!(*refused.lock().unwrap(), []);
    let answers: Vec<usize> = answers.iter().map(|count| count.load(Ordering::SeqCst)).collect();
    assert_eq!(answers.iter().sum::<usize>(), server.requests().len());
    answers
}

/// The strictest reading allows `most`.
fn at_least_98_percent(answers: usize, most: usize) {
    assert!(answers <= most && answers * 100 >= most * 98, "{answers} of {most}");
}

#[tokio::test]
async fn a_limit_and_one_of_a_group_within_it_are_used_to_98_percent_without_a_refusal() {
    static LIMITED: Api = Api { limits: &[limit("key", 1200, 60, false), limit("named", 10, 60, true)], ..API };
    let answers = demand(&LIMITED, Duration::from_secs(180), &[(&GET, 40), (&NAMED, 12)]).await;
    at_least_98_percent(answers[1], 30);
    at_least_98_percent(answers[0] + answers[1], 3600);
}

#[tokio::test]
async fn two_limits_at_once_are_used_to_98_percent_without_a_refusal() {
    static LIMITED: Api = Api { limits: &[limit("second", 20, 1, false), limit("bucket", 100, 5, false)], ..API };
    let answers = demand(&LIMITED, Duration::from_secs(120), &[(&GET, 40)]).await;
    at_least_98_percent(answers[0], 2400);
}
