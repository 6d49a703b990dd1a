//! What the programs of `cargo xtask corpus --truth` share. Such a program belongs to one generated crate: for each
//! case it makes a call with the generated builder, a server on loopback keeps the request and gives the answer that
//! the case holds, and the program tells both as JSON. It judges nothing.

mod bytes;
mod case;
mod outcome;
mod run;
mod server;

pub use case::Case;
pub use clientwright_common::rt;
pub use outcome::{Fault, Outcome, bytes, error, events, json, json_as, lines, no_error, nothing, text};
pub use run::{Called, answers, main};
