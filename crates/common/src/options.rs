//! Options of a single call.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::retry;

/// Options of a single call. What is not set is as the client has it.
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<retry::Policy>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) scheme: Option<&'static str>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) failure: Option<Error>,
}

impl CallOptions {
    /// Everything as the client has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Time limit of one attempt, from its sending to the end of its body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Time limit of the whole call, with all waits and attempts.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// How often and how patiently the call is repeated.
    pub fn retry(mut self, policy: retry::Policy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Whether this call may be carried out twice, where you know better than the API's description: a
    /// request with a key that the server uses to tell repetitions apart, say.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// The security scheme to call with, by its name in the API's description, where an operation takes
    /// several and the client has credentials for more than one. Default: the first one that fits.
    pub fn scheme(mut self, name: &'static str) -> Self {
        self.scheme = Some(name);
        self
    }

    /// An extra query parameter; it replaces one of the same name that the operation sets, but not a
    /// credential. It may be given several times, with one value each. Errors show its value only if the API's
    /// description has its name among those that may be shown.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// An extra header; it replaces one of the same name that the operation sets, but not a credential.
    /// A name or value that cannot be sent makes the call fail with a configuration error.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            (Ok(name), Err(_)) => {
                self.failure = Some(Error::config(format!("the value of the extra header `{name}` cannot be sent")));
            }
            (Err(_), _) => self.failure = Some(Error::config("the name of an extra header is not a header name")),
        }
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("idempotent", &self.idempotent)
            .field("scheme", &self.scheme)
            .field("query", &self.query.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
