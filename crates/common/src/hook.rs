//! What a program can do to each attempt before it is sent.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName};

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

    /// Path template: `/users/{user}`.
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

type BeforeAttempt = dyn Fn(&mut Attempt<'_>) -> Result<(), Refusal> + Send + Sync;

/// The hooks of a client, in the order in which they were given.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    before_attempt: Vec<Arc<BeforeAttempt>>,
}

impl Hooks {
    pub(crate) fn add(&mut self, hook: impl Fn(&mut Attempt<'_>) -> Result<(), Refusal> + Send + Sync + 'static) {
        self.before_attempt.push(Arc::new(hook));
    }

    pub(crate) fn before_attempt(&self, attempt: &mut Attempt<'_>) -> Result<(), Error> {
        for hook in &self.before_attempt {
            hook(attempt).map_err(|Refusal(reason)| Error::config(format!("a hook refused the attempt: {reason}")))?;
        }
        Ok(())
    }
}
