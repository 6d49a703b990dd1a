//! Which attempts are repeated, and after how long.
//!
//! | outcome of an attempt | safe to repeat | not safe to repeat |
//! |---|---|---|
//! | no connection | again | again: it was never sent |
//! | 429, or a body that says "too many requests" | again | again: it was refused |
//! | 401, with a token that can be renewed | once more, with a new token | once more, with a new token |
//! | connection broken, attempt timed out | again | error |
//! | 408, 500, 502, 503, 504, and those that the API adds | again | error |
//! | a body that the API marks as passing trouble | again | error |
//! | everything else | error | error |
//!
//! "Safe to repeat" is a fact about the operation, from the spec, and not about its HTTP method.
//! The wait before an attempt is the longer one of the backoff with full jitter and what the server
//! asked for. A wait that would end after the deadline, or that is longer than
//! [`Policy::max_wait`], is not begun: the call fails at once with
//! [`Error::retry_after`](crate::Error::retry_after).

mod backoff;
pub(crate) mod classify;
pub(crate) mod hints;
mod policy;
pub(crate) mod retry_after;

pub use backoff::Backoff;
pub use policy::Policy;
