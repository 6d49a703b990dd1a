#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

#[rustfmt::skip]
mod generated;

pub use generated::types::*;
pub use generated::{API, Client, operations, types};

pub use clientwright_common::{self as common, CallOptions, Error, ErrorKind, Response, Scalar, auth, limit, retry};
