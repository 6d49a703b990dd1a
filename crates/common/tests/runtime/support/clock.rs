//! A clock that takes no time.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clientwright_common::clock::{Clock, Sleep};

/// Time that passes only when somebody sleeps.
#[derive(Debug)]
pub struct VirtualClock {
    start: Instant,
    stepped: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    passed: Duration,
    slept: Vec<Duration>,
    sleepers: Vec<(u64, Duration, Waker)>,
    next: u64,
    expire: bool,
}

impl VirtualClock {
    /// Sleeping takes no time: the clock jumps.
    pub fn skipping() -> Arc<Self> {
        Arc::new(Self { start: Instant::now(), stepped: false, state: Arc::default() })
    }

    /// The clock jumps to the next end of a sleep when all tasks of [`run`](Self::run) sleep.
    pub fn stepped() -> Arc<Self> {
        Arc::new(Self { start: Instant::now(), stepped: true, state: Arc::default() })
    }

    pub fn advance(&self, by: Duration) {
        self.state.lock().unwrap().passed += by;
    }

    /// From now on all time limits are over at once.
    pub fn expire_limits(&self) {
        self.state.lock().unwrap().expire = true;
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.state.lock().unwrap().slept.clone()
    }

    pub fn passed(&self) -> Duration {
        self.state.lock().unwrap().passed
    }

    pub async fn run<T: Send + 'static>(
        &self,
        tasks: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
    ) -> Vec<T> {
        let mut set = tokio::task::JoinSet::new();
        for task in tasks {
            set.spawn(task);
        }
        let mut outputs = Vec::new();
        while !set.is_empty() {
            tokio::task::yield_now().await;
            while let Some(output) = set.try_join_next() {
                outputs.push(output.unwrap());
            }
            let mut state = self.state.lock().unwrap();
            if !set.is_empty() && state.sleepers.len() == set.len() {
                let next = state.sleepers.iter().map(|(_, due, _)| *due).min().unwrap();
                state.passed = state.passed.max(next);
                state.sleepers.iter().for_each(|(_, _, waker)| waker.wake_by_ref());
                state.sleepers.retain(|(_, due, _)| *due > next);
            }
        }
        outputs
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.passed()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        let mut state = self.state.lock().unwrap();
        state.slept.push(duration);
        let due = state.passed + duration;
        if !self.stepped {
            state.passed = due;
            return Box::pin(std::future::ready(()));
        }
        state.next += 1;
        let id = state.next;
        state.sleepers.push((id, due, Waker::noop().clone()));
        drop(state);
        Box::pin(Sleeper { state: self.state.clone(), id })
    }

    fn time_limit(&self, _: Duration) -> Sleep {
        if self.state.lock().unwrap().expire {
            Box::pin(std::future::ready(()))
        } else {
            Box::pin(std::future::pending())
        }
    }

    fn random(&self) -> f64 {
        1.0
    }
}

struct Sleeper {
    state: Arc<Mutex<State>>,
    id: u64,
}

impl Future for Sleeper {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().unwrap();
        match state.sleepers.iter_mut().find(|(id, ..)| *id == self.id) {
            Some((_, _, waker)) => {
                waker.clone_from(context.waker());
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.state.lock().unwrap().sleepers.retain(|(id, ..)| *id != self.id);
    }
}
