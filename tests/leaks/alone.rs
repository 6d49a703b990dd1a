//! Runs a test in a process of its own, and looks at all that the process leaves behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::markers::find;
use crate::watch::Watch;

/// Set in the process that does the work.
const CHILD: &str = "CLIENTWRIGHT_LEAKS_CHILD";
/// Folder of the token store, in the working directory of that process.
pub const STORE: &str = "tokens";

/// How a process is started.
pub struct Alone {
    /// Name of the test.
    pub name: &'static str,
    environment: Vec<(&'static str, String)>,
}

impl Alone {
    /// A process for the test of this name.
    pub fn new(name: &'static str) -> Self {
        Self { name, environment: Vec::new() }
    }

    /// With one more environment variable.
    pub fn variable(mut self, name: &'static str, value: String) -> Self {
        self.environment.push((name, value));
        self
    }

    /// Runs the work, and fails if a secret shows: to the work's own watch, in the output of its process,
    /// or in a file that it leaves.
    pub fn run(self, work: impl AsyncFnOnce(&'static Watch)) {
        let Some(left) = self.leftovers(work) else { return };
        assert!(left.succeeded, "{}", left.last_words());
        assert!(left.shows.is_empty(), "{}", left.shows.join("\n"));
        println!("{}", left.last_words());
    }

    /// In the process for the work: does it. Otherwise starts that process and gives what it left.
    pub fn leftovers(self, work: impl AsyncFnOnce(&'static Watch)) -> Option<Leftovers> {
        if std::env::var_os(CHILD).is_some() {
            done(work);
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([self.name, "--exact", "--nocapture"]).current_dir(&folder).env(CHILD, "1");
        for name in ["TMPDIR", "HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, folder.path());
        }
        command.envs(self.environment);
        let output = command.output().unwrap();
        let mut shows: Vec<String> = [("stdout", &output.stdout), ("stderr", &output.stderr)]
            .into_iter()
            .filter_map(|(channel, bytes)| Some(format!("{channel}: {}", find(bytes)?.text)))
            .collect();
        let mut files = Vec::new();
        list(folder.path(), &mut files);
        for path in files {
            let place = path.strip_prefix(folder.path()).unwrap().display().to_string();
            if !is_entry(&place)
                && let Some(found) = find(fs::read(&path).unwrap()).or_else(|| find(&place))
            {
                shows.push(format!("the file {place}: {}", found.text));
            }
        }
        Some(Leftovers { succeeded: output.status.success(), shows, stderr: output.stderr })
    }
}

/// What a process left.
pub struct Leftovers {
    pub succeeded: bool,
    /// Where a secret shows.
    pub shows: Vec<String>,
    stderr: Vec<u8>,
}

impl Leftovers {
    fn last_words(&self) -> String {
        let text = String::from_utf8_lossy(&self.stderr);
        let from = text.find(REPORT).map_or(text.len().saturating_sub(4000), |at| at);
        text.get(from..).unwrap_or(&text).to_owned()
    }
}

/// Begins the report of the work.
const REPORT: &str = "== what was looked at";

fn done(work: impl AsyncFnOnce(&'static Watch)) {
    let watch = Watch::begin();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(work(watch));
    runtime.shutdown_timeout(std::time::Duration::from_millis(100));
    watch.look_at_log("after all");
    let leaks = watch.leaks();
    eprintln!("{REPORT}\n{}\n{} leaks\n{}", watch.summary(), leaks.len(), leaks.join("\n"));
    if !leaks.is_empty() {
        std::process::exit(1);
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

/// The token store's own: entries, and copies of damaged ones.
fn is_entry(place: &str) -> bool {
    Path::new(place).parent() == Some(Path::new(STORE)) && (place.ends_with(".json") || place.ends_with(".damaged"))
}
