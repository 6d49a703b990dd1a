//! The generator of the Clientwright SDK crates. Nothing in it is shipped to users.
//!
//! `load -> normalise -> survey -> engine -> refine -> emit -> write`: pure functions up to the last
//! stage, which writes or compares. See [`pipeline`].

pub mod corpus;
pub mod diff;
pub mod emit;
pub mod engine;
pub mod error;
pub mod features;
pub mod fetch;
mod fits;
pub mod graphql;
mod hash;
pub mod lint;
pub mod list;
pub mod load;
pub mod model;
pub mod names;
pub mod new;
pub mod normalise;
pub mod peers;
pub mod pipeline;
pub mod programs;
pub mod refine;
pub mod select;
pub mod survey;
pub mod vendors;
pub mod write;
