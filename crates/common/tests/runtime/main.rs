//! What a call does, from its arguments to its value or error, against servers on loopback.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

mod answers;
mod bodies;
mod broken;
#[cfg(feature = "browser")]
mod browser;
mod by_status;
#[cfg(feature = "oauth")]
mod cancelling;
#[cfg(feature = "oauth")]
mod credentials;
mod documented;
mod environment;
mod forms;
#[cfg(feature = "oauth")]
mod grants;
#[cfg(feature = "graphql")]
mod graphql;
mod hooks;
mod limits;
mod options;
#[cfg(feature = "oauth")]
mod redirects;
mod requests;
mod retries;
#[cfg(feature = "oauth")]
mod sessions;
#[cfg(feature = "oauth")]
mod stores;
mod styles;
mod support;
#[cfg(feature = "oauth")]
mod tokens;
