//! Is an answer what was asked for, or an error, and which?

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::decode::probe;
use crate::descriptor::{Api, BodyErrorKind, BodyRule, BodyTest, Operation};
use crate::error::body::{Details, KEPT, RawBody, without_bom};
use crate::error::redact::Scrub;
use crate::error::{Error, ErrorKind};
use crate::retry::classify::Outcome;
use crate::retry::hints;

/// A whole answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// An attempt that did not bring what was asked for.
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) outcome: Outcome,
    /// The credential was refused; a new one may be accepted.
    pub(super) stale: bool,
}

impl Failure {
    pub(super) fn last(error: Error) -> Self {
        Self { error, outcome: Outcome::Final, stale: false }
    }
}

/// Finds errors by status, and by the bodies that this API answers errors with.
pub(super) fn judge(
    api: &Api,
    operation: &Operation,
    answer: &Answer,
    scrub: &Scrub,
    wall: SystemTime,
) -> Result<(), Failure> {
    let status = answer.status;
    let rule = matching(api, operation, &answer.body);
    if status.is_success() && rule.is_none() {
        return Ok(());
    }
    let kind = match rule.map(|rule| rule.kind) {
        Some(BodyErrorKind::Auth) => ErrorKind::Auth,
        Some(BodyErrorKind::NotFound) => ErrorKind::NotFound,
        Some(BodyErrorKind::RateLimited) => ErrorKind::RateLimited,
        Some(BodyErrorKind::Api) if status.is_success() => ErrorKind::Refused,
        Some(BodyErrorKind::Api) | None => ErrorKind::of_status(status),
    };
    let limited = kind == ErrorKind::RateLimited || status == StatusCode::TOO_MANY_REQUESTS;
    let json: Option<Value> =
        (answer.body.len() <= KEPT).then(|| serde_json::from_slice(without_bom(&answer.body)).ok()).flatten();
    let mut details = json.as_ref().map(|json| Details::read(&api.errors, json)).unwrap_or_default();
    for text in [&mut details.message, &mut details.code, &mut details.request_id].into_iter().flatten() {
        *text = scrub.text(text);
    }
    if let Some(rule) = rule.filter(|rule| !rule.message.is_empty()) {
        details.message.get_or_insert_with(|| rule.message.to_owned());
    }
    let wait = hints::asked(api.waits, limited, status, &answer.headers, json.as_ref(), wall);
    let text = if status.is_redirection() { "the server redirects to a place that is not followed" } else { "" };
    let error = Error::new(kind, text)
        .with_status(status)
        .with_details(details)
        .with_request_id(header_request_id(&answer.headers))
        .with_body(RawBody::new(&answer.body, scrub))
        .with_retry_after(wait);
    let passing = rule.is_some_and(|rule| rule.retryable);
    // A body that names a missing right says nothing about the token: only a 401 does.
    let stale = status == StatusCode::UNAUTHORIZED;
    Err(Failure { error, outcome: Outcome::Answered { status, limited, passing }, stale })
}

pub(super) fn header_request_id(headers: &HeaderMap) -> Option<String> {
    ["x-request-id", "request-id", "x-correlation-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
}

/// The first rule that the body matches.
fn matching<'a>(api: &'a Api, operation: &Operation, body: &[u8]) -> Option<&'a BodyRule> {
    api.errors
        .bodies
        .iter()
        .filter(|rule| rule.operations.is_empty() || rule.operations.contains(&operation.id))
        .find(|rule| probe(body, rule.pointer).is_some_and(|value| holds(&rule.test, &value)))
}

fn holds(test: &BodyTest, value: &Value) -> bool {
    let text = match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let among = |list: &[&str]| text.as_ref().map(|text| list.iter().any(|known| known.eq_ignore_ascii_case(text)));
    match test {
        BodyTest::IsString => value.is_string(),
        BodyTest::IsObject => value.is_object(),
        BodyTest::Is(list) => among(list) == Some(true),
        BodyTest::IsNot(list) => among(list) == Some(false),
        BodyTest::Contains(part) => {
            value.as_str().is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
        }
    }
}
