//! A good answer that is being read, and what it fails as if it is not what was asked for.

use std::future::Future;
use std::pin::pin;
use std::sync::PoisonError;
use std::task::{Context, Poll, Waker};

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::de::DeserializeOwned;

use super::decode::{Damage, Mismatch, damage, decode, nothing, probe};
use super::judge::{Answer, Failure, header_request_id};
use crate::error::body::RawBody;
use crate::error::redact::Scrub;
use crate::error::{Error, ErrorKind};
use crate::retry::classify::Outcome;

/// An answer that the API means as a success. Reading it is a part of the attempt: an answer that comes
/// damaged may come whole the next time.
pub(super) struct Good<'a> {
    pub(super) answer: &'a Answer,
    pub(super) scrub: &'a Scrub,
}

impl Good<'_> {
    /// The part of the JSON that the pointer names; null where the status says that there is no body.
    pub(super) fn json<T: DeserializeOwned>(&self, part: &str) -> Result<T, Failure> {
        let nothing = || (self.is_bodiless() && self.answer.body.is_empty()).then(nothing).flatten();
        decode(&self.answer.body, part).or_else(|mismatch| nothing().ok_or_else(|| self.mismatch(part, mismatch)))
    }

    /// The body as text, in the charset that its `Content-Type` names; what is not in it is replaced.
    pub(super) fn text(&self) -> Result<String, Failure> {
        self.decoded(self.answer.headers.get(CONTENT_TYPE).cloned())
    }

    /// The body as text, in the charset that this `Content-Type` names.
    #[cfg(feature = "xml")]
    pub(super) fn text_of(&self, content_type: &str) -> Result<String, Failure> {
        self.decoded(HeaderValue::from_str(content_type).ok())
    }

    fn decoded(&self, content_type: Option<HeaderValue>) -> Result<String, Failure> {
        let mut whole = http::Response::new(self.answer.body.clone());
        if let Some(content_type) = content_type {
            whole.headers_mut().insert(CONTENT_TYPE, content_type);
        }
        // reqwest knows the charsets. The bytes are here, so that there is nothing to wait for.
        let read = pin!(reqwest::Response::from(whole).text());
        match read.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(text)) => Ok(text),
            Poll::Ready(Err(_)) | Poll::Pending => {
                let error = Error::new(ErrorKind::Decode, "the answer's text cannot be read");
                Err(self.failure(error, Outcome::Final))
            }
        }
    }

    /// The body that is still to come. An answer that was read whole is no stream of the kind that is expected.
    pub(super) fn rest(&self, expected: &str) -> Result<(reqwest::Response, Scrub), Failure> {
        let rest = self.answer.rest.lock().unwrap_or_else(PoisonError::into_inner).take();
        rest.map(|rest| (rest, self.scrub.clone())).ok_or_else(|| {
            let text = format!("expected {expected}, got {}", self.media_type());
            self.failure(Error::new(ErrorKind::Decode, text), Outcome::Final)
        })
    }

    pub(super) fn is_bodiless(&self) -> bool {
        matches!(self.answer.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
    }

    /// The answer is not what the operation promises. Well-formed JSON would come again the same way, and so
    /// would an answer without a body that says so; one that is no JSON, or not all of it, may not.
    fn mismatch(&self, part: &str, mismatch: Mismatch) -> Failure {
        let Mismatch { path, error } = mismatch;
        let body = &self.answer.body;
        let damage = damage(body);
        let text = match damage {
            Some(_) if body.trim_ascii().is_empty() => "expected JSON".to_owned(),
            Some(Damage::CutOff) => "the answer's JSON is cut off".to_owned(),
            Some(Damage::NotJson) => format!("expected JSON, got {}", self.media_type()),
            None if !part.is_empty() && probe(body, part).is_none() => format!("the answer has no `{part}`"),
            None => format!("the answer has another shape than expected: {}", self.scrub.text(&error.to_string())),
        };
        let outcome = if damage.is_some() && !self.is_bodiless() { Outcome::Lost } else { Outcome::Final };
        let error = Error::new(ErrorKind::Decode, text).with_json_path(self.scrub.text(&path));
        self.failure(error, outcome)
    }

    /// What follows the media type is the server's, and may be anything.
    pub(super) fn media_type(&self) -> String {
        let kind = self.answer.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if kind.is_empty() { "something else".to_owned() } else { self.scrub.text(kind) }
    }

    /// An error about this answer.
    pub(super) fn failure(&self, error: Error, outcome: Outcome) -> Failure {
        let error = error
            .with_status(self.answer.status)
            .with_request_id(header_request_id(&self.answer.headers, self.scrub))
            .with_body(RawBody::new(&self.answer.body, self.scrub));
        Failure { error, outcome, stale: false }
    }
}
