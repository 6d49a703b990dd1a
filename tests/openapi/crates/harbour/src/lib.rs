//! Typed client for Harbour.
//!
//! The module `generated` is written by `cargo xtask generate`; what stands beside it is written by hand.

#![deny(missing_docs)]

#[rustfmt::skip]
mod generated;

#[cfg(feature = "webhooks")]
pub use generated::callbacks;
#[allow(unreachable_pub, unused_imports, reason = "without features there may be no types")]
pub use generated::types::*;
#[cfg(feature = "webhooks")]
pub use generated::webhooks;
pub use generated::{API, Client, operations, types};

pub use clientwright_common::{self as common, CallOptions, Error, ErrorKind, Response, auth, limit, retry};
