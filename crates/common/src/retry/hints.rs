//! How long an answer asks to wait: `Retry-After`, and the places that the API's description names.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::retry_after;
use crate::descriptor::{WaitHint, WaitSource, WaitUnit};

/// The wait that an answer asks for.
///
/// The API's own hints count only where the answer refuses for lack of capacity (`limited`, or 503): a
/// header such as `x-ratelimit-reset` stands in every answer and says nothing about other failures.
pub(crate) fn asked(
    hints: &[WaitHint],
    limited: bool,
    status: StatusCode,
    headers: &HeaderMap,
    body: Option<&Value>,
    wall: SystemTime,
    cap: Option<u32>,
) -> Option<Duration> {
    let cap = cap.map_or(Duration::MAX, |seconds| Duration::from_secs(seconds.into()));
    let capacity = limited || status == StatusCode::SERVICE_UNAVAILABLE;
    let hint = |overrides: bool| {
        hints
            .iter()
            .filter(|hint| capacity && hint.overrides_retry_after == overrides)
            .find_map(|hint| duration(number(hint, headers, body)?, hint.unit, wall))
    };
    hint(true).or_else(|| retry_after::read(headers, wall).map(|wait| wait.min(cap))).or_else(|| hint(false))
}

fn number(hint: &WaitHint, headers: &HeaderMap, body: Option<&Value>) -> Option<f64> {
    let number = match hint.source {
        WaitSource::Header(name) => headers.get(name)?.to_str().ok()?.trim().parse().ok()?,
        WaitSource::Body(pointer) => match body?.pointer(pointer)? {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => text.trim().parse().ok()?,
            _ => return None,
        },
    };
    (f64::is_finite(number) && number >= 0.0).then_some(number)
}

fn duration(number: f64, unit: WaitUnit, wall: SystemTime) -> Option<Duration> {
    let seconds = match unit {
        WaitUnit::Seconds => number,
        WaitUnit::Milliseconds => number / 1000.0,
        WaitUnit::UnixSeconds => (number - retry_after::unix_seconds(wall) as f64).max(0.0),
    };
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use proptest::prelude::*;

    use super::*;

    const HINTS: &[WaitHint] = &[
        WaitHint { source: WaitSource::Body("/retry_in"), unit: WaitUnit::Milliseconds, overrides_retry_after: true },
        WaitHint { source: WaitSource::Header("x-reset"), unit: WaitUnit::UnixSeconds, overrides_retry_after: false },
    ];

    proptest! {
        /// Whatever the server writes where the hints look.
        #[test]
        fn a_hint_is_a_time_that_was_named_or_it_is_ignored(
            number in prop_oneof![any::<f64>(), -1e4..1e12f64],
            after in proptest::option::of(any::<u64>()),
            cap in proptest::option::of(any::<u32>()),
            limited in any::<bool>(),
            seconds in 0u64..1 << 40,
        ) {
            let mut headers = HeaderMap::new();
            headers.insert("x-reset", number.to_string().parse().unwrap());
            if let Some(after) = after {
                headers.insert("retry-after", after.into());
            }
            let body = serde_json::json!({"retry_in": number});
            let wall = UNIX_EPOCH + Duration::from_secs(seconds);
            let wait = asked(HINTS, limited, StatusCode::BAD_GATEWAY, &headers, Some(&body), wall, cap);
            let named = Duration::try_from_secs_f64(number / 1000.0).ok().filter(|_| number >= 0.0 && limited);
            let header = after.map(|after| after.min(cap.map_or(u64::MAX, u64::from))).map(Duration::from_secs);
            match named.or(header) {
                Some(expected) => prop_assert_eq!(wait, Some(expected)),
                None => prop_assert!(wait.is_none_or(|wait| limited && wait.as_secs_f64() <= number)),
            }
        }
    }

    fn ask(headers: &[(&'static str, &str)], body: &str, status: u16) -> Option<u128> {
        let headers = headers.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect();
        let body: Value = serde_json::from_str(body).unwrap();
        let wall = UNIX_EPOCH + Duration::from_secs(1000);
        let status = StatusCode::from_u16(status).unwrap();
        asked(HINTS, status == 429, status, &headers, Some(&body), wall, None).map(|wait| wait.as_millis())
    }

    #[test]
    fn the_order_is_overriding_hints_then_retry_after_then_other_hints() {
        let headers = [("retry-after", "7"), ("x-reset", "1030")];
        assert_eq!(ask(&headers, r#"{"retry_in": 1500}"#, 429), Some(1500));
        assert_eq!(ask(&headers, "{}", 429), Some(7000));
        assert_eq!(ask(&headers[1..], "{}", 429), Some(30_000));
        assert_eq!(ask(&headers[1..], r#"{"retry_in": "-3"}"#, 503), Some(30_000));
        assert_eq!(ask(&headers[1..], "{}", 500), None);
        assert_eq!(ask(&headers, "{}", 500), Some(7000));
    }
}
