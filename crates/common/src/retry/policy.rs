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
    patient: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self { attempts: 3, backoff: Backoff::default(), max_wait: Duration::from_secs(60), patient: false }
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

    /// Sits out what a server asks for, up to `max_wait`, as often as it refuses because of too many
    /// requests: such attempts do not count, and only the deadline ends them.
    pub fn patient(mut self, max_wait: Duration) -> Self {
        self.max_wait = max_wait;
        self.patient = true;
        self
    }

    /// Whether there may be another attempt; `limited`: the server refused the last one because of too
    /// many requests.
    pub(crate) fn allows(&self, attempts_made: u32, limited: bool) -> bool {
        attempts_made < self.attempts || self.ignores(limited)
    }

    /// Whether such an attempt counts for nothing.
    pub(crate) fn ignores(&self, limited: bool) -> bool {
        self.patient && limited
    }

    /// How long to wait after `attempts_made` attempts.
    pub(crate) fn wait(
        &self,
        attempts_made: u32,
        asked: Option<Duration>,
        left: Duration,
        random: f64,
    ) -> Result<Duration, Refused> {
        let asked = asked.unwrap_or_default();
        let wait = self.backoff.delay(attempts_made, random).max(asked);
        if asked > self.max_wait {
            Err(Refused::Patience)
        } else if wait >= left {
            Err(Refused::Deadline)
        } else {
            Ok(wait)
        }
    }
}

/// Why a wait is not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The server asked for more than `max_wait`.
    Patience,
    /// It would not end before the deadline.
    Deadline,
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
                Err(Refused::Patience) => prop_assert!(asked.unwrap_or_default() > policy.max_wait),
                Err(Refused::Deadline) => {
                    prop_assert!(policy.backoff.delay(made, random).max(asked.unwrap_or_default()) >= left);
                }
            }
        }
    }
}
