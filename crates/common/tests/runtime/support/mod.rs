//! A loopback server, a virtual clock, and clients for descriptions that a test makes up.
#![allow(dead_code, reason = "not every feature needs all of it")]

mod clock;
#[cfg(feature = "oauth")]
pub mod logins;
mod sample;
mod server;
mod stream;

pub use clock::VirtualClock;
pub use sample::*;
pub use server::{Loopback, Reply, Request, reply};
pub use stream::{items, streamed};
