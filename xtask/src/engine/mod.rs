//! Third stage: the engines turn schemas and operations into Rust types.

pub mod graphql;
pub mod openapi;
pub mod scalars;
