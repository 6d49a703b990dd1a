//! The promises of the generator, through its public interface.

mod auth;
mod bad_input;
mod corpus;
mod diff;
mod engine;
mod fresh;
mod graphql;
mod interrupted;
mod lint;
mod new;
mod select;
