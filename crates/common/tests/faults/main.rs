//! What a client does when the network or the server fails: every fault once, and all of them under load.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

mod clock;
mod faults;
mod leftovers;
mod load;
mod matrix;
mod memory;
mod server;
#[allow(unused_imports, reason = "these tests need a part of it")]
#[path = "../runtime/support/mod.rs"]
mod support;
mod table;
mod unreliable;

/// The tests measure time and memory of this process.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
