//! Requests that the server of an API sends by itself, its webhooks and callbacks: their bodies as types.
//!
//! A generated crate has an enum of them, which reads a body by its name. What receives the request, and what proves
//! that it comes from that server, is the program's: read the signature first, then the body.

mod form;
mod json;
mod unlisted;

pub use form::form;
pub use json::json;
pub use unlisted::Unlisted;
