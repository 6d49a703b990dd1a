//! The promises of the generator.
