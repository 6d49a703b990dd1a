//! One call, in order.
//!
//! ```text
//! call:     options -> deadline starts -> span opens -> hooks of the call -> credentials are chosen
//! attempt:  wait for the rate limit, and for a place among the requests under way (never past the deadline)
//!           credentials (cached; one renewal at a time) -> hooks of the attempt -> send (attempt timeout)
//!           redirects within the API's own servers (GET and HEAD, at most 5)
//!           read status, headers, body (size limit) -> correct the limits -> judge -> decode
//! after:    401 with a token that may be stale -> drop that token, renew once, one more attempt
//!           worth it, safe, within attempts, retry budget, patience and deadline
//!             -> sleep max(backoff with full jitter, what the server asked) -> next attempt
//!           otherwise value with status, headers, attempts; or one typed error
//! ```
//!
//! Decoding is a part of the attempt: a good status with a body that is no JSON where JSON is due (a page of
//! the site, nothing, half of it) is a broken answer like a connection that breaks, and worth another attempt
//! where the operation is safe to repeat. Well-formed JSON of another shape is not: it would come again.
//!
//! For an answer that is a [stream](crate::stream), "read body" is left out, and the call ends with the headers.
//!
//! The rate limit is met before every attempt, not once per call: a server counts each request.

mod admit;
mod answer;
mod attempt;
mod bodies;
mod call;
mod custom;
mod decode;
mod execute;
mod good;
#[cfg(feature = "graphql")]
mod graphql;
mod judge;
mod parameters;
mod request;
mod run;
mod send;
mod send_stream;
mod trace;
mod tried;
#[cfg(feature = "xml")]
mod xml;

pub use answer::{AnswerParts, FromAnswer, Mismatch};
pub use call::Call;
pub use custom::CustomCall;
