//! All limits of a client, met together.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;
use serde_json::Value;

use super::points::{Points, PointsLeft};
use super::reading;
use super::window::Window;
use crate::clock::Clock;
use crate::descriptor::{self, Limit, Operation};

/// All limits of a client.
///
/// A call reserves the first moment at which all limits that count it have room, and sleeps until then.
/// Reserving takes no time, so those that came first go first, nobody waits for a call that waits for a
/// limit of its own, and a wait that would outlive the deadline is refused before it begins.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    limits: &'static [Limit],
    points: &'static [descriptor::Points],
    /// Something else does the counting.
    off: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    windows: Vec<Counted>,
    points: Vec<Charged>,
    /// A server that refused a call asked all to wait until then.
    closed: Option<Instant>,
}

/// A window, and the requests that the server has not answered yet.
#[derive(Debug)]
struct Counted {
    window: Window,
    closed: Option<Instant>,
    under_way: usize,
}

/// A budget of points, and what the calls cost that the server has not answered yet.
#[derive(Debug)]
struct Charged {
    points: Points,
    under_way: f64,
}

/// The wait for the limit is longer than the caller has time for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Name of the limit that has room last; `None`: the server asked for the wait.
    pub(crate) limit: Option<&'static str>,
    /// How long the wait would have been.
    pub(crate) wait: Duration,
}

impl Limiter {
    /// `limits` with 0 requests are no limits.
    pub(crate) fn new(limits: &'static [Limit], points: &'static [descriptor::Points]) -> Self {
        let window = |limit: &Limit| Counted {
            window: Window::new(limit.requests.max(1), Duration::from_secs(limit.per_seconds.into())),
            closed: None,
            under_way: 0,
        };
        let charged = |description| Charged { points: Points::new(description), under_way: 0.0 };
        let state = State {
            windows: limits.iter().map(window).collect(),
            points: points.iter().map(charged).collect(),
            closed: None,
        };
        Self { limits, points, off: false, state: Mutex::new(state) }
    }

    /// No limits at all.
    pub(crate) fn off() -> Self {
        Self { off: true, ..Self::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the operation may be sent.
    pub(crate) async fn acquire<'a>(
        &'a self,
        clock: &dyn Clock,
        operation: &'static Operation,
        patience: Duration,
    ) -> Result<Admission<'a>, Refused> {
        let now = clock.now();
        let admission = self.reserve(operation, now, patience)?;
        let wait = admission.at.saturating_duration_since(now);
        if !wait.is_zero() {
            clock.sleep(wait).await;
        }
        Ok(admission)
    }

    pub(super) fn reserve<'a>(
        &'a self,
        operation: &'static Operation,
        now: Instant,
        patience: Duration,
    ) -> Result<Admission<'a>, Refused> {
        let named = operation.limits.filter(|_| !self.off);
        let counts = |limit: &Limit| {
            limit.requests > 0 && named.is_some_and(|named| !limit.only_named || named.contains(&limit.name))
        };
        let counting: Vec<usize> =
            self.limits.iter().enumerate().filter(|(_, limit)| counts(limit)).map(|(index, _)| index).collect();
        let mut state = self.state();
        state.forget(now);
        let mut at = now;
        let mut last = None;
        loop {
            let before = at;
            if named.is_some()
                && let Some(closed) = state.closed.filter(|closed| *closed > at)
            {
                (at, last) = (closed, None);
            }
            for &index in &counting {
                let counted = &mut state.windows[index];
                if let Some(closed) = counted.closed.filter(|closed| *closed > at) {
                    (at, last) = (closed, None);
                }
                let earliest = counted.window.earliest(at);
                if earliest > at {
                    (at, last) = (earliest, Some(self.limits[index].name));
                }
            }
            for charged in state.points.iter().filter(|_| named.is_some()) {
                let earliest = charged.points.earliest(charged.points.cost(operation.id), at);
                if earliest > at {
                    (at, last) = (earliest, Some(charged.points.description.name));
                }
            }
            let wait = at.saturating_duration_since(now);
            // The search goes on past the deadline: the caller is told the wait that would be needed.
            if at == before {
                if !wait.is_zero() && wait >= patience {
                    return Err(Refused { limit: last, wait });
                }
                break;
            }
        }
        for &index in &counting {
            state.windows[index].window.reserve(at);
        }
        for charged in state.points.iter_mut().filter(|_| named.is_some()) {
            charged.points.count(charged.points.cost(operation.id), at);
        }
        Ok(Admission { limiter: self, operation, counting, at, sent: false })
    }

    /// What is known of a budget of points.
    pub(crate) fn points(&self, name: &str, now: Instant) -> Option<PointsLeft> {
        let mut state = self.state();
        state.forget(now);
        state.points.iter().find(|charged| charged.points.description.name == name)?.points.left()
    }
}

