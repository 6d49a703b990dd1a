//! The verbs of `cargo xtask`, one file each: what a verb takes, and what it prints.

mod corpus;
mod diff;
mod generate;
mod lint;
mod list;
mod new;
mod peers;
mod progress;
mod tour;
mod vendors;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use xtask::error::Result;

/// A verb with its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the generator over real documents and tell what it could not serve
    Corpus(corpus::Corpus),
    /// Write the client crates from specs/, or check that they are up to date
    Generate(generate::Generate),
    /// Tell what is wrong or missing in the descriptions
    Lint(lint::Lint),
    /// Make a crate of a description, in the workspace or anywhere
    New(new::New),
    /// Show the APIs: kind, operations, auth, limits
    List(list::List),
    /// Tell what a change of a description means for programs, and which version step follows
    Diff(diff::Diff),
    /// Compare what other generators make of a document with what this one does: time and memory of type-checking
    Peers(peers::Peers),
    /// Make crates of real documents that are known to be hard, and run a program with each
    Vendors(vendors::Vendors),
    /// See all APIs answer, without credentials and without a network
    Tour,
}

impl Command {
    /// Does it.
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Corpus(arguments) => corpus::run(arguments),
            Self::Generate(arguments) => generate::run(arguments),
            Self::Lint(arguments) => lint::run(arguments),
            Self::List(arguments) => list::run(arguments),
            Self::New(arguments) => new::run(arguments),
            Self::Diff(arguments) => diff::run(arguments),
            Self::Peers(arguments) => peers::run(arguments),
            Self::Vendors(arguments) => vendors::run(arguments),
            Self::Tour => tour::run(),
        }
    }
}

/// The workspace that the command was given in: the nearest folder upwards that holds `specs`.
fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let found = here.ancestors().find(|folder| folder.join("specs").is_dir());
    found.unwrap_or(&here).to_owned()
}
