//! A login session: the cookies that the answer to a login sets.

use std::time::Duration;

use chrono::DateTime;
use http::header::{HeaderMap, SET_COOKIE};
use serde_json::Value;

use super::answer::{Granted, refusal};
use super::endpoint::{Answer, Endpoint};
use crate::auth::Secret;
use crate::error::body::{Details, without_bom};
use crate::error::redact::Scrub;
use crate::error::{AuthFailure, Error, rules};
use crate::retry::retry_after::unix_seconds;

/// Reads the answer to a login: its cookies, unless status or body say that it was refused.
pub(super) fn cookies(endpoint: &Endpoint, answer: &Answer, scrub: &Scrub) -> Result<Granted, Error> {
    let json: Option<Value> = serde_json::from_slice(without_bom(&answer.body)).ok();
    let errors = &endpoint.api.errors;
    let operation = endpoint.flow.login.map_or("", |login| login.operation);
    let rule = rules::matching(errors.bodies, operation, |pointer| json.as_ref()?.pointer(pointer).cloned());
    let moved = answer.status.is_redirection();
    if !(answer.status.is_success() || moved) {
        return Err(refusal(answer.status, json.as_ref(), &answer.body, scrub));
    }
    let refused = |text: &'static str| Error::auth(AuthFailure::GrantRefused, text).with_status(answer.status);
    if let Some(rule) = rule {
        let mut details = json.as_ref().map(|json| Details::read(errors, json)).unwrap_or_default();
        for text in [&mut details.message, &mut details.code].into_iter().flatten() {
            *text = scrub.text(text);
        }
        if !rule.message.is_empty() {
            details.message.get_or_insert_with(|| rule.message.to_owned());
        }
        return Err(refused("the login was refused").with_details(details));
    }
    let wall = unix_seconds(endpoint.clock.wall());
    let (text, life) = read(&answer.headers, wall);
    match text {
        Some(access) => Ok(Granted { access, refresh: None, life }),
        None => Err(refused("the answer to the login set no cookie")),
    }
}

/// `name=value; name=value`, and the life of the cookie that ends first.
fn read(headers: &HeaderMap, wall: i64) -> (Option<Secret>, Option<Duration>) {
    let mut kept: Vec<(&str, &str)> = Vec::new();
    let mut shortest: Option<Duration> = None;
    for text in headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
        let mut parts = text.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
        kept.retain(|(known, _)| *known != name);
        let life = life(parts, wall);
        if name.is_empty() || life == Some(Duration::ZERO) {
            continue;
        }
        kept.push((name, value));
        shortest = shortest.into_iter().chain(life).min();
    }
    let pairs: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (Some(pairs.join("; ")).filter(|text| !text.is_empty()).map(Secret::from), shortest)
}

/// `Max-Age` counts over `Expires`; zero: the cookie is taken back.
fn life<'a>(attributes: impl Iterator<Item = &'a str>, wall: i64) -> Option<Duration> {
    let seconds = |seconds: i64| Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
    let (mut age, mut end) = (None, None);
    for (name, value) in attributes.filter_map(|attribute| attribute.split_once('=')) {
        if name.eq_ignore_ascii_case("max-age") {
            age = value.trim().parse().ok().map(seconds);
        } else if name.eq_ignore_ascii_case("expires") {
            // Some servers write the date with dashes: `Wed, 21-Oct-2026 07:28:00 GMT`.
            let date = DateTime::parse_from_rfc2822(&value.replace('-', " ")).ok();
            end = date.map(|date| seconds(date.timestamp() - wall));
        }
    }
    age.or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(cookies: &[&str]) -> (Option<String>, Option<u64>) {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie.parse().unwrap());
        }
        let (text, life) = read(&headers, 1_000_000_000);
        (text.map(|text| text.expose().to_owned()), life.map(|life| life.as_secs()))
    }

    #[test]
    fn all_cookies_that_were_set_and_not_taken_back_are_kept() {
        let (text, life) =
            of(&["sid=s%3Asample.1; Path=/; HttpOnly", "lang=ru; Max-Age=600", "old=; Max-Age=0", "sid=b"]);
        assert_eq!((text.as_deref(), life), (Some("lang=ru; sid=b"), Some(600)));
        assert_eq!(of(&["sid=a; Expires=Sun, 09-Sep-2001 01:47:40 GMT"]), (Some("sid=a".into()), Some(60)));
        assert_eq!(of(&["sid=a; expires=Sun, 09 Sep 2001 01:46:00 GMT"]), (None, None));
        assert_eq!(of(&[]), (None, None));
    }

    proptest! {
        #[test]
        fn whatever_a_server_sets_what_is_sent_back_is_a_header(cookies in proptest::collection::vec("[ -~]{0,40}", 0..5)) {
            let texts: Vec<&str> = cookies.iter().map(String::as_str).collect();
            if let (Some(text), _) = of(&texts) {
                prop_assert!(http::HeaderValue::from_str(&text).is_ok());
                prop_assert!(text.split("; ").all(|pair| pair.contains('=')), "{text}");
            }
        }
    }
}
