//! Truth, not only types that compile: seeded values that a document allows are sent and answered through the
//! generated crate, over loopback, and have to come out as they went in. The document is read, and values are
//! judged, without the passes of the generator.

mod case;
mod equal;
mod judge;
mod program;
mod request;
mod run;
mod seed;
mod spec;
mod table;
mod trial;
mod values;
mod verdict;

pub use run::{Faults, Verdicts, prepare, run};
pub use table::table;
pub use trial::Trial;
pub use verdict::{Verdict, Word};
