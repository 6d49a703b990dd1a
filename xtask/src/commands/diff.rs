//! `cargo xtask diff`: what a change of a description means for programs.

use std::process::ExitCode;

use clap::Args;
use xtask::diff::{self, Against};
use xtask::error::Result;

/// What `diff` takes.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The API
    api: String,
    /// The other version: a description, a folder as in specs/, or a revision of git
    #[arg(long, value_name = "FILE|DIR|REV")]
    against: String,
    /// The other version is the newer one, not the older
    #[arg(long)]
    newer: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub(crate) fn run(Diff { api, against, newer, json }: Diff) -> Result<ExitCode> {
    let difference = diff::diff(&super::root(), &api, &Against::of(&against), newer)?;
    if json {
        println!("{:#}", difference.json());
    } else {
        print!("{difference}");
    }
    Ok(ExitCode::SUCCESS)
}
