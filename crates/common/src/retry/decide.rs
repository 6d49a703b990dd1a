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

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use proptest::prelude::*;

    use super::*;
    use crate::descriptor::ErrorRules;
    use crate::retry::Budget;

    static API: Api = Api {
        name: "sample",
        title: "",
        user_agent: "",
        servers: &[],
        schemes: &[],
        limits: &[],
        points: &[],
        waits: &[],
        retry_statuses: &[],
        retry_after_cap: None,
        errors: ErrorRules { message: &[], code: &[], request_id: &[], bodies: &[] },
        shown_query: &[],
    };

    fn outcome() -> impl Strategy<Value = Outcome> {
        let answered = (100u16..600, any::<bool>(), any::<bool>()).prop_map(|(status, limited, passing)| {
            Outcome::Answered { status: StatusCode::from_u16(status).unwrap_or_default(), limited, passing }
        });
        prop_oneof![Just(Outcome::NotSent), Just(Outcome::Lost), Just(Outcome::Final), answered]
    }

    proptest! {
        /// Whatever was asked for, by whatever policy, in the order in which a call decides.
        #[test]
        fn all_waits_of_a_call_together_end_before_its_deadline_and_none_is_shorter_than_asked(
            attempts in 0u32..8,
            patient in any::<bool>(),
            max_wait in 0u64..200_000,
            deadline in 0u64..400_000,
            saved in 0u32..6,
            failures in proptest::collection::vec(
                (outcome(), proptest::option::of(0u64..300_000), 0.0f64..1.0, 0u64..20_000),
                1..12,
            ),
        ) {
            let max_wait = Duration::from_millis(max_wait);
            let policy = Policy::default().attempts(attempts);
            let policy = if patient { policy.patient(max_wait) } else { policy.max_wait(max_wait) };
            let (classifiers, budget) = (Classifiers::default(), Saved::new(Budget::new(0.0, saved)));
            let rules = Rules {
                api: &API,
                policy: &policy,
                classifiers: &classifiers,
                budget: &budget,
                idempotent: true,
                body: None,
            };
            let mut left = Duration::from_millis(deadline);
            let mut counted = 0;
            for (made, (outcome, asked, random, took)) in (1..).zip(failures) {
                left = left.saturating_sub(Duration::from_millis(took));
                let asked = asked.map(Duration::from_millis);
                let limited = matches!(outcome, Outcome::Answered { limited: true, .. });
                match rules.wait(made, outcome, asked, left, random) {
                    Ok(wait) => {
                        prop_assert!(wait >= asked.unwrap_or_default());
                        prop_assert!(wait < left);
                        prop_assert!(wait <= max_wait.max(Duration::from_secs(20)));
                        left -= wait;
                        counted += u32::from(!(patient && limited));
                        prop_assert!(counted <= saved);
                        prop_assert!(patient && limited || made < attempts.max(1));
                    }
                    Err(GaveUp::Attempts) => prop_assert!(made >= attempts.max(1)),
                    Err(GaveUp::Patience) => prop_assert!(asked.unwrap_or_default() > max_wait),
                    Err(GaveUp::Budget) => prop_assert_eq!(counted, saved),
                    Err(GaveUp::Deadline) => {
                        prop_assert!(left <= asked.unwrap_or_default().max(Duration::from_secs(20)));
                    }
                    Err(other) => prop_assert!(false, "{:?}", other),
                }
            }
        }

        #[test]
        fn what_may_have_been_done_is_never_attempted_again_if_it_is_not_safe(
            outcome in outcome(),
            verdict in prop_oneof![
                Just(Verdict::NoOpinion),
                Just(Verdict::Retry),
                Just(Verdict::RetryAfter(Duration::ZERO)),
                Just(Verdict::Forbid),
            ],
        ) {
            let mut classifiers = Classifiers::default();
            classifiers.add(move |_| verdict);
            let (policy, budget) = (Policy::default(), Saved::new(Budget::unlimited()));
            let rules = Rules {
                api: &API,
                policy: &policy,
                classifiers: &classifiers,
                budget: &budget,
                idempotent: false,
                body: None,
            };
            let error = crate::Error::new(crate::ErrorKind::Api, "");
            let failed = Failed { operation: &OPERATION, number: 1, error: &error };
            if rules.worth_it(&failed, outcome).is_ok() {
                let refused = matches!(outcome, Outcome::Answered { limited: true, .. });
                prop_assert!(refused || outcome == Outcome::NotSent);
            }
        }
    }

    static OPERATION: crate::descriptor::Operation = crate::descriptor::Operation {
        id: "throw",
        method: "POST",
        path: "/",
        server: None,
        security: &[],
        idempotent: false,
        limits: None,
        query: &[],
        accept: "",
        envelope: None,
        graphql: None,
    };
}
