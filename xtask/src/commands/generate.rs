//! `cargo xtask generate`: the crates are written, or compared with what is there.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use similar::{ChangeTag, TextDiff};
use xtask::error::Result;
use xtask::pipeline::{self, Drawn, Stage, Watch};
use xtask::write::{Change, ChangeKind, Mode};
use xtask::{load, write};

use super::progress::{self, Progress};

/// What `generate` takes.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// APIs to generate; all of specs/ if none is named
    apis: Vec<String>,
    /// Write nothing; name each file that differs, show how, and exit with 1
    #[arg(long)]
    check: bool,
    /// Tell what the passes adapted in each description
    #[arg(short, long)]
    verbose: bool,
    /// An error, and nothing written, where a description would not be served whole
    #[arg(long)]
    strict: bool,
}

/// Runs it.
pub(crate) fn run(Generate { apis, check, verbose, strict }: Generate) -> Result<ExitCode> {
    let root = super::root();
    let names = if apis.is_empty() { load::names(&root)? } else { apis };
    let mut told = Told { verbose, strict, progress: Progress::new() };
    let wanted = pipeline::wanted(&root, &names, &mut told)?;
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

/// What is told while it goes on.
struct Told {
    verbose: bool,
    strict: bool,
    progress: Progress,
}

impl Watch for Told {
    fn begins(&mut self, name: &str, stage: Stage) {
        self.progress.tell(&format!("{name}: {}", progress::doing(stage)));
    }

    fn drawn(&mut self, drawn: &Drawn) -> Result<()> {
        if self.verbose {
            drawn.report.notes.iter().for_each(|note| println!("{}: {note}", drawn.api.name));
        }
        if self.strict { drawn.refuse_losses() } else { Ok(()) }
    }
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
