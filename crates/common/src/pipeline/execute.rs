//! The loop of attempts.

use std::time::Duration;

use http::StatusCode;

use super::admit::Waits;
use super::call::Call;
use super::good::Good;
use super::judge::Failure;
use super::run::Run;
use super::trace;
use crate::clock::Deadline;
use crate::error::Error;
use crate::hook::CallEnd;
use crate::response::Response;

/// What is known of a call when it ends.
#[derive(Clone, Default)]
pub(super) struct About {
    pub(super) url: Option<String>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
    pub(super) waits: Waits,
    /// Status of a good answer.
    pub(super) status: Option<StatusCode>,
}

impl Call {
    /// Names this call in an error.
    pub(super) fn name(&self, error: Error, about: &About) -> Error {
        error.in_call(self.core.api().name, self.operation.id, self.operation.method).after(
            about.url.clone(),
            about.attempts,
            about.elapsed,
        )
    }

    /// Sends until there is an answer that can be read, or no more attempt to make.
    pub(super) async fn execute<T>(
        &mut self,
        read: impl Fn(&Good<'_>) -> Result<T, Failure>,
    ) -> Result<Response<T>, Error> {
        if let Some(error) = self.failure.take().or_else(|| self.options.failure.take()) {
            return Err(self.name(error, &About::default()));
        }
        let deadline =
            Deadline::start(&*self.core.inner.clock, self.options.deadline.unwrap_or(self.core.inner.deadline));
        let span = trace::span(self.core.api(), self.operation);
        let mut about = About::default();
        let result = match self.core.inner.hooks.before_call(self.operation) {
            Ok(()) => trace::within(&span, self.attempts(deadline, &mut about, &span, read)).await,
            Err(error) => Err(error),
        };
        about.elapsed = deadline.elapsed(&*self.core.inner.clock);
        about.status = result.as_ref().ok().map(Response::status);
        trace::ended(&span, &about, result.as_ref().err());
        let result = result.map_err(|error| self.name(error, &about));
        self.core.inner.hooks.after_call(&CallEnd {
            operation: self.operation,
            attempts: about.attempts,
            error: result.as_ref().err(),
            elapsed: about.elapsed,
        });
        self.about = about;
        result
    }

    /// All that does not depend on the type of the answer is in [`Run`], and compiled once.
    async fn attempts<T>(
        &self,
        deadline: Deadline,
        about: &mut About,
        span: &trace::Span,
        read: impl Fn(&Good<'_>) -> Result<T, Failure>,
    ) -> Result<Response<T>, Error> {
        let mut run = Run::begin(self, deadline, about, span)?;
        loop {
            let failure = match run.attempt().await?.read(&read) {
                Ok(response) => return Ok(response),
                Err(failure) => failure,
            };
            run.repeat(failure).await?;
        }
    }
}
