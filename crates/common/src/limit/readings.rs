//! The documented limits, against servers that read them in three ways: an hour of demand at twice the
//! limit, in virtual time.

use std::time::{Duration, Instant};

use super::Limiter;
use super::server::Readings;
use crate::descriptor::{Limit, Operation};

const fn limit(name: &'static str, requests: u32, per_seconds: u32, only_named: bool) -> Limit {
    Limit { name, requests, per_seconds, only_named, headers: None }
}

const OPERATION: Operation = Operation {
    id: "get_thing",
    method: "GET",
    path: "/",
    server: None,
    security: &[],
    idempotent: true,
    limits: Some(&[]),
    query: &[],
    accept: "",
    envelope: None,
    graphql: None,
};
static PLAIN: Operation = OPERATION;
static NAMED: Operation = Operation { limits: Some(&["named"]), ..OPERATION };

/// Requests that went out within the hour, after a demand of `per_second` in the hour.
fn an_hour(limits: &'static [Limit], operation: &'static Operation, per_second: f64) -> usize {
    const HOUR: Duration = Duration::from_secs(3600);
    let start = Instant::now();
    let limiter = Limiter::new(limits, &[]);
    let readings = |limit: &Limit| Readings::new(limit.requests, Duration::from_secs(limit.per_seconds.into()), start);
    let mut servers: Vec<(&Limit, Readings)> = limits.iter().map(|limit| (limit, readings(limit))).collect();
    let mut out = 0;
    for call in 0..(per_second * 3600.0) as u64 {
        let asked = start + Duration::from_secs_f64(call as f64 / per_second);
        let Ok(mut admission) = limiter.reserve(operation, asked, Duration::MAX) else { panic!("{call}") };
        admission.used();
        let at = admission.at();
        if at.duration_since(start) >= HOUR {
            break;
        }
        for (limit, readings) in &mut servers {
            let counts = !limit.only_named || operation.limits.is_some_and(|named| named.contains(&limit.name));
            if counts {
                assert!(readings.refuse(at).is_empty(), "`{}` refuses call {call}", limit.name);
            }
        }
        out += 1;
    }
    out
}

/// The strictest reading allows `most` in the hour.
fn at_least_98_percent(out: usize, most: usize) {
    assert!(out * 100 >= most * 98, "{out} of {most}");
}

#[test]
fn one_window_is_used_to_98_percent_and_never_overrun_by_any_reading() {
    // 1,200 a minute, as osu! has it, and its 10 replays a minute.
    static LIMITS: &[Limit] = &[limit("key", 1200, 60, false), limit("named", 10, 60, true)];
    at_least_98_percent(an_hour(LIMITS, &PLAIN, 40.0), 72_000);
    at_least_98_percent(an_hour(LIMITS, &NAMED, 20.0 / 60.0), 600);
}

#[test]
fn two_windows_are_used_to_98_percent_and_never_overrun_by_any_reading() {
    // 20 a second out of a bucket of five, as Bazhuayu has it.
    static LIMITS: &[Limit] = &[limit("second", 20, 1, false), limit("bucket", 100, 5, false)];
    at_least_98_percent(an_hour(LIMITS, &PLAIN, 40.0), 72_000);
}

#[test]
fn a_window_of_an_hour_is_used_whole_and_never_overrun_by_any_reading() {
    static LIMITS: &[Limit] = &[limit("ip", 500, 3600, false)];
    at_least_98_percent(an_hour(LIMITS, &PLAIN, 1000.0 / 3600.0), 500);
    static SESSION: &[Limit] = &[limit("ip", 5000, 3600, false)];
    at_least_98_percent(an_hour(SESSION, &PLAIN, 10_000.0 / 3600.0), 5000);
}
