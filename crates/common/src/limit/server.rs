//! A server that counts requests, as each of the three readings of "at most N in W" has it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// "At most N in W", read in three ways at once.
pub(crate) struct Readings {
    requests: u32,
    length: Duration,
    start: Instant,
    /// The count begins anew at every full W: when it last did, and the requests since then.
    fixed: (Duration, u32),
    /// The last W counts at any moment.
    sliding: VecDeque<Instant>,
    /// A bucket of N, filled evenly: what is in it, and since when.
    bucket: (f64, Instant),
}

impl Readings {
    pub(crate) fn new(requests: u32, length: Duration, start: Instant) -> Self {
        Self {
            requests,
            length,
            start,
            fixed: (Duration::ZERO, 0),
            sliding: VecDeque::new(),
            bucket: (requests.into(), start),
        }
    }

    /// A request; the readings that refuse it.
    pub(crate) fn refuse(&mut self, now: Instant) -> Vec<&'static str> {
        let taken = [("fixed", self.fixed(now)), ("sliding", self.sliding(now)), ("bucket", self.bucket(now))];
        taken.into_iter().filter(|(_, taken)| !taken).map(|(name, _)| name).collect()
    }

    fn fixed(&mut self, now: Instant) -> bool {
        let since = now.duration_since(self.start);
        let (begins, used) = &mut self.fixed;
        if since >= *begins + self.length {
            *begins = self.length * (since.as_secs() / self.length.as_secs()) as u32;
            *used = 0;
        }
        *used += 1;
        *used <= self.requests
    }

    fn sliding(&mut self, now: Instant) -> bool {
        while self.sliding.front().is_some_and(|first| now.duration_since(*first) >= self.length) {
            self.sliding.pop_front();
        }
        self.sliding.push_back(now);
        self.sliding.len() <= self.requests as usize
    }

    fn bucket(&mut self, now: Instant) -> bool {
        let rate = f64::from(self.requests) / self.length.as_secs_f64();
        let (tokens, at) = &mut self.bucket;
        *tokens = (*tokens + now.duration_since(*at).as_secs_f64() * rate).min(self.requests.into());
        *at = now;
        *tokens -= 1.0;
        *tokens > -1e-6
    }
}
