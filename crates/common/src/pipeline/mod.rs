//! One call, in order.
//!
//! ```text
//! call:     options -> deadline starts -> span opens -> hooks of the call -> credentials are chosen
//! attempt:  wait for the rate limit, and for a place among the requests under way (never past the deadline)
//!           credentials (cached; one renewal at a time) -> hooks of the attempt -> send (attempt timeout)
//!           redirects within the API's own servers (GET and HEAD, at most 5)
//!           read status, headers, body (size limit) -> correct the limits -> judge
//! after:    401 with a token that may be stale -> drop that token, renew once, one more attempt
//!           worth it, safe, within attempts, retry budget, patience and deadline
//!             -> sleep max(backoff with full jitter, what the server asked) -> next attempt
//!           otherwise decode -> value with status, headers, attempts; or one typed error
//! ```
//!
//! The rate limit is met before every attempt, not once per call: a server counts each request.

mod admit;
mod attempt;
mod call;
mod custom;
mod decode;
mod execute;
#[cfg(feature = "graphql")]
mod graphql;
mod judge;
mod parameters;
mod request;
mod send;
mod trace;

pub use call::Call;
pub use custom::CustomCall;
