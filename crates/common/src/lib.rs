#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

pub mod auth;
pub mod body;
mod builder;
mod client;
pub mod clock;
#[doc(hidden)]
pub mod descriptor;
mod encode;
pub mod error;
pub mod hook;
pub mod incoming;
pub mod limit;
#[cfg(feature = "oauth")]
mod notice;
pub mod options;
mod pipeline;
pub mod response;
pub mod retry;
#[doc(hidden)]
pub mod rt;
mod servers;
pub mod stream;
pub mod wire;

#[cfg(feature = "browser")]
pub use builder::BrowserLogin;
pub use builder::ClientBuilder;
/// The crate of the dates in answers.
pub use chrono;
pub use client::{Core, Service};
pub use error::{AuthFailure, Error, ErrorKind, FailedAttempt, GaveUp};
pub use options::CallOptions;
pub use pipeline::CustomCall;
pub use response::Response;
pub use wire::{Nullable, OpenEnum, Scalar, ScalarType, Unknown};
