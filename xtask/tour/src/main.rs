//! `cargo xtask tour` runs this.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let start = Instant::now();
    match tour(start) {
        Ok(outcome) => {
            let text = clientwright_tour::show(&outcome, colour());
            // Whoever reads it may have stopped reading.
            let _ = std::io::stdout().write_all(text.as_bytes());
            if outcome.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tour(start: Instant) -> Result<clientwright_tour::Outcome, Box<dyn std::error::Error>> {
    let prepared = clientwright_tour::prepare(&root())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(clientwright_tour::run(&prepared, start))?;
    // Nothing that still hangs on to a connection holds up the end.
    runtime.shutdown_background();
    Ok(outcome)
}

/// The workspace that the command was given in: the nearest folder upwards that holds `specs`.
fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let found = here.ancestors().find(|folder| folder.join("specs").is_dir());
    found.unwrap_or(&here).to_owned()
}

/// Colours are for terminals, unless `NO_COLOR` is set.
fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|text| text.is_empty())
}
