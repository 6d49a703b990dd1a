//! Other programs that chores run, and the folders below `target/` that they work in.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};

/// The Cargo that runs this program, otherwise the one on the path.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Makes place for what is written anew: nothing is at `folder` afterwards.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(folder, "empty it", &error)),
        _ => Ok(()),
    }
}
