//! A call under way: one attempt after the other, and what decides whether there is another one.

use std::time::Duration;

use url::Url;

use super::attempt::attempt;
use super::call::Call;
use super::execute::About;
use super::judge::{Answer, Failure};
use super::trace;
use super::tried::Tried;
use crate::auth::{self, Proofs, Selection};
use crate::clock::{Deadline, within};
use crate::error::redact;
use crate::error::{AuthFailure, Error, ErrorKind, FailedAttempt, GaveUp};
use crate::retry::classify::Outcome;
use crate::retry::{Failed, Rules};

/// A call under way.
pub(super) struct Run<'c> {
    call: &'c Call,
    keys: Selection<'c>,
    address: Url,
    rules: Rules<'c>,
    deadline: Deadline,
    about: &'c mut About,
    span: &'c trace::Span,
    /// The server refused a token, which has been dropped since.
    refused: Option<Error>,
    previous: Vec<FailedAttempt>,
}

impl<'c> Run<'c> {
    /// Chooses credentials, server and address.
    pub(super) fn begin(
        call: &'c Call,
        deadline: Deadline,
        about: &'c mut About,
        span: &'c trace::Span,
    ) -> Result<Self, Error> {
        let client = &*call.core.inner;
        let keys = match &call.draft.custom {
            None => client.keyring.select(call.operation, call.options.scheme)?,
            Some(custom) if custom.anonymous => Selection::default(),
            Some(_) => client.keyring.first(client.api, call.options.scheme)?,
        };
        let named = call.draft.custom.as_ref().and_then(|custom| custom.server.as_deref());
        let server = client.servers.url(named.or(keys.server()).or(call.operation.server))?;
        let address = call.draft.url(server, call.operation, &call.options.query)?;
        trace::server(span, &address);
        let hidden: Vec<_> = client.keyring.query_names().collect();
        about.url = Some(call.draft.scrub.text(&redact::url(&address, client.api.shown_query, &hidden)));
        let rules = Rules {
            api: client.api,
            policy: call.options.retry.as_ref().unwrap_or(&client.retry),
            classifiers: &client.classifiers,
            budget: &client.retry_budget,
            idempotent: call.options.idempotent.unwrap_or(call.operation.idempotent),
            body: call.draft.body.as_ref(),
        };
        rules.budget.deposit();
        Ok(Self { call, keys, address, rules, deadline, about, span, refused: None, previous: Vec::new() })
    }

    /// Makes an attempt, once there is leave for it, and a proof of who calls.
    pub(super) async fn attempt(&mut self) -> Result<Tried<'c>, Error> {
        let call = self.call;
        let clock = &*call.core.inner.clock;
        let admitted = call.admit(self.deadline, &mut self.about.waits).await;
        let mut admitted = admitted.map_err(|error| error.with_previous(self.previous.clone()))?;
        let asked_at = clock.now();
        let proofs = self.proofs().await;
        self.about.waits.token += clock.now().saturating_duration_since(asked_at);
        let proofs = match (proofs, &self.refused) {
            (Ok(proofs), _) => proofs,
            // What the server said of the old token tells more than that there is no new one.
            (Err(error), Some(refused)) if error.is_login_required() => {
                let message = error.message().to_owned();
                return Err(refused.clone().with_auth(AuthFailure::LoginRequired).with_message(message));
            }
            (Err(error), _) => return Err(error.with_previous(self.previous.clone())),
        };
        // A key that was taken for a name is in the address as an argument.
        self.about.url = self.about.url.take().map(|url| proofs.scrub.text(&url));
        self.about.attempts += 1;
        admitted.admission.used();
        let begun = clock.now();
        let answer = self.answer(&proofs).await;
        let elapsed = clock.now().saturating_duration_since(begun);
        Ok(Tried { call, span: self.span, number: self.about.attempts, answer, elapsed, proofs, admitted })
    }

    async fn proofs(&self) -> Result<Proofs, Error> {
        let clock = &*self.call.core.inner.clock;
        let proofs = within(clock, self.deadline.left(clock), self.keys.prove()).await;
        let mut proofs = proofs.unwrap_or_else(|_| Err(auth::late()))?;
        proofs.scrub.extend(&self.call.draft.scrub);
        Ok(proofs)
    }

    async fn answer(&self, proofs: &Proofs) -> Result<Answer, Failure> {
        let Call { operation, draft, options, core, .. } = self.call;
        let client = &*core.inner;
        let clock = &*client.clock;
        let timeout = options.timeout.unwrap_or(client.timeout);
        let left = self.deadline.left(clock);
        let work = attempt(client, operation, draft, options, &self.address, proofs, self.about.attempts);
        within(clock, timeout.min(left), work).await.unwrap_or_else(|_| {
            let text = if left < timeout { "the call's deadline passed" } else { "the attempt's time limit passed" };
            Err(Failure { error: Error::new(ErrorKind::Timeout, text), outcome: Outcome::Lost, stale: false })
        })
    }

    /// Waits until the time for another attempt; an error if there is to be none.
    pub(super) async fn repeat(&mut self, failure: Failure) -> Result<(), Error> {
        let clock = &*self.call.core.inner.clock;
        let Failure { error, outcome, stale } = failure;
        let error = error.with_previous(self.previous.clone());
        let failed = |wait| FailedAttempt::new(error.kind(), error.status(), wait);
        if stale {
            if self.refused.is_some() {
                let text = "the server refused a token that had just been renewed";
                return Err(error.with_auth(AuthFailure::RefusedAfterRenewal).with_message(text));
            }
            if !self.rules.body_is_whole() {
                return Err(error.with_retryable(true).with_gave_up(GaveUp::BodySpent));
            }
            self.previous.push(failed(Duration::ZERO));
            self.refused = Some(error);
            return Ok(());
        }
        let attempts = self.about.attempts;
        let judged = Failed { operation: self.call.operation, number: attempts, error: &error };
        let asked = match self.rules.worth_it(&judged, outcome) {
            Ok(asked) => asked,
            // With a new stream, the same call may be made again.
            Err(reason) => return Err(error.with_retryable(reason == GaveUp::BodySpent).with_gave_up(reason)),
        };
        let wait = match self.rules.wait(attempts, outcome, asked, self.deadline.left(clock), clock.random()) {
            Ok(wait) => wait,
            Err(reason) => return Err(error.with_retryable(true).with_gave_up(reason)),
        };
        self.previous.push(failed(wait));
        trace::waiting(wait);
        clock.sleep(wait).await;
        self.about.waits.retry += wait;
        Ok(())
    }
}
