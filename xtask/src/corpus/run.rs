//! Many documents, each in a process with a limit: a panic, a hang or a document that takes all memory
//! costs that document alone.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::one::Outcome;

/// A document that takes more of the processor is counted as one that hangs.
pub const MOST_TIME: Duration = Duration::from_secs(60);
/// So is one that takes longer than this, however busy the machine is.
const MOST_WAIT: Duration = Duration::from_secs(600);
/// Memory that a document may take, in KiB.
pub const MOST_KIB: u64 = 4 * 1024 * 1024;

/// Runs all documents; the folder of each lies below `work`. `progress` gets the number of those that are
/// done.
pub fn all(documents: &[PathBuf], work: &Path, progress: impl Fn(usize) + Sync) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![None; documents.len()]);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(document) = documents.get(index) else { return };
                    let outcome = within_limits(document, &work.join(folder(index)));
                    progress(index + 1);
                    if let Ok(mut outcomes) = outcomes.lock() {
                        outcomes[index] = Some(outcome);
                    }
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.into_iter().flatten().collect()
}

/// The folder of a document below the working folder.
pub fn folder(index: usize) -> String {
    format!("document-{index}")
}

fn within_limits(document: &Path, root: &Path) -> Outcome {
    let failed = |what: String| Outcome {
        document: document.to_string_lossy().into_owned(),
        error: Some(what),
        ..Outcome::default()
    };
    let child = match spawn(&[Path::new("--one"), document, Path::new("--work"), root], MOST_TIME) {
        Ok(child) => child,
        Err(what) => return failed(what),
    };
    match finish_within(child, MOST_WAIT) {
        Ok(text) => {
            serde_json::from_str(&text).unwrap_or_else(|_| failed("the process ended without a word".to_owned()))
        }
        Err(what) => failed(what),
    }
}

/// This chore with these arguments, as a process with a limit of memory and this one of processor time.
pub(super) fn spawn(arguments: &[&Path], most: Duration) -> Result<Child, String> {
    let program = std::env::current_exe().map_err(|_| "this program cannot be found".to_owned())?;
    // The shell sets the limits, which the standard library has no call for.
    let limits = format!("ulimit -v {MOST_KIB}; ulimit -c 0; ulimit -S -t {}; exec \"$0\" \"$@\"", most.as_secs());
    Command::new("sh")
        .args(["-c", &limits])
        .arg(program)
        .arg("corpus")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("the process does not start: {error}"))
}

/// What a process says, if it ends well and in time.
pub(super) fn finish_within(mut child: Child, most: Duration) -> Result<String, String> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => break,
            Ok(Some(status)) => return Err(format!("the process failed: {status}")),
            Ok(None) if begun.elapsed() > most => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("took more than {} seconds", most.as_secs()));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            Err(error) => return Err(error.to_string()),
        }
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