impl State {
    fn forget(&mut self, now: Instant) {
        self.windows.iter_mut().for_each(|counted| counted.window.forget(now));
        self.points.iter_mut().for_each(|charged| charged.points.forget(now));
    }
}

/// Leave to send one request at a moment. Dropped before it is [used](Self::used), the moment is given
/// back; after that, until it is dropped, the request counts as not answered yet.
#[derive(Debug)]
pub(crate) struct Admission<'a> {
    limiter: &'a Limiter,
    operation: &'static Operation,
    counting: Vec<usize>,
    at: Instant,
    sent: bool,
}

impl Admission<'_> {
    /// The moment at which the request may go out.
    #[cfg(test)]
    pub(super) fn at(&self) -> Instant {
        self.at
    }

    /// The request goes out now.
    pub(crate) fn used(&mut self) {
        self.sent = true;
        self.under_way(1, 1.0);
    }

    fn under_way(&self, requests: isize, sign: f64) {
        let mut state = self.limiter.state();
        for &index in &self.counting {
            let under_way = &mut state.windows[index].under_way;
            *under_way = under_way.saturating_add_signed(requests);
        }
        for charged in state.points.iter_mut().filter(|_| self.operation.limits.is_some()) {
            charged.under_way = (charged.under_way + sign * charged.points.cost(self.operation.id)).max(0.0);
        }
    }

    /// The server answered with these headers.
    pub(crate) fn answered(&self, headers: &HeaderMap, now: Instant, wall: SystemTime) {
        let mut state = self.limiter.state();
        for &index in &self.counting {
            let Some(names) = &self.limiter.limits[index].headers else { continue };
            let said = reading::headers(names, headers, now, wall);
            let counted = &mut state.windows[index];
            if let Some(requests) = said.requests {
                counted.window.allow(requests);
            }
            if let Some((left, until)) = said.left {
                counted.window.correct(left, counted.under_way.saturating_sub(1), until);
            }
        }
    }

    /// The answer has a body; `look` gives the value at a JSON pointer.
    pub(crate) fn read(&self, now: Instant, look: impl Fn(&str) -> Option<Value>) {
        for (index, description) in self.limiter.points.iter().enumerate() {
            // Looking through a body takes time that nobody else should have to wait for.
            let Some(reading) = reading::points(description, &look) else { continue };
            let charged = &mut self.limiter.state().points[index];
            charged.points.read(reading, charged.under_way, now);
        }
    }

    /// The server refused the request for lack of capacity, and asked to wait: nobody else need ask
    /// before that. An operation with a limit of its own closes that one only.
    pub(crate) fn refused(&self, now: Instant, wait: Duration) {
        let until = now.checked_add(wait);
        let mut state = self.limiter.state();
        let own: Vec<usize> =
            self.counting.iter().copied().filter(|index| self.limiter.limits[*index].only_named).collect();
        match own.is_empty() {
            true if self.operation.limits.is_some() && !self.limiter.off => state.closed = state.closed.max(until),
            true => {}
            false => own.into_iter().for_each(|index| {
                let closed = &mut state.windows[index].closed;
                *closed = (*closed).max(until);
            }),
        }
    }

    /// How long until there are points for the operation again, if the server's last word is that there
    /// are none.
    pub(crate) fn points_spent(&self, now: Instant) -> Option<Duration> {
        let state = self.limiter.state();
        let spent = |charged: &Charged| charged.points.spent_until(charged.points.cost(self.operation.id), now);
        state.points.iter().filter_map(spent).max()
    }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        if self.sent {
            return self.under_way(-1, -1.0);
        }
        let mut state = self.limiter.state();
        for &index in &self.counting {
            state.windows[index].window.release(self.at);
        }
        for charged in state.points.iter_mut().filter(|_| self.operation.limits.is_some()) {
            charged.points.count(-charged.points.cost(self.operation.id), self.at);
        }
    }
}
