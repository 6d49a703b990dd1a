//! Exponential backoff with full jitter.

use std::time::Duration;

/// Exponential backoff with full jitter: before attempt n + 1, a wait chosen evenly between zero and
/// `base` × 2ⁿ⁻¹, but at most `cap`.
///
/// Clients that failed together must not come back together: that is what the jitter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    base: Duration,
    cap: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new(Duration::from_millis(500), Duration::from_secs(20))
    }
}

impl Backoff {
    /// `base` is the longest first wait, `cap` the longest wait of all.
    pub const fn new(base: Duration, cap: Duration) -> Self {
        Self { base, cap }
    }

    /// The wait after `attempts_made` attempts; `random` is from 0 to 1.
    pub(crate) fn delay(&self, attempts_made: u32, random: f64) -> Duration {
        let ceiling = self.ceiling(attempts_made);
        // Chance that is no number counts as none.
        let part = if random.is_nan() { 0.0 } else { random.clamp(0.0, 1.0) };
        // The product may be rounded up, past the ceiling and past what a duration holds.
        Duration::try_from_secs_f64(ceiling.as_secs_f64() * part).unwrap_or(ceiling).min(ceiling)
    }

    fn ceiling(&self, attempts_made: u32) -> Duration {
        let doublings = attempts_made.saturating_sub(1).min(31);
        self.base.saturating_mul(1 << doublings).min(self.cap)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn jitter_stays_between_nothing_and_the_ceiling_for_any_chance(
            base in any::<Duration>(),
            cap in any::<Duration>(),
            made in any::<u32>(),
            random in prop_oneof![0.0f64..=1.0, any::<f64>()],
        ) {
            let backoff = Backoff::new(base, cap);
            let wait = backoff.delay(made, random);
            prop_assert!(wait <= cap);
            prop_assert!(wait <= base.saturating_mul(1 << made.saturating_sub(1).min(31)));
        }

        #[test]
        fn a_wait_grows_with_chance_and_with_attempts(
            base in 0u64..100_000,
            cap in 0u64..1_000_000,
            made in 1u32..40,
            random in 0.0f64..=1.0,
            more in 0.0f64..=1.0,
        ) {
            let backoff = Backoff::new(Duration::from_millis(base), Duration::from_millis(cap));
            prop_assert!(backoff.delay(made, random.min(more)) <= backoff.delay(made, random.max(more)));
            prop_assert!(backoff.delay(made, random) <= backoff.delay(made + 1, random));
            prop_assert_eq!(backoff.delay(made, 1.0), backoff.ceiling(made));
        }
    }

    #[test]
    fn the_ceiling_doubles_up_to_the_cap() {
        let backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(1));
        let ceilings: Vec<_> =
            [1, 2, 3, 4, 5, 4_000_000_000].map(|made| backoff.delay(made, 1.0).as_millis()).into_iter().collect();
        assert_eq!(ceilings, [100, 200, 400, 800, 1000, 1000]);
        assert_eq!(backoff.delay(3, 0.0), Duration::ZERO);
    }
}
