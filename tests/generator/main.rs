//! The promises of the generator, through its public interface.

mod auth;
mod bad_input;
mod bodies;
mod corpus;
mod diff;
mod engine;
mod features;
mod fresh;
mod graphql;
mod incoming;
mod interrupted;
mod lint;
mod names;
mod new;
mod nulls;
mod peers;
mod programs;
mod select;
mod vendors;
mod workspace;
