//! Clocks for real input and output: waits are short or none, time limits are real.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clientwright_common::clock::{Clock, Sleep};

use crate::support::VirtualClock;

/// Waits take no time and are written down; time limits are real, and `longest` at most.
#[derive(Debug)]
pub struct Limited {
    waits: Arc<VirtualClock>,
    longest: Duration,
}

impl Limited {
    pub fn new(longest: Duration) -> Arc<Self> {
        Arc::new(Self { waits: VirtualClock::skipping(), longest })
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.waits.slept()
    }
}

impl Clock for Limited {
    fn now(&self) -> Instant {
        self.waits.now()
    }

    fn wall(&self) -> SystemTime {
        self.waits.wall()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.waits.sleep(duration)
    }

    fn time_limit(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration.min(self.longest)))
    }

    fn random(&self) -> f64 {
        self.waits.random()
    }
}

/// Time that goes a hundred times as fast; time limits are real.
#[derive(Debug)]
pub struct Fast(Instant);

const FASTER: u32 = 100;

impl Fast {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(Instant::now()))
    }
}

impl Clock for Fast {
    fn now(&self) -> Instant {
        self.0 + self.0.elapsed() * FASTER
    }

    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.0.elapsed() * FASTER
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration / FASTER))
    }

    fn time_limit(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> f64 {
        fastrand::f64()
    }
}
