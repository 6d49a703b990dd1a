//! The loop of attempts.

use std::time::Duration;

use url::Url;

use super::attempt::attempt;
use super::call::Call;
use super::judge::{Answer, Failure, judge};
use super::trace;
use crate::auth::{Proofs, Selection};
use crate::clock::{Deadline, within};
use crate::error::redact::{self, Scrub};
use crate::error::{AuthFailure, Error, ErrorKind};
use crate::retry::classify::{Outcome, may_repeat};

/// An answer that the API means as a success, and what errors about it need.
pub(super) struct Success {
    pub(super) answer: Answer,
    pub(super) about: About,
    pub(super) scrub: Scrub,
}

/// What is known of a call when it ends.
#[derive(Clone, Default)]
pub(super) struct About {
    pub(super) url: Option<String>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
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

    /// Sends until there is an answer or no more attempt to make.
    pub(super) async fn execute(&mut self) -> Result<Success, Error> {
        if let Some(error) = self.failure.take().or_else(|| self.options.failure.take()) {
            return Err(self.name(error, &About::default()));
        }
        let clock = self.core.inner.clock.clone();
        let deadline = Deadline::start(&*clock, self.options.deadline.unwrap_or(self.core.inner.deadline));
        let span = trace::span(self.core.api(), self.operation);
        let mut about = About::default();
        let result = trace::within(&span, self.attempts(deadline, &mut about)).await;
        about.elapsed = deadline.elapsed(&*clock);
        match result {
            Ok((answer, scrub)) => Ok(Success { answer, about, scrub }),
            Err(error) => Err(self.name(error, &about)),
        }
    }

    async fn attempts(&self, deadline: Deadline, about: &mut About) -> Result<(Answer, Scrub), Error> {
        let client = &*self.core.inner;
        let clock = &*client.clock;
        let keys = client.keyring.select(self.operation, self.options.scheme)?;
        let server = client.servers.url(keys.server().or(self.operation.server))?;
        let address = self.draft.url(server, self.operation)?;
        let hidden: Vec<_> = client.keyring.query_names().collect();
        about.url = Some(self.draft.scrub.text(&redact::url(&address, client.api.shown_query, &hidden)));
        let policy = self.options.retry.as_ref().unwrap_or(&client.retry);
        let mut refused: Option<Error> = None;
        loop {
            self.wait_for_limit(deadline).await?;
            let proofs = match (self.proofs(&keys, deadline).await, refused.take()) {
                (Ok(proofs), before) => {
                    refused = before;
                    proofs
                }
                // What the server said of the old token tells more than that there is no new one.
                (Err(error), Some(refused)) if error.is_login_required() => {
                    return Err(refused.with_auth(AuthFailure::LoginRequired).with_message(error.message().to_owned()));
                }
                (Err(error), _) => return Err(error),
            };
            about.attempts += 1;
            let failure = match self.attempt(&address, &proofs, deadline, about.attempts).await {
                Ok(answer) => {
                    trace::attempt(about.attempts, Some(answer.status), None);
                    return Ok((answer, proofs.scrub));
                }
                Err(failure) => failure,
            };
            trace::attempt(about.attempts, failure.error.status(), Some(failure.error.kind()));
            let Failure { error, outcome, stale } = failure;
            if stale && proofs.refuse() {
                if refused.is_some() {
                    let text = "the server refused a token that had just been renewed";
                    return Err(error.with_auth(AuthFailure::RefusedAfterRenewal).with_message(text));
                }
                refused = Some(error);
                continue;
            }
            let repeat = may_repeat(outcome, client.api, self.operation);
            let error = error.with_retryable(repeat);
            if !repeat || !policy.allows(about.attempts) {
                return Err(error);
            }
            let left = deadline.left(clock);
            match policy.wait(about.attempts, error.retry_after(), left, clock.random()) {
                Ok(wait) => clock.sleep(wait).await,
                Err(_) => return Err(error),
            }
        }
    }

    async fn wait_for_limit(&self, deadline: Deadline) -> Result<(), Error> {
        let client = &*self.core.inner;
        let left = deadline.left(&*client.clock);
        match client.limiter.acquire(&*client.clock, self.operation, left).await {
            Ok(_) => Ok(()),
            Err(refused) => Err(Error::new(
                ErrorKind::RateLimited,
                format!("the client's own limit `{}` has no room before the deadline", refused.limit),
            )
            .with_retry_after(Some(refused.wait))
            .with_retryable(true)),
        }
    }

    async fn proofs(&self, keys: &Selection<'_>, deadline: Deadline) -> Result<Proofs, Error> {
        let clock = &*self.core.inner.clock;
        let mut proofs = within(clock, deadline.left(clock), keys.prove()).await.unwrap_or_else(|_| {
            Err(Error::new(ErrorKind::Timeout, "the deadline passed while a token was awaited").with_retryable(true))
        })?;
        proofs.scrub.extend(&self.draft.scrub);
        Ok(proofs)
    }

    async fn attempt(
        &self,
        address: &Url,
        proofs: &Proofs,
        deadline: Deadline,
        number: u32,
    ) -> Result<Answer, Failure> {
        let client = &*self.core.inner;
        let clock = &*client.clock;
        let timeout = self.options.timeout.unwrap_or(client.timeout);
        let left = deadline.left(clock);
        let work = attempt(client, self.operation, &self.draft, &self.options, address, proofs, number);
        let answer = within(clock, timeout.min(left), work).await.unwrap_or_else(|_| {
            let text = if left < timeout { "the call's deadline passed" } else { "the attempt's time limit passed" };
            Err(Failure { error: Error::new(ErrorKind::Timeout, text), outcome: Outcome::Lost, stale: false })
        })?;
        judge(client.api, self.operation, &answer, &proofs.scrub, clock.wall())?;
        Ok(answer)
    }
}
