//! A budget of points that the server fills up all at once.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::descriptor::Points as Description;

/// What is known of a budget of points; see `Core::points`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PointsLeft {
    /// Points of a whole period, as the server last said.
    pub limit: f64,
    /// Points that are left, by the server's last word less the calls since then; never negative.
    pub left: f64,
    /// When the budget is full again.
    pub resets: Instant,
}

/// The points of a client, as far as answers have told.
///
/// A reading tells the points before its own query is charged, so the cost of that query and of all calls
/// that are under way is added to it. Until the first reading nothing is held back.
#[derive(Debug)]
pub(crate) struct Points {
    pub(crate) description: &'static Description,
    known: Option<Known>,
}

#[derive(Clone, Debug)]
struct Known {
    limit: f64,
    /// Points spent in the period that runs, and reserved in those after it.
    spent: VecDeque<f64>,
    /// End of the period that runs.
    resets: Instant,
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) limit: f64,
    pub(crate) spent: f64,
    pub(crate) resets_in: Duration,
}

impl Points {
    pub(crate) fn new(description: &'static Description) -> Self {
        Self { description, known: None }
    }

    /// What a call of the operation is expected to cost.
    pub(crate) fn cost(&self, operation: &str) -> f64 {
        let Description { cost, costs, .. } = self.description;
        costs.iter().find(|(name, _)| *name == operation).map_or(*cost, |(_, cost)| *cost)
    }

    fn period(&self) -> Duration {
        Duration::from_secs(self.description.per_seconds.max(1).into())
    }

    /// Moves on to the period that runs: its points are all there, less those reserved for it.
    pub(crate) fn forget(&mut self, now: Instant) {
        let period = self.period();
        let Some(known) = self.known.as_mut().filter(|known| known.resets <= now) else { return };
        let periods = now.duration_since(known.resets).as_secs() / period.as_secs() + 1;
        let periods = u32::try_from(periods).unwrap_or(u32::MAX);
        known.resets += period.saturating_mul(periods);
        known.spent.drain(..known.spent.len().min(periods as usize));
    }

    /// The first moment at which a call of this cost fits.
    pub(crate) fn earliest(&self, cost: f64, from: Instant) -> Instant {
        let Some(known) = &self.known else { return from };
        let first = known.ahead(self.period(), from);
        // A call that costs more than a whole period goes out at the beginning of one.
        let fits = |ahead: &usize| {
            let spent = known.spent.get(*ahead).copied().unwrap_or(0.0);
            spent + cost <= known.limit || spent == 0.0
        };
        let ahead = (first..).find(fits).unwrap_or(first);
        if ahead == first {
            return from;
        }
        known.resets + self.period().saturating_mul(u32::try_from(ahead - 1).unwrap_or(u32::MAX))
    }

    /// Counts a call, or with a negative cost takes one back.
    pub(crate) fn count(&mut self, cost: f64, at: Instant) {
        let period = self.period();
        let Some(known) = &mut self.known else { return };
        let ahead = known.ahead(period, at);
        if known.spent.len() <= ahead {
            known.spent.resize(ahead + 1, 0.0);
        }
        known.spent[ahead] = (known.spent[ahead] + cost).max(0.0);
    }

    /// The server's word. `under_way` is what the calls cost that it has not charged yet, the one that
    /// brings the reading included.
    pub(crate) fn read(&mut self, reading: Reading, under_way: f64, now: Instant) {
        let Some(resets) = now.checked_add(reading.resets_in) else { return };
        let mut spent = self.known.take().map(|known| known.spent).unwrap_or_default();
        spent.pop_front();
        spent.push_front(reading.spent + under_way);
        self.known = Some(Known { limit: reading.limit, spent, resets });
    }

    pub(crate) fn left(&self) -> Option<PointsLeft> {
        let known = self.known.as_ref()?;
        let spent = known.spent.front().copied().unwrap_or(0.0);
        Some(PointsLeft { limit: known.limit, left: (known.limit - spent).max(0.0), resets: known.resets })
    }

