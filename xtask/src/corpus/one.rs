//! One document through the whole generator, in this process.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::moment::Moment;
use crate::error::{Error, Result};
use crate::load::document;
use crate::normalise::openapi::METHODS;
use crate::pipeline::{self, Stage, Watch};
use crate::write;

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
    /// Size of the document.
    pub bytes: u64,
    /// Milliseconds from reading to the last file.
    pub millis: u64,
    /// Where they went.
    pub spent: Spent,
    /// The most memory that was in use, in KiB; 0 where the system does not tell.
    pub peak_kib: u64,
    /// Lines of Rust.
    pub lines: usize,
}

/// Microseconds of the processor by stage.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Spent {
    /// Until the document is one plain tree.
    pub load: u64,
    /// The passes before the engine.
    pub normalise: u64,
    /// The engine.
    pub engine: u64,
    /// The passes after it.
    pub refine: u64,
    /// Until the code is text.
    pub emit: u64,
}

impl Spent {
    fn of(&mut self, stage: Stage) -> &mut u64 {
        match stage {
            Stage::Load => &mut self.load,
            Stage::Normalise => &mut self.normalise,
            Stage::Engine => &mut self.engine,
            Stage::Refine => &mut self.refine,
            Stage::Emit => &mut self.emit,
        }
    }
}

/// Takes the processor time of each stage.
struct Clock<'a> {
    spent: &'a mut Spent,
    at: Option<(Stage, Moment)>,
}

impl Clock<'_> {
    /// What was begun ends here.
    fn ends(&mut self) {
        if let Some((stage, begun)) = self.at.take() {
            *self.spent.of(stage) += u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        }
    }
}

/// A run that fails has taken its time as well.
impl Drop for Clock<'_> {
    fn drop(&mut self) {
        self.ends();
    }
}

impl Watch for Clock<'_> {
    fn begins(&mut self, _name: &str, stage: Stage) {
        self.ends();
        self.at = Some((stage, Moment::now()));
    }
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
    let text = document::read(&copy, document)?;
    outcome.bytes = text.len() as u64;
    outcome.operations = operations(&document::parse(document, &text)?);
    drop(text);
    let mut clock = Clock { spent: &mut outcome.spent, at: None };
    let drawn = pipeline::draw_watched(root, NAME, &mut clock)?;
    clock.ends();
    outcome.served = drawn.api.operations.len();
    for note in drawn.report.lost() {
        *outcome.lost.entry(note.pass.to_owned()).or_default() += 1;
    }
    let mut wanted = write::Wanted::default();
    clock.begins(NAME, Stage::Emit);
    pipeline::print(&drawn, &mut wanted)?;
    drop(clock);
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
