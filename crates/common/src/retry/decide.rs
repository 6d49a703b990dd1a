//! Whether there is another attempt, and after how long.

use std::time::Duration;

use super::classify::{Classifiers, Failed, Outcome, Verdict};
use super::policy::Refused;
use super::{Policy, Saved};
use crate::body::Payload;
use crate::descriptor::Api;
use crate::error::GaveUp;

/// What a decision rests on, besides the attempt itself.
pub(crate) struct Rules<'a> {
    pub(crate) api: &'a Api,
    pub(crate) policy: &'a Policy,
    pub(crate) classifiers: &'a Classifiers,
    pub(crate) budget: &'a Saved,
    /// Whether the operation may be carried out twice.
    pub(crate) idempotent: bool,
    /// The body of the call.
    pub(crate) body: Option<&'a Payload>,
}

impl Rules<'_> {
    /// Whether another attempt may end better and does no harm.
    pub(crate) fn worth_it(&self, failed: &Failed<'_>, outcome: Outcome) -> Result<Option<Duration>, GaveUp> {
        let asked = failed.error.retry_after();
        let asked = match self.classifiers.verdict(failed) {
            Verdict::Forbid => return Err(GaveUp::Forbidden),
            Verdict::Retry => asked,
            Verdict::RetryAfter(wait) => Some(wait),
            Verdict::NoOpinion if outcome.may_pass(self.api) => asked,
            Verdict::NoOpinion => return Err(GaveUp::Final),
        };
        if outcome.may_be_done() && !self.idempotent {
            return Err(GaveUp::Unsafe);
        }
        if self.body_is_whole() { Ok(asked) } else { Err(GaveUp::BodySpent) }
    }

    /// Whether the call has a body that can be sent once more, or none.
    pub(crate) fn body_is_whole(&self) -> bool {
        self.body.is_none_or(Payload::is_whole)
    }

    /// The wait before another attempt. A repetition is taken out of the budget only if there is one.
    pub(crate) fn wait(
        &self,
        attempts_made: u32,
        outcome: Outcome,
        asked: Option<Duration>,
        left: Duration,
        random: f64,
    ) -> Result<Duration, GaveUp> {
        let limited = matches!(outcome, Outcome::Answered { limited: true, .. });
        if !self.policy.allows(attempts_made, limited) {
            return Err(GaveUp::Attempts);
        }
        let wait = self.policy.wait(attempts_made, asked, left, random).map_err(|refused| match refused {
            Refused::Patience => GaveUp::Patience,
            Refused::Deadline => GaveUp::Deadline,
        })?;
        if self.policy.ignores(limited) || self.budget.withdraw() { Ok(wait) } else { Err(GaveUp::Budget) }
    }
}