    /// How long until there are points again, if there are none for this cost.
    pub(crate) fn spent_until(&self, cost: f64, now: Instant) -> Option<Duration> {
        Some(self.earliest(cost, now).saturating_duration_since(now)).filter(|wait| !wait.is_zero())
    }
}

impl Known {
    /// How many resets lie between the period that runs and a moment.
    fn ahead(&self, period: Duration, moment: Instant) -> usize {
        match moment.checked_duration_since(self.resets) {
            None => 0,
            Some(after) => usize::try_from(after.as_secs() / period.as_secs() + 1).unwrap_or(usize::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static DESCRIPTION: Description = Description {
        name: "points",
        limit: "/limit",
        spent: "/spent",
        resets_in: "/reset",
        per_seconds: 3600,
        cost: 1.0,
        costs: &[("big", 28.0)],
    };

    proptest! {
        /// A server that charges what the client expects is never asked for more than it has.
        #[test]
        fn calls_that_would_not_fit_wait_for_the_refill(
            limit in 30u32..200,
            spent in 0u32..250,
            reset in 1u64..3600,
            calls in proptest::collection::vec((any::<bool>(), 0u64..400), 1..80),
        ) {
            let mut now = Instant::now();
            let mut points = Points::new(&DESCRIPTION);
            points.read(
                Reading { limit: limit.into(), spent: spent.into(), resets_in: Duration::from_secs(reset) },
                0.0,
                now,
            );
            let (mut charged, mut resets) = (f64::from(spent), now + Duration::from_secs(reset));
            for (big, pause) in calls {
                now += Duration::from_secs(pause);
                points.forget(now);
                let cost = points.cost(if big { "big" } else { "small" });
                let at = points.earliest(cost, now);
                prop_assert!(at >= now && at <= now + Duration::from_secs(3600));
                now = at;
                while now >= resets {
                    resets += Duration::from_secs(3600);
                    charged = 0.0;
                }
                points.forget(now);
                points.count(cost, now);
                charged += cost;
                prop_assert!(charged <= f64::from(limit) || charged == cost || f64::from(spent) > f64::from(limit));
            }
        }
    }

    #[test]
    fn what_is_left_is_told_with_the_time_of_the_refill() {
        let now = Instant::now();
        let mut points = Points::new(&DESCRIPTION);
        assert_eq!((points.left(), points.earliest(28.0, now)), (None, now));
        points.read(Reading { limit: 3600.0, spent: 3590.5, resets_in: Duration::from_secs(100) }, 2.0, now);
        let left = points.left().unwrap();
        assert_eq!((left.limit, left.left, left.resets), (3600.0, 7.5, now + Duration::from_secs(100)));
        assert_eq!(points.spent_until(7.0, now), None);
        assert_eq!(points.spent_until(28.0, now), Some(Duration::from_secs(100)));
        points.forget(now + Duration::from_secs(200));
        let later = points.left().unwrap();
        assert_eq!((later.left, later.resets), (3600.0, now + Duration::from_secs(3700)));
    }

    #[test]
    fn those_that_wait_for_the_refill_do_not_all_go_out_with_it() {
        let now = Instant::now();
        let mut points = Points::new(&DESCRIPTION);
        points.read(Reading { limit: 100.0, spent: 100.0, resets_in: Duration::from_secs(100) }, 0.0, now);
        let mut out = Vec::new();
        for _ in 0..250 {
            let at = points.earliest(1.0, now);
            points.count(1.0, at);
            out.push(at.duration_since(now).as_secs());
        }
        assert_eq!((out[0], out[99], out[100], out[199], out[200]), (100, 100, 3700, 3700, 7300));
        points.count(-1.0, now + Duration::from_secs(100));
        assert_eq!(points.earliest(1.0, now), now + Duration::from_secs(100));
    }
}
