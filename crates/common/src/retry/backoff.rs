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
        let doublings = attempts_made.saturating_sub(1).min(31);
        self.base.saturating_mul(1 << doublings).min(self.cap).mul_f64(random.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_doubles_up_to_the_cap() {
        let backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(1));
        let ceilings: Vec<_> =
            [1, 2, 3, 4, 5, 4_000_000_000].map(|made| backoff.delay(made, 1.0).as_millis()).into_iter().collect();
        assert_eq!(ceilings, [100, 200, 400, 800, 1000, 1000]);
        assert_eq!(backoff.delay(3, 0.0), Duration::ZERO);
    }
}
