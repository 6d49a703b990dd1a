//! The body of a request, and whether it can be sent once more.

use bytes::Bytes;

use super::outgoing::Outgoing;
use super::source::Content;
use super::{Body, Multipart};

/// The body of a request.
#[derive(Clone)]
pub(crate) enum Payload {
    Bytes(Bytes),
    Stream(Body),
    Multipart(Multipart),
}

impl From<Body> for Payload {
    fn from(body: Body) -> Self {
        match body.content {
            Content::Bytes(bytes) => Self::Bytes(bytes),
            Content::Stream(_) => Self::Stream(body),
        }
    }
}

impl Payload {
    /// Whether it is bytes alone, which can be sent as often as needed.
    pub(crate) fn is_replayable(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Stream(_) => false,
            Self::Multipart(form) => form.sources().all(|source| matches!(source.content, Content::Bytes(_))),
        }
    }

    /// Whether it can be sent now: no stream in it has been read from, or is being read.
    pub(crate) fn is_whole(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            _ => self.begin().is_some(),
        }
    }

    /// The body for one request. `None`: a stream in it has been read from, or is being read.
    pub(crate) fn begin(&self) -> Option<reqwest::Body> {
        let outgoing = match self {
            Self::Bytes(bytes) => return Some(bytes.clone().into()),
            Self::Stream(body) => Outgoing::new(std::iter::once(body.clone())),
            Self::Multipart(form) => Outgoing::new(form.sources()),
        };
        outgoing.map(reqwest::Body::wrap)
    }
}
