//! Second stage: the description is rewritten into what the engines take, without losing meaning
//! where that is possible. Each pass is one function in one file.

pub mod graphql;
pub mod openapi;
pub mod report;
pub mod wire_formats;

pub use report::Report;
