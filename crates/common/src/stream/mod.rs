//! Answers that come bit by bit: bytes, server-sent events, lines of JSON.
//!
//! Such a call ends when the headers of a good answer are there; until then it has retries, limits and errors
//! like any other. After that nothing is repeated. A stream may be of any length, and take any time: only
//! the wait for its next bytes is limited, to the time limit of an attempt
//! ([`CallOptions::timeout`](crate::CallOptions::timeout)), and the whole to a deadline that the call itself
//! has ([`CallOptions::deadline`](crate::CallOptions::deadline)); the client's deadline ends with the headers. An event
//! gives back its place among the requests under way (`max_concurrent`) with the headers, too. An event
//! or a line may be as large as a whole answer of other calls (`max_body`).
//!
//! Each stream has `next`, and is a `futures_core::Stream`.
//!
//! ```
//! # use clientwright_common::{Error, stream::EventStream};
//! # async fn print(mut events: EventStream<serde_json::Value>) -> Result<(), Error> {
//! while let Some(event) = events.next().await {
//!     println!("{}", event?.data);
//! }
//! # Ok(())
//! # }
//! ```

mod bytes;
mod event_parser;
mod events;
mod item;
mod json_lines;
mod line_parser;

pub use bytes::ByteStream;
pub(crate) use bytes::Origin;
pub use events::{Event, EventStream};
pub use json_lines::JsonLines;
