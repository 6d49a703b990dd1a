//! The loop of attempts.

use std::time::Duration;

use http::StatusCode;
use url::Url;

use super::admit::Waits;
use super::attempt::attempt;
use super::call::Call;
use super::decode::probe;
use super::judge::{Answer, Failure, judge};
use super::trace;
use crate::auth::{self, Proofs, Selection};
use crate::clock::{Deadline, within};
use crate::error::redact::{self, Scrub};
use crate::error::{AuthFailure, Error, ErrorKind, FailedAttempt};
use crate::hook::{AttemptEnd, CallEnd};
use crate::limit::Admission;
use crate::retry::classify::Outcome;
use crate::retry::{Failed, Rules};

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

    /// Sends until there is an answer or no more attempt to make.
    pub(super) async fn execute(&mut self) -> Result<Success, Error> {
        if let Some(error) = self.failure.take().or_else(|| self.options.failure.take()) {
            return Err(self.name(error, &About::default()));
        }
        let clock = self.core.inner.clock.clone();
        let deadline = Deadline::start(&*clock, self.options.deadline.unwrap_or(self.core.inner.deadline));
        let span = trace::span(self.core.api(), self.operation);
        let mut about = About::default();
        let hooks = &self.core.inner.hooks;
        let result = match hooks.before_call(self.operation) {
            Ok(()) => trace::within(&span, self.attempts(deadline, &mut about)).await,
            Err(error) => Err(error),
        };
        about.elapsed = deadline.elapsed(&*clock);
        trace::ended(&span, &about, result.as_ref().err());
        let result = result.map_err(|error| self.name(error, &about));
        let error = result.as_ref().err();
        hooks.after_call(&CallEnd {
            operation: self.operation,
            attempts: about.attempts,
            error,
            elapsed: about.elapsed,
        });
        result.map(|(answer, scrub)| Success { answer, about, scrub })
    }

    async fn attempts(&self, deadline: Deadline, about: &mut About) -> Result<(Answer, Scrub), Error> {
        let client = &*self.core.inner;
        let clock = &*client.clock;
        let keys = match &self.draft.custom {
            None => client.keyring.select(self.operation, self.options.scheme)?,
            Some(custom) if custom.anonymous => Selection::default(),
            Some(_) => client.keyring.first(client.api, self.options.scheme)?,
        };
        let named = self.draft.custom.as_ref().and_then(|custom| custom.server.as_deref());
        let server = client.servers.url(named.or(keys.server()).or(self.operation.server))?;
        let address = self.draft.url(server, self.operation, &self.options.query)?;
        let hidden: Vec<_> = client.keyring.query_names().collect();
        about.url = Some(self.draft.scrub.text(&redact::url(&address, client.api.shown_query, &hidden)));
        let rules = Rules {
            api: client.api,
            policy: self.options.retry.as_ref().unwrap_or(&client.retry),
            classifiers: &client.classifiers,
            budget: &client.retry_budget,
            idempotent: self.options.idempotent.unwrap_or(self.operation.idempotent),
        };
        rules.budget.deposit();
        let mut refused: Option<Error> = None;
        let mut previous: Vec<FailedAttempt> = Vec::new();
        loop {
            let admitted = self.admit(deadline, &mut about.waits).await;
            let mut admitted = admitted.map_err(|error| error.with_previous(previous.clone()))?;
            let asked_at = clock.now();
            let proofs = self.proofs(&keys, deadline).await;
            about.waits.token += clock.now().saturating_duration_since(asked_at);
            let proofs = match (proofs, &refused) {
                (Ok(proofs), _) => proofs,
                // What the server said of the old token tells more than that there is no new one.
                (Err(error), Some(refused)) if error.is_login_required() => {
                    let message = error.message().to_owned();
                    return Err(refused.clone().with_auth(AuthFailure::LoginRequired).with_message(message));
                }
                (Err(error), _) => return Err(error.with_previous(previous)),
            };
            // A key that was taken for a name is in the address as an argument.
            about.url = about.url.take().map(|url| proofs.scrub.text(&url));
            about.attempts += 1;
            admitted.admission.used();
            let failure = match self.attempt(&address, &proofs, deadline, about.attempts, &admitted.admission).await {
                Ok(answer) => {
                    trace::attempt(about.attempts, Some(answer.status), None);
                    about.status = Some(answer.status);
                    return Ok((answer, proofs.scrub));
                }
                Err(failure) => failure,
            };
            drop(admitted);
            trace::attempt(about.attempts, failure.error.status(), Some(failure.error.kind()));
            let Failure { error, outcome, stale } = failure;
            let error = error.with_previous(previous.clone());
            let failed = |wait| FailedAttempt::new(error.kind(), error.status(), wait);
            if stale && proofs.refuse() {
                if refused.is_some() {
                    let text = "the server refused a token that had just been renewed";
                    return Err(error.with_auth(AuthFailure::RefusedAfterRenewal).with_message(text));
                }
                previous.push(failed(Duration::ZERO));
                refused = Some(error);
                continue;
            }
            let judged = Failed { operation: self.operation, number: about.attempts, error: &error };
            let asked = match rules.worth_it(&judged, outcome) {
                Ok(asked) => asked,
                Err(reason) => return Err(error.with_retryable(false).with_gave_up(reason)),
            };
            let wait = match rules.wait(about.attempts, outcome, asked, deadline.left(clock), clock.random()) {
                Ok(wait) => wait,
                Err(reason) => return Err(error.with_retryable(true).with_gave_up(reason)),
            };
            previous.push(failed(wait));
            trace::waiting(wait);
            clock.sleep(wait).await;
            about.waits.retry += wait;
        }
    }

    async fn proofs(&self, keys: &Selection<'_>, deadline: Deadline) -> Result<Proofs, Error> {
        let clock = &*self.core.inner.clock;
        let proofs = within(clock, deadline.left(clock), keys.prove()).await;
        let mut proofs = proofs.unwrap_or_else(|_| Err(auth::late()))?;
        proofs.scrub.extend(&self.draft.scrub);
        Ok(proofs)
    }

    async fn attempt(
        &self,
        address: &Url,
        proofs: &Proofs,
        deadline: Deadline,
        number: u32,
        admission: &Admission<'_>,
    ) -> Result<Answer, Failure> {
        let client = &*self.core.inner;
        let clock = &*client.clock;
        let timeout = self.options.timeout.unwrap_or(client.timeout);
        let left = deadline.left(clock);
        let begun = clock.now();
        let work = attempt(client, self.operation, &self.draft, &self.options, address, proofs, number);
        let answer = within(clock, timeout.min(left), work).await.unwrap_or_else(|_| {
            let text = if left < timeout { "the call's deadline passed" } else { "the attempt's time limit passed" };
            Err(Failure { error: Error::new(ErrorKind::Timeout, text), outcome: Outcome::Lost, stale: false })
        });
        let now = clock.now();
        let result = match &answer {
            Ok(answer) => self.learn(answer, proofs, admission),
            Err(failure) => Err(failure.clone()),
        };
        client.hooks.after_attempt(&AttemptEnd {
            operation: self.operation,
            number,
            answer: answer.as_ref().ok().map(|answer| (answer.status, &answer.headers)),
            error: result.as_ref().err().map(|failure| &failure.error),
            elapsed: now.saturating_duration_since(begun),
        });
        result?;
        answer
    }

    /// What an answer tells: whether it is what was asked for, and about the limits.
    fn learn(&self, answer: &Answer, proofs: &Proofs, admission: &Admission<'_>) -> Result<(), Failure> {
        let client = &*self.core.inner;
        let (now, wall) = (client.clock.now(), client.clock.wall());
        admission.answered(&answer.headers, now, wall);
        admission.read(now, |pointer| probe(&answer.body, pointer));
        judge(client.api, self.operation, answer, &proofs.scrub, wall).map_err(|mut failure| {
            if matches!(failure.outcome, Outcome::Answered { limited: true, .. }) {
                // The server's last word on its points is better than a header that knows nothing of them.
                if let Some(wait) = admission.points_spent(now) {
                    failure.error = failure.error.with_retry_after(Some(wait));
                }
                if let Some(wait) = failure.error.retry_after() {
                    admission.refused(now, wait);
                }
            }
            failure
        })
    }
}
