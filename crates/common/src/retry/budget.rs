//! How many repetitions all calls of a client may make together.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many repetitions all calls of a client and its clones may make together, so that an outage is not
/// multiplied by the number of attempts.
///
/// Each call puts a part of a repetition into the budget, and each repetition takes a whole one out. The
/// default: a fifth per call, on top of a reserve of 50. A server that is down then gets, once the
/// reserve is spent, at most 1.2 requests per call.
///
/// The one repetition after a token was renewed is free: it is made at most once per call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    per_call: f64,
    /// `None`: without end.
    reserve: Option<u32>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(0.2, 50)
    }
}

impl Budget {
    /// `per_call` repetitions for each call (0 to 1; what is outside counts as the nearer end), and a
    /// reserve of so many repetitions, which is also the most that can be saved up.
    pub fn new(per_call: f64, reserve: u32) -> Self {
        Self { per_call: if per_call.is_finite() { per_call.clamp(0.0, 1.0) } else { 0.0 }, reserve: Some(reserve) }
    }

    /// No bound but that of each call: `Policy::attempts`.
    pub fn unlimited() -> Self {
        Self { per_call: 0.0, reserve: None }
    }
}

/// The state of a budget.
#[derive(Debug)]
pub(crate) struct Saved(Option<Count>);

/// In thousandths of a repetition.
#[derive(Debug)]
struct Count {
    per_call: u64,
    most: u64,
    saved: AtomicU64,
}

const WHOLE: u64 = 1000;

impl Saved {
    pub(crate) fn new(budget: Budget) -> Self {
        let per_call = (budget.per_call * WHOLE as f64) as u64;
        Self(budget.reserve.map(|reserve| {
            let reserve = u64::from(reserve) * WHOLE;
            // A saved whole repetition must fit.
            Count { per_call, most: reserve.max(WHOLE), saved: AtomicU64::new(reserve) }
        }))
    }

    /// A call begins.
    pub(crate) fn deposit(&self) {
        if let Some(count) = &self.0 {
            let add = |saved: u64| Some((saved + count.per_call).min(count.most));
            let _ = count.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
        }
    }

    /// Takes a repetition out, if there is one.
    pub(crate) fn withdraw(&self) -> bool {
        let take = |saved: u64| saved.checked_sub(WHOLE);
        let taken = |count: &Count| count.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok();
        self.0.as_ref().is_none_or(taken)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn repetitions_never_exceed_the_reserve_and_the_part_of_each_call(
            per_call in 0.0f64..1.0,
            reserve in 0u32..20,
            tries in proptest::collection::vec(0u32..4, 1..200),
        ) {
            let saved = Saved::new(Budget::new(per_call, reserve));
            let mut made = 0u32;
            for (call, wanted) in tries.iter().enumerate() {
                saved.deposit();
                made += (0..*wanted).filter(|_| saved.withdraw()).count() as u32;
                prop_assert!(f64::from(made) <= f64::from(reserve) + (call + 1) as f64 * per_call + 1e-9);
            }
        }
    }

    #[test]
    fn an_endless_budget_never_ends_and_an_empty_one_never_begins() {
        let (endless, empty) = (Saved::new(Budget::unlimited()), Saved::new(Budget::new(f64::NAN, 0)));
        for _ in 0..1000 {
            empty.deposit();
            assert!(endless.withdraw() && !empty.withdraw());
        }
    }
}
