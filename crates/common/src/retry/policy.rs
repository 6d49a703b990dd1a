//! How often and how patiently a call is repeated.

use std::time::Duration;

use super::Backoff;

/// How often and how patiently a call is repeated.
///
/// The default: 3 attempts, backoff from 500 ms up to 20 s, waits of at most 60 s.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    attempts: u32,
    backoff: Backoff,
    max_wait: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self { attempts: 3, backoff: Backoff::default(), max_wait: Duration::from_secs(60) }
    }
}

impl Policy {
    /// One attempt only. A token that was refused is still renewed once.
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// Attempts in all, the first one included; 0 counts as 1.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The client's own waits.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// The longest single wait that is accepted when a server asks for it. A server that asks for more
    /// gives an error at once.
    pub fn max_wait(mut self, max_wait: Duration) -> Self {
        self.max_wait = max_wait;
        self
    }

    pub(crate) fn allows(&self, attempts_made: u32) -> bool {
        attempts_made < self.attempts
    }

    /// How long to wait after `attempts_made` attempts. `Err` holds the wait that would have been needed.
    pub(crate) fn wait(
        &self,
        attempts_made: u32,
        asked: Option<Duration>,
        left: Duration,
        random: f64,
    ) -> Result<Duration, Duration> {
        let asked = asked.unwrap_or_default();
        let wait = self.backoff.delay(attempts_made, random).max(asked);
        if asked > self.max_wait || wait >= left { Err(wait) } else { Ok(wait) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_wait_is_never_less_than_asked_and_never_past_the_deadline(
            made in 1u32..40,
            asked in proptest::option::of(0u64..200_000),
            left in 0u64..200_000,
            random in 0.0f64..1.0,
        ) {
            let policy = Policy::default();
            let asked = asked.map(Duration::from_millis);
            let left = Duration::from_millis(left);
            match policy.wait(made, asked, left, random) {
                Ok(wait) => {
                    prop_assert!(wait >= asked.unwrap_or_default());
                    prop_assert!(wait < left);
                    prop_assert!(wait <= policy.max_wait);
                }
                Err(wait) => prop_assert!(wait >= left || asked.unwrap_or_default() > policy.max_wait),
            }
        }
    }
}
