//! A crate that was generated from an invented OpenAPI document with all that trips generators: it compiles,
//! and its calls and answers are what the document says. `cargo xtask generate` in this folder writes it anew.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod answers;
mod calls;
mod fresh;
mod headers;
mod incoming;
mod nulls;
