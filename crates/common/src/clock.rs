//! Time and chance, injected: tests of waiting take no wall time.

use std::fmt::Debug;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

/// A wait.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where the runtime gets time and chance from.
pub trait Clock: Debug + Send + Sync + 'static {
    /// Monotonic time.
    fn now(&self) -> Instant;

    /// Time of day, to read dates that servers send.
    fn wall(&self) -> SystemTime;

    /// Waits on purpose: for a rate limit or before another attempt.
    fn sleep(&self, duration: Duration) -> Sleep;

    /// Ends when work under way has used up its time. A clock of a test that skips over
    /// [`sleep`](Self::sleep) must not skip over this one while real input and output are going on.
    fn time_limit(&self, duration: Duration) -> Sleep {
        self.sleep(duration)
    }

    /// A number at random from 0 (inclusive) to 1 (exclusive), for jitter. Not for secrets.
    fn random(&self) -> f64;
}

/// The clock of tokio and of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> f64 {
        fastrand::f64()
    }
}

/// The clock that a client uses.
pub(crate) type SharedClock = Arc<dyn Clock>;

/// The work did not end in time.
#[derive(Debug)]
pub(crate) struct OutOfTime;

/// Runs the work for at most `limit`.
pub(crate) async fn within<F: Future>(clock: &dyn Clock, limit: Duration, work: F) -> Result<F::Output, OutOfTime> {
    let mut work = pin!(work);
    let mut limit = clock.time_limit(limit);
    std::future::poll_fn(|context| {
        if let Poll::Ready(output) = work.as_mut().poll(context) {
            return Poll::Ready(Ok(output));
        }
        limit.as_mut().poll(context).map(|()| Err(OutOfTime))
    })
    .await
}

/// The moment at which a call must have ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    pub(crate) started: Instant,
    pub(crate) total: Duration,
}

impl Deadline {
    pub(crate) fn start(clock: &dyn Clock, total: Duration) -> Self {
        Self { started: clock.now(), total }
    }

    /// Time from the start until now.
    pub(crate) fn elapsed(&self, clock: &dyn Clock) -> Duration {
        clock.now().saturating_duration_since(self.started)
    }

    /// Time that is left.
    pub(crate) fn left(&self, clock: &dyn Clock) -> Duration {
        self.total.saturating_sub(self.elapsed(clock))
    }
}
