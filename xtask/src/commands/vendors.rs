//! `cargo xtask vendors`: real documents that are known to be hard, each with a program that uses it.

use std::process::ExitCode;

use clap::Args;
use xtask::error::Result;
use xtask::vendors;

use super::progress::Progress;

/// What `vendors` takes.
#[derive(Debug, Args)]
pub(crate) struct Vendors {
    /// Which of them; all of tests/vendors/ if none is named
    names: Vec<String>,
}

/// Runs it.
pub(crate) fn run(Vendors { names }: Vendors) -> Result<ExitCode> {
    let root = super::root();
    let names = if names.is_empty() { vendors::names(&root)? } else { names };
    let progress = Progress::new();
    let mut failed = 0;
    for name in &names {
        progress.tell(name);
        match vendors::serve(&root, name) {
            Ok(served) => {
                println!("{name}: {} operations served, nothing lost", served.operations);
                served.said.lines().for_each(|line| println!("    {line}"));
            }
            Err(error) => {
                println!("{name}: {error}");
                failed += 1;
            }
        }
    }
    println!("{} of {} vendors are served", names.len() - failed, names.len());
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
