//! `cargo xtask list`: the APIs that there are.

use std::process::ExitCode;

use clap::Args;
use xtask::error::Result;
use xtask::list;

/// What `list` takes.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub(crate) fn run(List { json }: List) -> Result<ExitCode> {
    let drawn = list::all(&super::root())?;
    if json {
        println!("{:#}", list::json(&drawn));
    } else {
        print!("{}", list::table(&drawn));
    }
    Ok(ExitCode::SUCCESS)
}
