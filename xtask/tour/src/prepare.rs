//! What happens before the first call: the generator runs, and its result is compared with what is there.

use std::path::Path;
use std::time::{Duration, Instant};

use xtask::error::Result;
use xtask::model::Api;
use xtask::write::{Change, Mode, apply};
use xtask::{list, load, pipeline};

/// What the descriptions say, and whether the generated code says the same.
#[derive(Debug)]
pub struct Prepared {
    /// All APIs; the sandbox answers from their examples.
    pub apis: Vec<Api>,
    /// Generated files that are not as the generator would write them.
    pub stale: Vec<Change>,
    /// Number of generated files.
    pub files: usize,
    /// How long it took.
    pub took: Duration,
}

/// Draws the APIs of the workspace at `root` and checks that their generated code is fresh.
///
/// # Errors
///
/// If a description cannot be served, or a file cannot be read.
pub fn prepare(root: &Path) -> Result<Prepared> {
    let start = Instant::now();
    let wanted = pipeline::wanted(root, &load::names(root)?, &mut ())?;
    let stale = apply(root, &wanted, Mode::Check)?;
    let apis = list::all(root)?.into_iter().map(|drawn| drawn.api).collect();
    Ok(Prepared { apis, stale, files: wanted.files.len(), took: start.elapsed() })
}
