//! Cases and a program for each document, one build for all programs, and then one run of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::case::{About, Case, Told};
use super::program;
use super::trial::Trial;
use super::verdict::{Verdict, Word, verdict};
use crate::corpus::check::{self, library, write};
use crate::corpus::one::NAME;
use crate::corpus::run::{finish_within, folder, spawn};
use crate::error::{Error, Result};
use crate::load::Description;

/// Programs and the making of cases are given up after this.
const MOST_TIME: Duration = Duration::from_secs(300);

/// Writes cases and program of the document whose folder below the working folder is `root`.
pub fn prepare(root: &Path, library: &str, seed: u64) -> Result<()> {
    let trial = Trial::new(root, NAME, library, seed)?;
    let folder = root.join("truth");
    std::fs::create_dir_all(folder.join("src")).map_err(|error| Error::io(&folder, "make it", &error))?;
    let json = |value: serde_json::Result<String>| value.map_err(|error| Error::new(&folder, error.to_string()));
    write(&folder.join("about.json"), &json(serde_json::to_string(&trial.cases.operations))?)?;
    write(&folder.join("cases.json"), &json(serde_json::to_string(&trial.cases.cases))?)?;
    write(&folder.join("src").join("main.rs"), &format!("{}{}", trial.program, program::MAIN))?;
    let package = library.replace('_', "-");
    let manifest = format!(
        "[package]\nname = \"truth-{package}\"\nversion.workspace = true\nedition.workspace = true\npublish = false\n\n[dependencies]\nclientwright-truth.workspace = true\n{package} = {{ path = \"../crates/{NAME}\" }}\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)
}

/// The verdicts over the documents with these places, whose crates stand below `work`. Documents without one have no
/// program; the second list has why.
pub fn run(root: &Path, work: &Path, indices: &[usize], seed: u64, tell: impl Fn(&str)) -> Result<(Verdicts, Faults)> {
    let mut faults = Faults::new();
    tell("making cases");
    let seed = seed.to_string();
    let made = each(indices, |index| {
        let (at, name) = (work.join(folder(index)), library(index));
        let arguments =
            [Path::new("--cases"), Path::new(&name), Path::new("--seed"), Path::new(&seed), Path::new("--work"), &at];
        finish_within(spawn(&arguments, MOST_TIME)?, 2 * MOST_TIME)
    });
    let mut ready = Vec::new();
    for (index, made) in made {
        match made {
            Ok(_) => ready.push(index),
            Err(what) => drop(faults.insert(index, format!("no cases: {what}"))),
        }
    }
    tell("building");
    let programs = build(root, work, &ready, &mut faults)?;
    tell("calling");
    let told = each(&programs.keys().copied().collect::<Vec<_>>(), |index| {
        let folder = work.join(folder(index)).join("truth");
        let child = Command::new(&programs[&index])
            .arg(folder.join("cases.json"))
            .stdout(Stdio::from(std::fs::File::create(folder.join("told.jsonl")).map_err(|error| error.to_string())?))
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        finish_within(child, MOST_TIME)
    });
    tell("judging");
    let mut verdicts = Verdicts::new();
    for (index, ended) in told {
        let ended = ended.err().unwrap_or_else(|| "the program ended before its time".to_owned());
        match judge(&work.join(folder(index)), &ended) {
            Ok(verdict) => drop(verdicts.insert(index, verdict)),
            Err(error) => drop(faults.insert(index, error.to_string())),
        }
    }
    for index in faults.keys() {
        // Its operations count all the same.
        if let Ok(about) = about(&work.join(folder(*index))) {
            let word = || Word::Untrue(faults[index].lines().next().unwrap_or_default().to_owned());
            let operations = about.iter().map(|about| (format!("{} ({})", about.name, about.wire), word())).collect();
            verdicts.insert(*index, Verdict { operations, ..Verdict::default() });
        }
    }
    Ok((verdicts, faults))
}

/// By place of the document.
pub type Verdicts = BTreeMap<usize, Verdict>;
/// Why a document has no verdict.
pub type Faults = BTreeMap<usize, String>;

/// Does the same for all of them, as many at once as there are processors.
fn each<T: Send>(indices: &[usize], work: impl Fn(usize) -> T + Sync) -> BTreeMap<usize, T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(index) = indices.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = work(*index);
                    if let Ok(mut done) = done.lock() {
                        done.insert(*index, outcome);
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_default()
}

/// Builds the programs; the executables by place of their document.
fn build(root: &Path, work: &Path, indices: &[usize], faults: &mut Faults) -> Result<BTreeMap<usize, PathBuf>> {
    let members: Vec<String> = indices
        .iter()
        .flat_map(|index| [format!("{}/crates/{NAME}", folder(*index)), format!("{}/truth", folder(*index))])
        .collect();
    check::workspace(root, work, indices, &members, &[("clientwright-truth", "xtask/truth")])?;
    let begun = Instant::now();
    let output = crate::programs::cargo()
        .args(["build", "--bins", "--workspace", "--keep-going", "--message-format", "json", "--quiet"])
        // Nothing of this is kept, so nothing is spent on finding places in it or on building it again.
        .envs([("CARGO_PROFILE_DEV_DEBUG", "0"), ("CARGO_INCREMENTAL", "0")])
        .current_dir(work)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Error::io(work, "run `cargo build`", &error))?;
    eprintln!("built in {} s", begun.elapsed().as_secs());
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut programs = BTreeMap::new();
    for message in messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let index = name.strip_prefix("truth-document-").and_then(|index| index.parse::<usize>().ok());
        if let (Some(index), Some(program)) = (index, message["executable"].as_str()) {
            programs.insert(index, PathBuf::from(program));
        }
    }
    let said = check::said(&messages);
    for index in indices.iter().filter(|index| !programs.contains_key(index)) {
        let first = said.get(index).map_or("", |said| said.first.as_str());
        faults.insert(*index, format!("no program: {first}"));
    }
    Ok(programs)
}

fn about(root: &Path) -> Result<Vec<About>> {
    read(&root.join("truth").join("about.json"))
}

fn read<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T> {
    let text = std::fs::read(file).map_err(|error| Error::io(file, "read it", &error))?;
    serde_json::from_slice(&text).map_err(|error| Error::new(file, error.to_string()))
}

fn judge(root: &Path, ended: &str) -> Result<Verdict> {
    let source = crate::load::load(root, NAME)?;
    let Description::OpenApi { document, .. } = &source.description else { return Ok(Verdict::default()) };
    let cases: Vec<Case> = read(&root.join("truth").join("cases.json"))?;
    let file = root.join("truth").join("told.jsonl");
    let text = std::fs::read_to_string(&file).map_err(|error| Error::io(&file, "read it", &error))?;
    let told: Vec<Told> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok(verdict(document, &about(root)?, &cases, &told, ended))
}
