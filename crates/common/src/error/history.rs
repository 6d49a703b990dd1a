//! What happened before a call gave up, and why it did.

use std::time::Duration;

use http::StatusCode;

use super::ErrorKind;

/// An attempt of a call that was followed by another one; see
/// [`Error::previous_attempts`](super::Error::previous_attempts).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedAttempt {
    /// What it ended in.
    pub kind: ErrorKind,
    /// Status of its answer, if there was one.
    pub status: Option<StatusCode>,
    /// The wait after it.
    pub waited: Duration,
}

impl FailedAttempt {
    pub(crate) fn new(kind: ErrorKind, status: Option<StatusCode>, waited: Duration) -> Self {
        Self { kind, status, waited }
    }
}

/// Why a failed call was not attempted again; see [`Error::gave_up`](super::Error::gave_up).
///
/// More reasons may come; match with a wildcard arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GaveUp {
    /// Another attempt would end the same way.
    Final,
    /// The operation is not safe to repeat, and may have been carried out.
    Unsafe,
    /// The body is a stream that has been read from, and cannot be sent again; see [`body`](crate::body).
    BodySpent,
    /// A classifier of the program forbade it.
    Forbidden,
    /// All attempts that the policy allows were made.
    Attempts,
    /// The client's retry budget is spent: too many calls are failing.
    Budget,
    /// The wait would have outlived the deadline.
    Deadline,
    /// The server asked for a longer wait than the policy accepts.
    Patience,
}

impl GaveUp {
    /// A few words for people, where an error should say it.
    pub(crate) fn phrase(self) -> Option<&'static str> {
        match self {
            Self::Final | Self::Attempts => None,
            Self::Unsafe => Some("not repeated, because it may have been carried out"),
            Self::BodySpent => Some("not repeated, because its body is a stream and was sent"),
            Self::Forbidden => Some("not repeated, because the program forbids it"),
            Self::Budget => Some("not repeated, because the retry budget is spent"),
            Self::Deadline => Some("the wait for another attempt would outlive the deadline"),
            Self::Patience => Some("the server asks for a longer wait than the policy accepts"),
        }
    }
}
