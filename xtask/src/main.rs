//! `cargo xtask`: generate the clients, list the APIs, take the tour.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use similar::{ChangeTag, TextDiff};
use xtask::error::Result;
use xtask::write::{Change, ChangeKind, Mode};
use xtask::{list, load, pipeline, write};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Chores of the Clientwright workspace")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the client crates from specs/, or check that they are up to date
    Generate {
        /// APIs to generate; all of specs/ if none is named
        apis: Vec<String>,
        /// Write nothing; name each file that differs, show how, and exit with 1
        #[arg(long)]
        check: bool,
        /// Tell what the passes adapted in each description
        #[arg(short, long)]
        verbose: bool,
    },
    /// Show the APIs: kind, operations, auth, limits
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// See all APIs answer, without credentials and without a network
    Tour,
}

fn main() -> ExitCode {
    // A panic in an engine is caught and told as an error of the description.
    std::panic::set_hook(Box::new(|_| {}));
    let result = match Arguments::parse().command {
        Command::Generate { apis, check, verbose } => generate(apis, check, verbose),
        Command::List { json } => show(json),
        Command::Tour => tour(),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

/// The workspace that the command was given in: the nearest folder upwards that holds `specs`.
fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let found = here.ancestors().find(|folder| folder.join("specs").is_dir());
    found.unwrap_or(&here).to_owned()
}

fn generate(apis: Vec<String>, check: bool, verbose: bool) -> Result<ExitCode> {
    let root = root();
    let names = if apis.is_empty() { load::names(&root)? } else { apis };
    let wanted = pipeline::wanted(&root, &names, |name, report| {
        if verbose {
            for note in &report.notes {
                println!("{name}: {note}");
            }
        }
    })?;
    let mode = if check { Mode::Check } else { Mode::Write };
    let changes = write::apply(&root, &wanted, mode)?;
    for change in &changes {
        println!("{}: {}", label(change.kind, mode), change.file.display());
        if check {
            print_diff(change);
        }
    }
    if check && !changes.is_empty() {
        println!("{} of the generated files differ; `cargo xtask generate` brings them up to date", changes.len());
        return Ok(ExitCode::FAILURE);
    }
    println!(
        "{} APIs, {} files: {}",
        names.len(),
        wanted.files.len(),
        if changes.is_empty() { "up to date" } else { "written" }
    );
    Ok(ExitCode::SUCCESS)
}

fn label(kind: ChangeKind, mode: Mode) -> &'static str {
    match (kind, mode) {
        (ChangeKind::Stale, Mode::Check) => "stale",
        (ChangeKind::Missing, Mode::Check) => "missing",
        (ChangeKind::Superfluous, Mode::Check) => "superfluous",
        (ChangeKind::Stale, Mode::Write) => "changed",
        (ChangeKind::Missing, Mode::Write) => "added",
        (ChangeKind::Superfluous, Mode::Write) => "removed",
    }
}

/// The differing lines of a file with their surroundings, at most 60 lines of them.
fn print_diff(change: &Change) {
    const MOST_LINES: usize = 60;
    let colour = std::io::stdout().is_terminal();
    let diff = TextDiff::from_lines(&change.before, &change.after);
    let mut out = std::io::stdout().lock();
    let mut lines = 0;
    for group in diff.grouped_ops(2) {
        for line in group.iter().flat_map(|op| diff.iter_changes(op)) {
            lines += 1;
            if lines > MOST_LINES {
                let _ = writeln!(out, "    ... and more");
                return;
            }
            let (sign, on) = match line.tag() {
                ChangeTag::Delete => ('-', "\x1b[31m"),
                ChangeTag::Insert => ('+', "\x1b[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let text = line.value().trim_end_matches('\n');
            let _ = if colour && !on.is_empty() {
                writeln!(out, "    {on}{sign}{text}\x1b[0m")
            } else {
                writeln!(out, "    {sign}{text}")
            };
        }
    }
}

fn show(json: bool) -> Result<ExitCode> {
    let drawn = list::all(&root())?;
    if json {
        println!("{:#}", list::json(&drawn));
    } else {
        print!("{}", list::table(&drawn));
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the tour, a program of its own, so that the generator does not depend on what it generates.
fn tour() -> Result<ExitCode> {
    let root = root();
    let manifest = root.join("Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = std::process::Command::new(cargo)
        .args(["run", "--quiet", "--package", "clientwright-tour", "--manifest-path"])
        .arg(&manifest)
        .status()
        .map_err(|error| xtask::error::Error::io(Path::new("Cargo.toml"), "run the tour", &error))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
