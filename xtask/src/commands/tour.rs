//! `cargo xtask tour`: a program of its own, so that the generator does not depend on what it generates.

use std::path::Path;
use std::process::ExitCode;

use xtask::error::{Error, Result};
use xtask::programs;

/// Runs it.
pub(crate) fn run() -> Result<ExitCode> {
    let manifest = super::root().join("Cargo.toml");
    let status = programs::cargo()
        .args(["run", "--quiet", "--package", "clientwright-tour", "--manifest-path"])
        .arg(&manifest)
        .status()
        .map_err(|error| Error::io(Path::new("Cargo.toml"), "run the tour", &error))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
