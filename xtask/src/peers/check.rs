//! What the compiler takes for a crate, its dependencies done.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{Place, cargo, why};

/// A check that takes longer is given up.
const MOST_TIME: Duration = Duration::from_secs(30 * 60);
/// Between two looks at the compiler.
const PAUSE: Duration = Duration::from_millis(20);
/// Ticks of processor time per second, which are the same on every Linux.
const TICKS: f64 = 100.0;

/// What it took.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cost {
    /// Lines of Rust.
    pub lines: usize,
    /// Seconds of `cargo check`.
    pub seconds: f64,
    /// Seconds of processor time of the largest compiler process; 0 where the system does not tell.
    pub processor: f64,
    /// The most memory of the largest compiler process, in KiB; 0 where the system does not tell.
    pub peak_kib: u64,
}

/// Type-checks the crate in `folder`.
pub(super) fn check(place: &Place, folder: &Path) -> Result<Cost, String> {
    let (source, aside) = (folder.join("src"), folder.join("src-aside"));
    let io = |error: std::io::Error| error.to_string();
    // An empty crate first, so that its dependencies are done.
    std::fs::rename(&source, &aside).map_err(io)?;
    std::fs::create_dir_all(&source).map_err(io)?;
    std::fs::write(source.join("lib.rs"), "").map_err(io)?;
    run(place, folder)?;
    std::fs::remove_dir_all(&source).map_err(io)?;
    std::fs::rename(&aside, &source).map_err(io)?;
    // The clock of some file systems has whole seconds; without a newer file nothing would be compiled.
    let library = std::fs::read_to_string(source.join("lib.rs")).map_err(io)?;
    std::thread::sleep(Duration::from_secs(1));
    std::fs::write(source.join("lib.rs"), library).map_err(io)?;
    let cost = run(place, folder)?;
    Ok(Cost { lines: lines(&source), ..cost })
}

fn run(place: &Place, folder: &Path) -> Result<Cost, String> {
    let begun = Instant::now();
    let mut cargo = cargo(place);
    let errors = folder.join("errors.txt");
    let file = std::fs::File::create(&errors).map_err(|error| error.to_string())?;
    let child = cargo.args(["check", "--quiet", "--lib"]).current_dir(folder).stdout(Stdio::null()).stderr(file);
    let child = child.spawn().map_err(|error| format!("does not start: {error}"))?;
    let mut cost = watch(child).map_err(|what| {
        let said = std::fs::read_to_string(&errors).ok().and_then(|text| why(&text));
        said.unwrap_or(what)
    })?;
    cost.seconds = begun.elapsed().as_secs_f64();
    Ok(cost)
}

/// Waits for Cargo, and looks at its children meanwhile.
fn watch(mut cargo: Child) -> Result<Cost, String> {
    let begun = Instant::now();
    let mut cost = Cost::default();
    loop {
        match cargo.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(cost),
            Ok(Some(status)) => return Err(format!("does not type-check: {status}")),
            Ok(None) if begun.elapsed() > MOST_TIME => {
                let _ = cargo.kill();
                let _ = cargo.wait();
                return Err(format!("took more than {} minutes", MOST_TIME.as_secs() / 60));
            }
            Ok(None) => {}
            Err(error) => return Err(error.to_string()),
        }
        for process in children(cargo.id()) {
            cost.peak_kib = cost.peak_kib.max(peak_kib(&process));
            cost.processor = cost.processor.max(processor(&process));
        }
        std::thread::sleep(PAUSE);
    }
}

/// The processes that a process started, by any of its threads.
fn children(id: u32) -> Vec<String> {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let listed = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    listed.flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn peak_kib(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// User and system time of all threads of a process, in seconds.
fn processor(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in brackets may hold blanks; the two times are the 12th and 13th field after it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

fn lines(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let one = |path: std::path::PathBuf| match path.is_dir() {
        true => lines(&path),
        false if path.extension().is_some_and(|kind| kind == "rs") => {
            std::fs::read_to_string(&path).map_or(0, |text| text.lines().count())
        }
        false => 0,
    };
    entries.map(|entry| one(entry.path())).sum()
}
