//! At most N in any window of W.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The moments, past and reserved, at which requests count, in order.
#[derive(Debug)]
pub(crate) struct Window {
    requests: usize,
    length: Duration,
    moments: VecDeque<Instant>,
}

impl Window {
    /// `requests` must not be 0.
    pub(crate) fn new(requests: u32, length: Duration) -> Self {
        Self { requests: requests as usize, length, moments: VecDeque::new() }
    }

    /// Forgets what no window that ends at `now` or later can hold.
    pub(crate) fn forget(&mut self, now: Instant) {
        while self.moments.front().is_some_and(|first| *first + self.length <= now) {
            self.moments.pop_front();
        }
    }

    /// The first moment, not before `from`, at which one more request leaves no window overfull: neither
    /// one that ends with it nor one that also holds moments reserved for later.
    pub(crate) fn earliest(&self, from: Instant) -> Instant {
        let mut at = from;
        loop {
            let position = self.moments.partition_point(|moment| *moment <= at);
            let next = self.full_before(position, at).or_else(|| self.full_after(position, at));
            match next {
                Some(later) => at = later,
                None => return at,
            }
        }
    }

    /// The end of the window that is full with the requests up to `at`.
    fn full_before(&self, position: usize, at: Instant) -> Option<Instant> {
        let opens = self.moments[position.checked_sub(self.requests)?] + self.length;
        (opens > at).then_some(opens)
    }

    /// The last reserved moment that would be one too many in a window together with `at`. Every place
    /// before it is in the same full window, so the search goes on there.
    fn full_after(&self, position: usize, at: Instant) -> Option<Instant> {
        let end = self.moments.len().min(position + self.requests);
        (position..end).rev().find_map(|last| {
            let first = (last + 1).checked_sub(self.requests)?;
            let first = if first == position { at } else { self.moments[first] };
            let reserved = self.moments[last];
            (reserved.duration_since(first) < self.length).then_some(reserved)
        })
    }

    pub(crate) fn reserve(&mut self, at: Instant) {
        let position = self.moments.partition_point(|moment| *moment <= at);
        self.moments.insert(position, at);
    }

    /// Gives a reserved moment back.
    pub(crate) fn release(&mut self, at: Instant) {
        if let Ok(position) = self.moments.binary_search(&at) {
            self.moments.remove(position);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Requests arrive in order, each reserving a moment at or after its arrival or some time later.
        #[test]
        fn no_window_is_ever_overfull_and_no_moment_is_wasted(
            requests in 1u32..6,
            length in 1u64..50,
            arrivals in proptest::collection::vec((0u64..20, 0u64..60), 1..60),
        ) {
            let start = Instant::now();
            let millis = |at: u64| start + Duration::from_millis(at);
            let length = Duration::from_millis(length);
            let mut window = Window::new(requests, length);
            let mut all: Vec<Instant> = Vec::new();
            let full = |all: &[Instant]| {
                let mut sorted = all.to_vec();
                sorted.sort();
                sorted.windows(requests as usize + 1).any(|w| w[requests as usize] - w[0] < length)
            };
            let mut now = 0;
            for (step, ahead) in arrivals {
                now += step;
                window.forget(millis(now));
                let from = millis(now + ahead);
                let at = window.earliest(from);
                prop_assert!(at >= from);
                window.reserve(at);
                all.push(at);
                prop_assert!(!full(&all));
                // Nothing earlier would have done.
                let mut moment = from;
                while moment < at {
                    *all.last_mut().unwrap() = moment;
                    prop_assert!(full(&all), "{:?} was free", moment - start);
                    moment += Duration::from_millis(1);
                }
                *all.last_mut().unwrap() = at;
            }
        }
    }
}
