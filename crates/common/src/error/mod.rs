//! The one error type of all clients.
//!
//! An [`Error`] is opaque: ask it with its predicates ([`Error::is_rate_limited`], [`Error::is_auth`], …),
//! each of which documents what to do about it. It holds what a report of the problem needs (operation,
//! status, attempts, the API's own message, code and request id, the first 64 KiB of the body) and never
//! a secret.

mod auth_failure;
pub(crate) mod body;
mod display;
mod history;
mod kind;
mod predicates;
pub(crate) mod redact;
pub(crate) mod rules;
mod spelling;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;

pub use auth_failure::AuthFailure;
use body::{Details, RawBody};
pub use history::{FailedAttempt, GaveUp};
pub use kind::ErrorKind;

/// Why a call, or the building of a client, failed.
#[derive(Clone)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    origin: Option<Origin>,
    status: Option<StatusCode>,
    body: Option<RawBody>,
    details: Details,
    retry_after: Option<Duration>,
    retryable: bool,
    auth: Option<AuthFailure>,
    gave_up: Option<GaveUp>,
    previous: Vec<FailedAttempt>,
    json_path: Option<String>,
    partial_data: Option<Value>,
    #[cfg(feature = "graphql")]
    graphql: Vec<graphql_client::Error>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// The call that an error came from.
#[derive(Clone)]
struct Origin {
    api: &'static str,
    operation: &'static str,
    method: &'static str,
    url: Option<String>,
    attempts: u32,
    elapsed: Duration,
}

/// Making errors; only this crate does.
impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: message.into(),
                origin: None,
                status: None,
                body: None,
                details: Details::default(),
                retry_after: None,
                retryable: false,
                auth: None,
                gave_up: None,
                previous: Vec::new(),
                json_path: None,
                partial_data: None,
                #[cfg(feature = "graphql")]
                graphql: Vec::new(),
                source: None,
            }),
        }
    }

    pub(crate) fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn auth(failure: AuthFailure, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Auth, message).with_auth(failure)
    }

    pub(crate) fn with_auth(mut self, failure: AuthFailure) -> Self {
        self.inner.auth = Some(failure);
        self
    }

    pub(crate) fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Arc::new(source));
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.inner.status = Some(status);
        self
    }

    pub(crate) fn with_body(mut self, body: RawBody) -> Self {
        self.inner.body = Some(body);
        self
    }

    pub(crate) fn with_details(mut self, details: Details) -> Self {
        self.inner.details = details;
        self
    }

    /// This error's body is not what a program takes it for.
    pub(crate) fn decoded_as(mut self, message: String) -> Self {
        self.inner.kind = ErrorKind::Decode;
        self.inner.message = message.into();
        self.inner.gave_up = None;
        self.inner.retryable = false;
        self
    }

    /// A request id from a header counts only where the body has none.
    pub(crate) fn with_request_id(mut self, id: Option<String>) -> Self {
        let known = &mut self.inner.details.request_id;
        *known = known.take().or(id);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.inner.retry_after = wait;
        self
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        self.inner.retryable = retryable;
        self
    }

    pub(crate) fn with_gave_up(mut self, reason: GaveUp) -> Self {
        self.inner.gave_up = Some(reason);
        self
    }

    pub(crate) fn with_previous(mut self, previous: Vec<FailedAttempt>) -> Self {
        self.inner.previous = previous;
        self
    }

    pub(crate) fn with_json_path(mut self, path: String) -> Self {
        self.inner.json_path = Some(path);
        self
    }

    pub(crate) fn message(&self) -> &str {
        &self.inner.message
    }

    pub(crate) fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.inner.message = message.into();
        self
    }

    #[cfg(feature = "graphql")]
    pub(crate) fn with_graphql(mut self, errors: Vec<graphql_client::Error>, data: Option<Value>) -> Self {
        self.inner.graphql = errors;
        self.inner.partial_data = data;
        self
    }

    /// Names the call. An error of a token endpoint keeps that address, with its method.
    pub(crate) fn in_call(mut self, api: &'static str, operation: &'static str, method: &'static str) -> Self {
        let (url, method) = match self.inner.origin.take() {
            Some(Origin { url: Some(url), method, .. }) => (Some(url), method),
            _ => (None, method),
        };
        self.inner.origin = Some(Origin { api, operation, method, url, attempts: 0, elapsed: Duration::ZERO });
        self
    }

    /// `url` is redacted by the caller.
    pub(crate) fn after(mut self, url: Option<String>, attempts: u32, elapsed: Duration) -> Self {
        if let Some(origin) = &mut self.inner.origin {
            origin.url = origin.url.take().or(url);
            origin.attempts = attempts;
            origin.elapsed = elapsed;
        }
        self
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
