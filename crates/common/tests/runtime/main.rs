//! What a call does, from its arguments to its value or error, against servers on loopback.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

mod answers;
#[cfg(feature = "oauth")]
mod credentials;
#[cfg(feature = "oauth")]
mod grants;
#[cfg(feature = "graphql")]
mod graphql;
mod limits;
mod requests;
mod retries;
mod support;
#[cfg(feature = "oauth")]
mod tokens;
