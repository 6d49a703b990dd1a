//! Answers that come bit by bit.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

#[allow(unused_imports, reason = "these tests need a part of it")]
#[path = "../runtime/support/mod.rs"]
mod support;

mod bytes;
mod events;
mod lines;
mod server;
