//! The `Retry-After` header: seconds, or an HTTP date.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::wire::time::http_date;

/// The wait that `Retry-After` asks for. A date in the past asks for no wait; what is neither a date nor
/// whole seconds is ignored. A date is measured from the server's own `Date` header where there is one,
/// so that a wrong clock on either side does no harm.
pub(crate) fn read(headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Duration::from_secs);
    }
    let until = http_date(text)?.timestamp();
    Some(Duration::from_secs(u64::try_from(until.saturating_sub(server_seconds(headers, wall))).unwrap_or(0)))
}

/// Seconds since 1970 by the server's own `Date` header; by our clock where there is none.
pub(crate) fn server_seconds(headers: &HeaderMap, wall: SystemTime) -> i64 {
    let date = headers.get(DATE).and_then(|date| http_date(date.to_str().ok()?.trim()));
    date.map_or_else(|| unix_seconds(wall), |date| date.timestamp())
}

/// Seconds since 1970.
pub(crate) fn unix_seconds(wall: SystemTime) -> i64 {
    wall.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_and_no_clock_make_it_fail(
            text in prop_oneof!["[ -~]{0,40}", "[0-9]{1,30}", "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4,6} 00:00:00 GMT"],
            date in proptest::option::of("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4,6} 00:00:00 GMT"),
            wall in 0..i64::MAX as u64,
        ) {
            let wait = read_at(&text, date.as_deref(), wall);
            if let Ok(seconds) = text.trim().parse::<u64>() && !text.trim().starts_with('+') {
                prop_assert_eq!(wait, Some(seconds));
            }
        }

        #[test]
        fn a_date_asks_for_the_time_until_it_and_never_for_less_than_none(
            until in 0i64..20_000_000_000,
            now in 0i64..20_000_000_000,
            wall in 0u64..20_000_000_000,
            dated in any::<bool>(),
        ) {
            let http = |seconds| DateTime::from_timestamp(seconds, 0).unwrap().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            let now = if dated { now } else { wall as i64 };
            let date = dated.then(|| http(now));
            prop_assert_eq!(read_at(&http(until), date.as_deref(), wall), Some((until - now).max(0) as u64));
        }
    }

    fn read_at(text: &str, date: Option<&str>, wall: u64) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, text.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        read(&headers, UNIX_EPOCH + Duration::from_secs(wall)).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_all_three_forms_of_a_date_are_understood() {
        assert_eq!(read_at("120", None, 0), Some(120));
        assert_eq!(read_at(" 0 ", None, 0), Some(0));
        for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(read_at(date, None, 784_111_777 - 30), Some(30), "{date}");
            assert_eq!(read_at(date, None, 784_111_777 + 30), Some(0), "{date}, in the past");
        }
    }

    #[test]
    fn a_date_is_measured_from_the_servers_own_clock() {
        let wait = read_at("Sun, 06 Nov 1994 08:49:37 GMT", Some("Sun, 06 Nov 1994 08:49:07 GMT"), 0);
        assert_eq!(wait, Some(30));
    }

    #[test]
    fn garbage_is_ignored() {
        for text in ["-5", "1e9", "soon", "12.5", "99999999999999999999999", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            assert_eq!(read_at(text, None, 0), None, "{text}");
        }
    }
}
