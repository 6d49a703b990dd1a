//! A body on its way out.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::Body;
use super::source::{BoxError, Chunks, Content, Place};

/// Bytes and streams, one after the other.
pub(super) struct Outgoing {
    segments: VecDeque<Segment>,
    /// Bytes that are to come, if they are known.
    left: Option<u64>,
}

enum Segment {
    Bytes(Bytes),
    Stream(Taken),
}

impl Outgoing {
    /// `None`: one of the streams has been read from, or is being read.
    pub(super) fn new(sources: impl Iterator<Item = Body>) -> Option<Self> {
        let mut left = Some(0u64);
        let mut segments = VecDeque::new();
        for source in sources {
            left = left.zip(source.size()).and_then(|(left, size)| left.checked_add(size));
            segments.push_back(match source.content {
                Content::Bytes(bytes) => Segment::Bytes(bytes),
                Content::Stream(place) => Segment::Stream(Taken::take(place, source.length)?),
            });
        }
        Some(Self { segments, left })
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            let chunk = match self.segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Bytes(bytes)) => {
                    Some(Ok(std::mem::take(bytes))).filter(|bytes| bytes.as_ref().is_ok_and(|bytes| !bytes.is_empty()))
                }
                Some(Segment::Stream(taken)) => match taken.poll(context) {
                    Poll::Ready(chunk) => chunk,
                    Poll::Pending => return Poll::Pending,
                },
            };
            match chunk {
                None => {
                    self.segments.pop_front();
                }
                Some(Ok(chunk)) => {
                    self.left = self.left.map(|left| left.saturating_sub(chunk.len() as u64));
                    return Poll::Ready(Some(Ok(Frame::data(chunk))));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// A stream that was taken from its place. It goes back there if it is dropped before anything was read.
struct Taken {
    /// Behind a lock that is never taken: the HTTP client wants its bodies to be `Sync`.
    chunks: Mutex<Option<Chunks>>,
    place: Place,
    /// Bytes that the stream has promised and not yet given.
    owed: Option<u64>,
    read: bool,
}

impl Taken {
    fn take(place: Place, owed: Option<u64>) -> Option<Self> {
        let chunks = place.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(Self { chunks: Mutex::new(Some(chunks)), place, owed, read: false })
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.read = true;
        let chunks = self.chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(chunks) = chunks else { return Poll::Ready(None) };
        let Poll::Ready(next) = chunks.as_mut().poll_next(context) else { return Poll::Pending };
        let given = next.as_ref().map(|chunk| chunk.as_ref().map_or(0, |chunk| chunk.len() as u64));
        Poll::Ready(match (self.owed, given) {
            (Some(owed), Some(given)) if given > owed => Some(Err("the stream is longer than its length says".into())),
            (Some(1..), None) => Some(Err("the stream is shorter than its length says".into())),
            _ => {
                self.owed = self.owed.map(|owed| owed - given.unwrap_or(0));
                next
            }
        })
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if !self.read {
            let chunks = self.chunks.get_mut().unwrap_or_else(PoisonError::into_inner).take();
            *self.place.lock().unwrap_or_else(PoisonError::into_inner) = chunks;
        }
    }
}
