//! Bodies that are sent: bytes, streams, and files in multipart forms.
//!
//! Bytes can be sent again, so a call that has them is repeated like any other. A stream is read once: a call
//! whose stream has begun to be read is not repeated, neither after a broken connection nor with a new token,
//! and its error says so ([`GaveUp::BodySpent`](crate::GaveUp::BodySpent)). It is not redirected either.
//!
//! The time limits count the sending: raise [`CallOptions::timeout`](crate::CallOptions::timeout) (30 s) and
//! [`CallOptions::deadline`](crate::CallOptions::deadline) (120 s) for large files.
//!
//! ```
//! use clientwright_common::body::{Body, FilePart};
//!
//! # fn open() -> &'static [u8] { b"hello" }
//! let picture = FilePart::from(b"\x89PNG...".to_vec()).file_name("cat.png").content_type("image/png");
//! // Any `tokio::io::AsyncRead`, such as a `tokio::fs::File`.
//! let film = FilePart::from(Body::reader(open()).length(5)).file_name("cat.mp4");
//! # drop((picture, film));
//! ```

mod file_part;
mod multipart;
mod outgoing;
mod payload;
mod reader;
mod source;

pub use file_part::FilePart;
pub(crate) use multipart::Multipart;
pub(crate) use payload::Payload;
pub use source::Body;
