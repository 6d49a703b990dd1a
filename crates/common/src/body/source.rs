//! Where the bytes of a body come from.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::AsyncRead;

use super::reader::Reader;

/// What a stream of bytes may fail with.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// Where a stream is until it is read, and is put back if nothing was read.
pub(crate) type Place = Arc<Mutex<Option<Chunks>>>;

/// Bytes, or a stream of them, to be sent.
///
/// Clones of a stream are one stream: it can be sent once.
#[derive(Clone)]
pub struct Body {
    pub(crate) content: Content,
    /// Bytes of a stream, if they are known.
    pub(crate) length: Option<u64>,
}

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    Stream(Place),
}

impl Body {
    /// A stream of bytes. It is read while it is being sent, and once.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::of(Box::pin(Converted(Box::pin(stream))))
    }

    /// Whatever can be read, such as a `tokio::fs::File`. It is read while it is being sent, and once.
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::of(Box::pin(Reader::new(Box::pin(reader))))
    }

    fn of(chunks: Chunks) -> Self {
        Self { content: Content::Stream(Arc::new(Mutex::new(Some(chunks)))), length: None }
    }

    /// The number of bytes of a stream, which many servers want to know ahead. A stream that gives more or
    /// fewer breaks its request off. For bytes it is known, and this changes nothing.
    pub fn length(mut self, bytes: u64) -> Self {
        if let Content::Stream(_) = self.content {
            self.length = Some(bytes);
        }
        self
    }

    /// The number of bytes, if it is known.
    pub(crate) fn size(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream(_) => self.length,
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self { content: Content::Bytes(bytes.into()), length: None }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.content, self.size()) {
            (Content::Bytes(bytes), _) => write!(f, "Body({} bytes)", bytes.len()),
            (Content::Stream(_), Some(length)) => write!(f, "Body(stream of {length} bytes)"),
            (Content::Stream(_), None) => f.write_str("Body(stream)"),
        }
    }
}

/// A stream whose items are of one type for all.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|item| item.map(|item| item.map(B::into).map_err(E::into)))
    }
}
