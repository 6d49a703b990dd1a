//! `cargo xtask peers`: what other generators make of a document, and what that costs to type-check.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use xtask::error::Result;
use xtask::peers;

#[derive(Debug, Args)]
pub(crate) struct Peers {
    /// The document: OpenAPI 3 as JSON or YAML
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
}

/// Installs and runs them, and prints the costs side by side.
pub(crate) fn run(arguments: Peers) -> Result<ExitCode> {
    let outcomes = peers::compare(&super::root(), &arguments.document, |next| eprintln!("{next} ..."))?;
    print!("{}", peers::table(&outcomes));
    Ok(ExitCode::SUCCESS)
}
