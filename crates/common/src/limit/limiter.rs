//! All limits of a client, met together.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::window::Window;
use crate::clock::Clock;
use crate::descriptor::{Limit, Operation};

/// All limits of a client.
///
/// A call reserves the first moment at which all limits that count it have room, and sleeps until then.
/// Reserving takes no time, so those that came first go first, nobody waits for a call that waits for a
/// limit of its own, and a wait that would outlive the deadline is refused before it begins.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    limits: &'static [Limit],
    windows: Mutex<Vec<Window>>,
}

/// The wait for the limit is longer than the caller has time for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Name of the limit that has room last.
    pub(crate) limit: &'static str,
    /// How long the wait would have been.
    pub(crate) wait: Duration,
}

impl Limiter {
    /// `limits` with 0 requests are no limits.
    pub(crate) fn new(limits: &'static [Limit]) -> Self {
        let windows = limits
            .iter()
            .map(|limit| Window::new(limit.requests.max(1), Duration::from_secs(limit.per_seconds.into())))
            .collect();
        Self { limits, windows: Mutex::new(windows) }
    }

    /// Waits until the operation may be sent; gives the time waited.
    pub(crate) async fn acquire(
        &self,
        clock: &dyn Clock,
        operation: &Operation,
        patience: Duration,
    ) -> Result<Duration, Refused> {
        let Some(named) = operation.limits else {
            return Ok(Duration::ZERO);
        };
        let counting: Vec<usize> = self
            .limits
            .iter()
            .enumerate()
            .filter(|(_, limit)| limit.requests > 0 && (!limit.only_named || named.contains(&limit.name)))
            .map(|(index, _)| index)
            .collect();
        if counting.is_empty() {
            return Ok(Duration::ZERO);
        }
        let now = clock.now();
        let at = self.reserve(&counting, now, patience)?;
        let wait = at.saturating_duration_since(now);
        if !wait.is_zero() {
            let mut reservation = Reservation { limiter: self, counting: &counting, at, used: false };
            clock.sleep(wait).await;
            reservation.used = true;
        }
        Ok(wait)
    }

    fn reserve(&self, counting: &[usize], now: Instant, patience: Duration) -> Result<Instant, Refused> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        for &index in counting {
            windows[index].forget(now);
        }
        let mut at = now;
        let mut last = 0;
        loop {
            let before = at;
            for &index in counting {
                let earliest = windows[index].earliest(at);
                if earliest > at {
                    at = earliest;
                    last = index;
                }
            }
            let wait = at.saturating_duration_since(now);
            // The search goes on past the deadline: the caller is told the wait that would be needed.
            if at == before {
                if !wait.is_zero() && wait >= patience {
                    return Err(Refused { limit: self.limits[last].name, wait });
                }
                break;
            }
        }
        for &index in counting {
            windows[index].reserve(at);
        }
        Ok(at)
    }
}

/// A moment that is given back if its call ends before it comes.
struct Reservation<'a> {
    limiter: &'a Limiter,
    counting: &'a [usize],
    at: Instant,
    used: bool,
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        if !self.used {
            let mut windows = self.limiter.windows.lock().unwrap_or_else(PoisonError::into_inner);
            for &index in self.counting {
                windows[index].release(self.at);
            }
        }
    }
}
