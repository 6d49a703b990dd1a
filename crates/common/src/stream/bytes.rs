//! The bytes of an answer, as they come.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use ::bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http_body::Body;

use crate::clock::{Deadline, SharedClock, Sleep};
use crate::descriptor::Operation;
use crate::error::redact::Scrub;
use crate::error::{Error, ErrorKind};

/// The bytes of an answer, as they come. An error is the last item.
pub struct ByteStream {
    /// `None`: it has ended.
    body: Option<Pin<Box<reqwest::Body>>>,
    clock: SharedClock,
    /// The longest wait for the next bytes.
    idle: Duration,
    /// Set while the next bytes are waited for.
    timer: Option<Sleep>,
    pub(super) origin: Origin,
}

/// What errors of a stream tell of its call.
#[derive(Clone)]
pub(crate) struct Origin {
    pub(crate) api: &'static str,
    pub(crate) operation: &'static Operation,
    pub(crate) url: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) status: StatusCode,
    pub(crate) started: Deadline,
    /// Whether the deadline is the call's own, and holds on.
    pub(crate) bounded: bool,
    pub(crate) scrub: Scrub,
    /// The most bytes of one item.
    pub(crate) max_item: usize,
}

impl ByteStream {
    pub(crate) fn new(response: reqwest::Response, clock: SharedClock, idle: Duration, origin: Origin) -> Self {
        Self { body: Some(Box::pin(response.into())), clock, idle, timer: None, origin }
    }

    /// The next bytes; `None`: the answer has ended.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let left = if self.origin.bounded { self.origin.started.left(&*self.clock) } else { Duration::MAX };
        // A stream that never lets anybody wait ends as well.
        if left.is_zero() && self.body.is_some() {
            return Poll::Ready(Some(Err(self.late())));
        }
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            let Poll::Ready(frame) = body.as_mut().poll_frame(context) else { break };
            self.timer = None;
            match frame {
                None => {
                    self.body = None;
                    return Poll::Ready(None);
                }
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(chunk) if !chunk.is_empty() => return Poll::Ready(Some(Ok(chunk))),
                    _ => {}
                },
                Some(Err(error)) => {
                    let error = Error::new(ErrorKind::Transport, "").with_source(error.without_url());
                    return Poll::Ready(Some(Err(self.ended(error))));
                }
            }
        }
        let timer = self.timer.get_or_insert_with(|| self.clock.time_limit(self.idle.min(left)));
        if timer.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        if left < self.idle {
            return Poll::Ready(Some(Err(self.late())));
        }
        let text = "the answer's next bytes did not come within the attempt's time limit";
        Poll::Ready(Some(Err(self.ended(Error::new(ErrorKind::Timeout, text)))))
    }

    fn late(&mut self) -> Error {
        self.ended(Error::new(ErrorKind::Timeout, "the call's deadline passed"))
    }

    /// Nothing comes after this error.
    pub(super) fn ended(&mut self, error: Error) -> Error {
        self.body = None;
        self.timer = None;
        self.named(error)
    }

    /// Names the call.
    pub(super) fn named(&self, error: Error) -> Error {
        let Origin { api, operation, url, attempts, status, started, .. } = &self.origin;
        let error = error.with_status(*status).in_call(api, operation.id, operation.method);
        error.after(url.clone(), *attempts, started.elapsed(&*self.clock))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.origin.operation.id)
            .field("ended", &self.body.is_none())
            .finish_non_exhaustive()
    }
}
