//! What a program sees of calls and attempts, and can do to an attempt before it is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, StatusCode};

use crate::descriptor::Operation;
use crate::error::Error;

/// An attempt that is about to be sent, as a hook sees it: without the credentials, which are placed
/// after it.
pub struct Attempt<'a> {
    operation: &'static Operation,
    number: u32,
    headers: &'a mut HeaderMap,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(operation: &'static Operation, number: u32, headers: &'a mut HeaderMap) -> Self {
        Self { operation, number, headers }
    }

    /// Name of the operation: `get_user`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// HTTP method.
    pub fn method(&self) -> &'static str {
        self.operation.method
    }

    /// Path template: `/users/{user}`; empty for [`Core::request`](crate::Core::request).
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Number of the attempt, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The headers, to read and to add to. A credential replaces a header of its name.
    pub fn headers(&mut self) -> &mut HeaderMap {
        self.headers
    }
}

/// Names only: values may be secrets of the program.
impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&HeaderName> = self.headers.keys().collect();
        f.debug_struct("Attempt")
            .field("operation", &self.operation.id)
            .field("number", &self.number)
            .field("headers", &names)
            .finish()
    }
}

/// A hook's reason for not sending an attempt; the call then fails with a configuration error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// Not to be sent, for this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// An attempt that has ended, as a hook sees it.
pub struct AttemptEnd<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) answer: Option<(StatusCode, &'a HeaderMap)>,
    pub(crate) error: Option<&'a Error>,
    pub(crate) elapsed: Duration,
}

impl AttemptEnd<'_> {
    /// Name of the operation: `get_user`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// Number of the attempt, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer.map(|(status, _)| status)
    }

    /// Headers of the answer, if there was one. They may hold session cookies.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer.map(|(_, headers)| headers)
    }

    /// Why the attempt failed, the decoding of its answer included; `None`: it did not. A further attempt may
    /// follow.
    pub fn error(&self) -> Option<&Error> {
        self.error
    }

    /// Time from the sending of the request to the end of the answer.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// A call that has ended, as a hook sees it.
pub struct CallEnd<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) attempts: u32,
    pub(crate) error: Option<&'a Error>,
    pub(crate) elapsed: Duration,
}

impl CallEnd<'_> {
    /// Name of the operation: `get_user`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// Attempts that were made; 0: nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Why the call failed; `None`: it did not.
    pub fn error(&self) -> Option<&Error> {
        self.error
    }

    /// Time from the start of the call, with all waits and attempts.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

type BeforeAttempt = dyn Fn(&mut Attempt<'_>) -> Result<(), Refusal> + Send + Sync;

type AfterAttempt = dyn Fn(&AttemptEnd<'_>) + Send + Sync;
type BeforeCall = dyn Fn(&'static str) -> Result<(), Refusal> + Send + Sync;
type AfterCall = dyn Fn(&CallEnd<'_>) + Send + Sync;

/// The hooks of a client, in the order in which they were given.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) before_call: Vec<Arc<BeforeCall>>,
    pub(crate) before_attempt: Vec<Arc<BeforeAttempt>>,
    pub(crate) after_attempt: Vec<Arc<AfterAttempt>>,
    pub(crate) after_call: Vec<Arc<AfterCall>>,
}

impl Hooks {
    pub(crate) fn before_call(&self, operation: &'static Operation) -> Result<(), Error> {
        self.before_call.iter().try_for_each(|hook| hook(operation.id)).map_err(|refusal| refusal.of("call"))
    }

    pub(crate) fn before_attempt(&self, attempt: &mut Attempt<'_>) -> Result<(), Error> {
        self.before_attempt.iter().try_for_each(|hook| hook(attempt)).map_err(|refusal| refusal.of("attempt"))
    }

    pub(crate) fn after_attempt(&self, end: &AttemptEnd<'_>) {
        self.after_attempt.iter().for_each(|hook| hook(end));
    }

    pub(crate) fn after_call(&self, end: &CallEnd<'_>) {
        self.after_call.iter().for_each(|hook| hook(end));
    }
}

impl Refusal {
    fn of(self, what: &str) -> Error {
        Error::config(format!("a hook refused the {what}: {}", self.0))
    }
}
