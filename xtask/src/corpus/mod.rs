//! The generator against the documents that the world has written: each one in a process of its own, with
//! a limit of time and memory. The documents are fetched when they are asked for and are never kept in
//! the repository.

pub mod check;
pub mod documents;
pub mod moment;
pub mod one;
pub mod run;
pub mod table;
pub mod truth;
