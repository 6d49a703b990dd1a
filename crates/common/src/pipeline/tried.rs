//! An attempt that has ended: what its answer says of the limits, whether it is good, and reading it.

use std::time::Duration;

use super::admit::Admitted;
use super::call::Call;
use super::decode::probe;
use super::good::Good;
use super::judge::{Answer, Failure, header_request_id, judge};
use super::trace;
use crate::auth::Proofs;
use crate::hook::AttemptEnd;
use crate::response::Response;
use crate::retry::classify::Outcome;

/// An attempt that has ended. It keeps its place among the requests under way until its answer is read.
pub(super) struct Tried<'c> {
    pub(super) call: &'c Call,
    pub(super) span: &'c trace::Span,
    pub(super) number: u32,
    pub(super) answer: Result<Answer, Failure>,
    pub(super) elapsed: Duration,
    pub(super) proofs: Proofs,
    pub(super) admitted: Admitted<'c>,
}

impl Tried<'_> {
    /// Reads the answer, if it is good. A failure is `stale` only if there may be a better credential.
    pub(super) fn read<T>(self, read: impl Fn(&Good<'_>) -> Result<T, Failure>) -> Result<Response<T>, Failure> {
        let value = match &self.answer {
            Ok(answer) => self.learn(answer).and_then(|()| read(&Good { answer, scrub: &self.proofs.scrub })),
            Err(failure) => Err(failure.clone()),
        };
        self.tell(value.as_ref().err());
        match (value, self.answer) {
            (Ok(value), Ok(answer)) => Ok(Response::new(value, answer.status, answer.headers, self.number)),
            (Err(failure), _) | (Ok(_), Err(failure)) => {
                let stale = failure.stale && self.proofs.refuse();
                Err(Failure { stale, ..failure })
            }
        }
    }

    /// What an answer tells: whether it is what was asked for, and about the limits.
    fn learn(&self, answer: &Answer) -> Result<(), Failure> {
        let client = &*self.call.core.inner;
        let admission = &self.admitted.admission;
        let (now, wall) = (client.clock.now(), client.clock.wall());
        admission.answered(&answer.headers, now, wall);
        admission.read(now, |pointer| probe(&answer.body, pointer));
        judge(client.api, self.call.operation, answer, &self.proofs.scrub, wall).map_err(|mut failure| {
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

    fn tell(&self, failure: Option<&Failure>) {
        let error = failure.map(|failure| &failure.error);
        let answer = self.answer.as_ref().ok();
        let status = answer.map(|answer| answer.status).or_else(|| error?.status());
        trace::attempt(self.span, self.number, status, error.map(|error| error.kind()), || {
            let known = error.and_then(|error| error.request_id()).map(str::to_owned);
            known.or_else(|| header_request_id(&answer?.headers, &self.proofs.scrub))
        });
        self.call.core.inner.hooks.after_attempt(&AttemptEnd {
            operation: self.call.operation,
            number: self.number,
            answer: answer.map(|answer| (answer.status, &answer.headers)),
            error,
            elapsed: self.elapsed,
        });
    }
}
