//! The promises of the generator, through its public interface.

mod bad_input;
mod fresh;
mod interrupted;
