//! The promises of the generator, through its public interface.

mod auth;
mod bad_input;
mod diff;
mod fresh;
mod graphql;
mod interrupted;
mod lint;
mod new;
mod select;
