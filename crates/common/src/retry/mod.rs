//! Which attempts are repeated, and after how long.
//!
//! | outcome of an attempt | safe to repeat | not safe to repeat |
//! |---|---|---|
//! | no connection | again | again: it was never sent |
//! | 429, or a body that says "too many requests" | again | again: it was refused |
//! | 401, with a token that can be renewed | once more, with a new token | once more, with a new token |
//! | connection broken, attempt timed out | again | error |
//! | a good status with a body that is empty, cut off or no JSON, where JSON is due | again | error |
//! | 408, 500, 502 to 504, 520 to 524, and those that the API adds | again | error |
//! | a body that the API marks as passing trouble | again | error |
//! | everything else | error | error |
//!
//! Who judges, in this order; the first opinion counts:
//!
//! 1. the classifiers of the program (`ClientBuilder::classify`), the last one that was given first;
//! 2. the API's description: bodies and statuses that stand for passing trouble;
//! 3. this table.
//!
//! Whatever they say, an operation that is not safe to repeat is sent again only if it certainly was not
//! carried out, unless the call says otherwise (`CallOptions::idempotent`); and a [body](crate::body) that is a
//! stream is sent again only if nothing of it was read. All repetitions of a client
//! together are bounded by its [`Budget`].
//!
//! "Safe to repeat" is a fact about the operation, from the spec, and not about its HTTP method.
//! The wait before an attempt is the longer one of the backoff with full jitter and what the server
//! asked for. A wait that would end after the deadline, or that is longer than
//! [`Policy::max_wait`], is not begun: the call fails at once with
//! [`Error::retry_after`](crate::Error::retry_after).

mod backoff;
mod budget;
pub(crate) mod classify;
mod decide;
pub(crate) mod hints;
mod policy;
pub(crate) mod retry_after;

pub use backoff::Backoff;
pub use budget::Budget;
pub(crate) use budget::Saved;
pub(crate) use classify::Classifiers;
pub use classify::{Failed, Verdict};
pub(crate) use decide::Rules;
pub use policy::Policy;
