//! Is an answer what was asked for, or an error, and which?

use std::sync::Mutex;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::decode::probe;
use crate::descriptor::{Api, BodyErrorKind, Operation};
use crate::error::body::{Details, KEPT, RawBody, without_bom};
use crate::error::redact::Scrub;
use crate::error::{AuthFailure, Error, ErrorKind, rules};
use crate::retry::classify::Outcome;
use crate::retry::hints;

/// An answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The body that is still to come, of a good answer that is read as a stream. Whoever reads it takes it.
    pub(super) rest: Mutex<Option<reqwest::Response>>,
}

/// An attempt that did not bring what was asked for.
#[derive(Clone)]
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
    let rule = rules::matching(api.errors.bodies, operation.id, |pointer| probe(&answer.body, pointer));
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
    let wait = hints::asked(api.waits, limited, status, &answer.headers, json.as_ref(), wall, api.retry_after_cap);
    let text = if status.is_redirection() { "the server redirects to a place that is not followed" } else { "" };
    let mut error = Error::new(kind, text)
        .with_status(status)
        .with_details(details)
        .with_request_id(header_request_id(&answer.headers, scrub))
        .with_body(RawBody::new(&answer.body, scrub))
        .with_retry_after(wait);
    if kind == ErrorKind::Auth {
        error = error.with_auth(AuthFailure::Refused);
    }
    let passing = rule.is_some_and(|rule| rule.retryable);
    // A body that names a missing right says nothing about the token: only a 401 does, or a body of
    // which the API's description says so.
    let stale = status == StatusCode::UNAUTHORIZED || rule.is_some_and(|rule| rule.stale);
    Err(Failure { error, outcome: Outcome::Answered { status, limited, passing }, stale })
}

pub(super) fn header_request_id(headers: &HeaderMap, scrub: &Scrub) -> Option<String> {
    ["x-request-id", "request-id", "x-correlation-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .filter(|id| !id.is_empty())
        .map(|id| scrub.text(id))
}
