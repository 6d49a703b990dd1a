//! What answers say of limits: headers, and readings of points in bodies.

use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;
use serde_json::Value;

use super::points::Reading;
use crate::descriptor::{LimitHeaders, Points, WaitUnit};
use crate::retry::retry_after::server_seconds;

/// What headers say of a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) requests: Option<u32>,
    /// Requests that are left, and until when.
    pub(crate) left: Option<(u64, Instant)>,
}

/// The longest time that is believed to be left until a reset: what is longer is not a time.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// Reads the headers of a limit. A moment that they name is rounded up, for it is in whole seconds; a
/// moment in the past says nothing any more.
pub(crate) fn headers(names: &LimitHeaders, headers: &HeaderMap, now: Instant, wall: SystemTime) -> Said {
    let number = |name: &str| -> Option<f64> {
        let text = headers.get(name)?.to_str().ok()?;
        // Some servers list more than one: `100;w=60`, `100, 100;w=60`.
        let text = text.split([',', ';']).next()?.trim();
        text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)
    };
    let until = names.reset.and_then(|(name, unit)| {
        let number = number(name)?;
        let seconds = match unit {
            WaitUnit::Seconds => number + 1.0,
            WaitUnit::Milliseconds => number / 1000.0,
            WaitUnit::UnixSeconds => number - server_seconds(headers, wall) as f64 + 1.0,
        };
        let left = Duration::try_from_secs_f64(seconds).ok().filter(|left| !left.is_zero() && *left <= LONGEST)?;
        now.checked_add(left)
    });
    let left = names.remaining.and_then(number).map(|left| left as u64);
    Said {
        requests: names.limit.and_then(number).map(|requests| requests as u32).filter(|requests| *requests > 0),
        left: left.zip(until),
    }
}

/// Reads the points in a body; `look` gives the value at a JSON pointer.
pub(crate) fn points(points: &Points, look: impl Fn(&str) -> Option<Value>) -> Option<Reading> {
    let number = |pointer: &str| look(pointer)?.as_f64().filter(|number| number.is_finite() && *number >= 0.0);
    Some(Reading {
        limit: number(points.limit).filter(|limit| *limit > 0.0)?,
        spent: number(points.spent)?,
        resets_in: Duration::try_from_secs_f64(number(points.resets_in)?).ok().filter(|left| *left <= LONGEST)?,
    })
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const NAMES: LimitHeaders = LimitHeaders {
        limit: Some("x-limit"),
        remaining: Some("x-left"),
        reset: Some(("x-reset", WaitUnit::UnixSeconds)),
    };

    fn said(list: &[(&'static str, &str)]) -> (Option<u32>, Option<(u64, u64)>) {
        let now = Instant::now();
        let map = list.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect();
        let said = headers(&NAMES, &map, now, UNIX_EPOCH + Duration::from_secs(1000));
        (said.requests, said.left.map(|(left, until)| (left, until.duration_since(now).as_secs())))
    }

    #[test]
    fn limit_remaining_and_reset_are_read_and_nonsense_is_not() {
        assert_eq!(said(&[("x-limit", "500"), ("x-left", "7"), ("x-reset", "1060")]), (Some(500), Some((7, 61))));
        assert_eq!(said(&[("x-limit", "100, 100;w=60"), ("x-left", "3")]), (Some(100), None));
        for reset in ["900", "-5", "1e99", "soon", "NaN", "99999999999"] {
            assert_eq!(said(&[("x-left", "3"), ("x-reset", reset)]), (None, None), "{reset}");
        }
        assert_eq!(said(&[("x-limit", "0"), ("x-left", "-1"), ("x-reset", "1060")]), (None, None));
        assert_eq!(said(&[]), (None, None));
        // By the server's own clock.
        let dated = [("x-left", "3"), ("x-reset", "784111800"), ("date", "Sun, 06 Nov 1994 08:49:37 GMT")];
        assert_eq!(said(&dated), (None, Some((3, 24))));
    }
}
