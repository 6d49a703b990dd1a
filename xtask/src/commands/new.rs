//! `cargo xtask new`: a further API in one step.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use xtask::error::Result;
use xtask::new::{self, Request, Stage};

use super::progress::{self, Progress};

/// What `new` takes.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Name of the API in kebab case: that of its folder in specs/ and, after `clientwright-`, of its crate
    name: String,
    /// The description: OpenAPI, Swagger 2.0 or a GraphQL schema; a folder if it has several files
    #[arg(long, value_name = "FILE|DIR")]
    spec: PathBuf,
    /// Only operations whose id, or whose method and path, fit a pattern: `pets/*`, `GET /users/*`
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    operations: Vec<String>,
    /// Only operations with one of these tags
    #[arg(long, value_name = "TAG", num_args = 1..)]
    tags: Vec<String>,
    /// GraphQL: the folder with the operations
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// The server: for GraphQL the address that takes the queries, for OpenAPI in place of those described
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// A folder for a crate that stands alone, with its description inside
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// An error, and nothing written, where the description would not be served whole
    #[arg(long)]
    strict: bool,
    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    report: Format,
}

/// Ways to write a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs it.
pub(crate) fn run(
    New { name, spec, operations, tags, documents, server, out, strict, report }: New,
) -> Result<ExitCode> {
    let request = Request { name, spec, documents, server, operations, tags, out, strict };
    let progress = Progress::new();
    let done = new::create(&super::root(), &request, |stage| progress.tell(doing(stage)))?;
    match report {
        Format::Text => print!("{done}"),
        Format::Json => println!("{:#}", done.json()),
    }
    Ok(ExitCode::SUCCESS)
}

fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Copying => "copying the description",
        Stage::Making(stage) => progress::doing(stage),
        Stage::Writing => "writing files",
    }
}
