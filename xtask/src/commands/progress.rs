//! What a run is busy with, on the screen of whoever waits for it. Nothing is shown to a program.

use std::io::IsTerminal;
use std::time::Instant;

use xtask::pipeline::Stage;

/// Time since the start, and whether anybody looks.
#[derive(Debug)]
pub(super) struct Progress {
    begun: Instant,
    shown: bool,
}

impl Progress {
    /// Starts now.
    pub(super) fn new() -> Self {
        Self { begun: Instant::now(), shown: std::io::stderr().is_terminal() }
    }

    /// Tells what is done next.
    pub(super) fn tell(&self, doing: &str) {
        if self.shown {
            eprintln!("{:6.1} s  {doing}", self.begun.elapsed().as_secs_f32());
        }
    }
}

/// A stage in words.
pub(super) fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Load => "reading the description",
        Stage::Normalise => "making it plain for the engine",
        Stage::Engine => "asking the engine for types",
        Stage::Refine => "refining the types",
        Stage::Emit => "printing code",
    }
}
