//! Leave to send a request: room under the limits, and a place among the requests under way.

use std::time::Duration;

use tokio::sync::SemaphorePermit;

use super::call::Call;
use crate::clock::{Deadline, within};
use crate::error::{Error, ErrorKind, GaveUp};
use crate::limit::{Admission, Refused};

/// Time that a call spent waiting, by cause.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Waits {
    /// For room under the limits.
    pub(super) limit: Duration,
    /// For a place among the requests under way.
    pub(super) turn: Duration,
    /// For a token.
    pub(super) token: Duration,
    /// Before another attempt.
    pub(super) retry: Duration,
}

/// Leave to send one request. The place is given back when it is dropped.
pub(super) struct Admitted<'a> {
    pub(super) admission: Admission<'a>,
    _place: SemaphorePermit<'a>,
}

impl Call {
    pub(super) async fn admit(&self, deadline: Deadline, waits: &mut Waits) -> Result<Admitted<'_>, Error> {
        let client = &*self.core.inner;
        let clock = &*client.clock;
        loop {
            let asked_at = clock.now();
            let left = deadline.left(clock);
            let admission = client.limiter.acquire(clock, self.operation, left).await.map_err(no_room)?;
            waits.limit += clock.now().saturating_duration_since(asked_at);
            if let Ok(place) = client.concurrency.try_acquire() {
                return Ok(Admitted { admission, _place: place });
            }
            // The moment passes while this call waits for a place: somebody else may have it.
            drop(admission);
            let asked_at = clock.now();
            let place = within(clock, deadline.left(clock), client.concurrency.acquire()).await;
            waits.turn += clock.now().saturating_duration_since(asked_at);
            let Ok(Ok(place)) = place else { return Err(no_place()) };
            if let Ok(admission) = client.limiter.acquire(clock, self.operation, Duration::ZERO).await {
                return Ok(Admitted { admission, _place: place });
            }
        }
    }
}

fn no_room(refused: Refused) -> Error {
    let text = match refused.limit {
        Some(limit) => format!("the client's own limit `{limit}` has no room before the deadline"),
        None => "the server has asked this client to wait past the deadline".to_owned(),
    };
    Error::new(ErrorKind::RateLimited, text)
        .with_retry_after(Some(refused.wait))
        .with_retryable(true)
        .with_gave_up(GaveUp::Deadline)
}

fn no_place() -> Error {
    Error::new(ErrorKind::Timeout, "the deadline passed while `max_concurrency` other requests were under way")
        .with_retryable(true)
        .with_gave_up(GaveUp::Deadline)
}
