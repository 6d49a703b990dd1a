#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

#[rustfmt::skip]
mod generated;
mod mods;
pub mod replay;

pub use generated::types::*;
pub use generated::{API, Client, operations, types};
pub use mods::{Mods, ParseModsError};

pub use clientwright_common::{self as common, CallOptions, Error, ErrorKind, Response, auth, limit, retry};
