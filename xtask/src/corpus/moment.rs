//! Processor time, which other programs on the machine do not lengthen.

use std::time::{Duration, Instant};

/// A moment of this thread.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    busy: Option<Duration>,
    wall: Instant,
}

impl Moment {
    /// Now.
    pub fn now() -> Self {
        Self { busy: busy(), wall: Instant::now() }
    }

    /// Processor time since then; where the system does not tell, the time on the wall.
    pub fn elapsed(&self) -> Duration {
        match (self.busy, busy()) {
            (Some(then), Some(now)) => now.saturating_sub(then),
            _ => self.wall.elapsed(),
        }
    }
}

/// What this thread has had of the processor.
fn busy() -> Option<Duration> {
    // The kernel brings the figure up to date when a thread gives way.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}
