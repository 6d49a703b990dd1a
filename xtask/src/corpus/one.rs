//! One document through the whole generator, in this process.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::load::document;
use crate::normalise::openapi::METHODS;
use crate::{pipeline, write};

/// What came of a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// The document.
    pub document: String,
    /// Operations that it describes.
    pub operations: usize,
    /// Operations that the crate serves.
    pub served: usize,
    /// What was lost: number of notes by pass.
    pub lost: BTreeMap<String, usize>,
    /// Why there is no crate.
    pub error: Option<String>,
    /// Milliseconds from reading to the last file.
    pub millis: u64,
    /// The most memory that was in use, in KiB; 0 where the system does not tell.
    pub peak_kib: u64,
    /// Lines of Rust.
    pub lines: usize,
}

/// The name under which a document is generated.
pub const NAME: &str = "sample";

/// Generates the crate of `document` below `root`, which is a folder of its own.
pub fn run(document: &Path, root: &Path) -> Outcome {
    let begun = Instant::now();
    let mut outcome = Outcome { document: document.to_string_lossy().into_owned(), ..Outcome::default() };
    if let Err(error) = generate(document, root, &mut outcome) {
        outcome.error = Some(error.to_string());
    }
    outcome.millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    outcome.peak_kib = peak_kib();
    outcome
}

fn generate(document: &Path, root: &Path, outcome: &mut Outcome) -> Result<()> {
    let folder = root.join("specs").join(NAME);
    let kind = document.extension().and_then(|kind| kind.to_str()).unwrap_or("json");
    let copy = folder.join(format!("openapi.{kind}"));
    std::fs::create_dir_all(&folder).map_err(|error| Error::io(&folder, "make it", &error))?;
    std::fs::copy(document, &copy).map_err(|error| Error::io(document, "copy it", &error))?;
    outcome.operations = operations(&document::parse(document, &document::read(&copy, document)?)?);
    let drawn = pipeline::draw(root, NAME)?;
    outcome.served = drawn.api.operations.len();
    for note in drawn.report.notes.iter().filter(|note| note.lost) {
        *outcome.lost.entry(note.pass.to_owned()).or_default() += 1;
    }
    let mut wanted = write::Wanted::default();
    pipeline::print(&drawn, &mut wanted)?;
    outcome.lines = wanted.files.values().map(|text| text.lines().count()).sum();
    write::apply(root, &wanted, write::Mode::Write)?;
    Ok(())
}

/// Operations by the plainest count: methods of path items.
fn operations(document: &Value) -> usize {
    let items = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    items
        .map(|(_, item)| METHODS.iter().filter(|method| item.get(**method).is_some_and(Value::is_object)).count())
        .sum()
}

/// The high-water mark of this process's memory.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
