//! At most N in any window of W.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The moments, past and reserved, at which requests count, in order; and what the server said of them.
#[derive(Debug)]
pub(crate) struct Window {
    requests: usize,
    length: Duration,
    moments: VecDeque<Instant>,
    said: Option<Said>,
    /// No place is free from the first moment to the second, so that a long queue is not searched again by
    /// each call that joins it.
    full: Option<(Instant, Instant)>,
}

/// The server's own count: so many more until then.
#[derive(Clone, Copy, Debug)]
struct Said {
    left: usize,
    until: Instant,
}

/// The longest time that is added to a window.
const LONGEST_MARGIN: Duration = Duration::from_secs(1);

impl Window {
    /// `requests` must not be 0. The window is made 1.5 % longer, but by a second at most: requests do
    /// not all take the same time to the server, which counts when they arrive.
    pub(crate) fn new(requests: u32, length: Duration) -> Self {
        let margin = (length * 3 / 200).min(LONGEST_MARGIN);
        Self { requests: requests as usize, length: length + margin, moments: VecDeque::new(), said: None, full: None }
    }

    /// Forgets what no window that ends at `now` or later can hold.
    pub(crate) fn forget(&mut self, now: Instant) {
        while self.moments.front().is_some_and(|first| *first + self.length <= now) {
            self.moments.pop_front();
        }
        if self.said.is_some_and(|said| said.until <= now) {
            (self.said, self.full) = (None, None);
        }
    }

    /// The server counts by another number than the description has.
    pub(crate) fn allow(&mut self, requests: u32) {
        self.requests = (requests as usize).max(1);
        self.full = None;
    }

    /// The server said how many more requests it takes until a moment; `under_way` is how many it had not
    /// counted yet when it said so. Answers may overtake each other: of what was said about one period,
    /// the least counts.
    pub(crate) fn correct(&mut self, left: u64, under_way: usize, until: Instant) {
        self.full = None;
        let left = usize::try_from(left).unwrap_or(usize::MAX).saturating_sub(under_way);
        let same = |said: &Said| said.until.max(until) - said.until.min(until) <= Duration::from_secs(2);
        self.said = Some(match self.said.filter(same) {
            Some(said) => Said { left: left.min(said.left), until: until.max(said.until) },
            None => Said { left, until },
        });
    }

    /// The first moment, not before `from`, at which one more request leaves no window overfull: neither
    /// one that ends with it nor one that also holds moments reserved for later.
    pub(crate) fn earliest(&mut self, from: Instant) -> Instant {
        let (begin, end) = self.full.filter(|(begin, end)| *begin <= from && from <= *end).unwrap_or((from, from));
        let at = self.search(end);
        self.full = Some((begin, at));
        at
    }

    fn search(&self, from: Instant) -> Instant {
        let mut at = match self.said {
            Some(Said { left: 0, until }) => from.max(until),
            _ => from,
        };
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
        if let Some(said) = self.said.as_mut().filter(|said| at < said.until) {
            said.left = said.left.saturating_sub(1);
        }
    }

    /// Gives a reserved moment back.
    pub(crate) fn release(&mut self, at: Instant) {
        if let Ok(position) = self.moments.binary_search(&at) {
            self.moments.remove(position);
            self.full = None;
            if let Some(said) = self.said.as_mut().filter(|said| at < said.until) {
                said.left += 1;
            }
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
            let mut window = Window::new(requests, Duration::from_millis(length));
            let length = window.length;
            prop_assert!(length >= Duration::from_millis(length.as_millis() as u64));
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

        /// Whatever a server says, and in whatever order, no more go out before the moment it named.
        #[test]
        fn no_more_requests_go_out_than_the_server_said(
            left in 0u64..20,
            under_way in 0usize..5,
            later in proptest::collection::vec(0u64..20, 0..4),
        ) {
            let now = Instant::now();
            let until = now + Duration::from_secs(100);
            let mut window = Window::new(50, Duration::from_secs(10));
            window.correct(left, under_way, until);
            for other in &later {
                window.correct(*other, under_way, until);
            }
            let least = later.iter().chain([&left]).min().unwrap().saturating_sub(under_way as u64);
            let mut before = 0;
            for _ in 0..30 {
                let at = window.earliest(now);
                if at < until {
                    before += 1;
                }
                window.reserve(at);
            }
            prop_assert_eq!(before, least.min(30));
            window.forget(until);
            prop_assert!(window.earliest(until + Duration::from_secs(10)) == until + Duration::from_secs(10));
        }
    }
}
