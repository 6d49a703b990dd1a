#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

pub mod colour;
#[rustfmt::skip]
mod generated;

pub use generated::types::*;
pub use generated::{API, Client, operations, types};

pub use clientwright_common::{self as common, CallOptions, Error, ErrorKind, Response, auth, limit, retry};
