//! What a rule says about a place.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::lines;
use crate::error::Place;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The client is wrong or there is none.
    Error,
    /// Most likely a fault: a part of the client will not do what the API does.
    Warning,
    /// Something that would make the client better.
    Hint,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        })
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub file: PathBuf,
    /// Where in it.
    pub place: Place,
    /// The line from 1, as far as it is known: for text in the flow style of YAML that of the nearest part
    /// around it.
    pub line: Option<usize>,
    /// What is wrong or missing.
    pub what: String,
    /// What to do about it.
    pub advice: String,
}

impl Finding {
    /// As JSON for programs.
    pub fn json(&self) -> Value {
        let (pointer, key) = match &self.place {
            Place::Pointer(pointer) => (Some(pointer), None),
            Place::Key(key) => (None, Some(key)),
            Place::File | Place::Line(..) => (None, None),
        };
        json!({
            "rule": self.rule,
            "severity": self.severity.to_string(),
            "file": self.file.to_string_lossy(),
            "line": self.line,
            "pointer": pointer,
            "key": key,
            "what": self.what,
            "advice": self.advice,
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        match &self.place {
            Place::Pointer(pointer) => write!(f, "#{pointer}")?,
            Place::Key(key) => write!(f, " [{key}]")?,
            Place::File | Place::Line(..) => {}
        }
        write!(f, ": {} [{}]: {}", self.severity, self.rule, self.what)?;
        if !self.advice.is_empty() {
            write!(f, "\n  help: {}", self.advice)?;
        }
        Ok(())
    }
}

/// Where rules put what they find.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding of any kind.
    pub fn add(
        &mut self,
        rule: &'static str,
        severity: Severity,
        file: &Path,
        place: Place,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let line = if let Place::Line(line, _) = place { Some(line) } else { None };
        let (what, advice) = (what.into(), advice.into());
        self.list.push(Finding { rule, severity, file: file.to_owned(), place, line, what, advice });
    }

    /// Whether an error at this place is known.
    pub fn has_error_at(&self, file: &Path, place: &Place) -> bool {
        let near = |known: &Place| match (known, place) {
            (Place::Pointer(known), Place::Pointer(place)) => known.starts_with(place) || place.starts_with(known),
            (known, place) => known == place,
        };
        self.list
            .iter()
            .any(|finding| finding.severity == Severity::Error && finding.file == file && near(&finding.place))
    }

    /// All of them with their lines, the worst first and otherwise in the order of the files.
    pub(super) fn finish(mut self, root: &Path) -> Vec<Finding> {
        let mut wanted: BTreeMap<PathBuf, Vec<&mut Finding>> = BTreeMap::new();
        for finding in self.list.iter_mut().filter(|finding| finding.line.is_none()) {
            wanted.entry(finding.file.clone()).or_default().push(finding);
        }
        for (file, findings) in wanted {
            let Ok(text) = std::fs::read_to_string(root.join(&file)) else { continue };
            let lines = lines::Lines::new(&text);
            for finding in findings {
                finding.line = match &finding.place {
                    Place::Pointer(pointer) => lines.of_pointer(pointer),
                    Place::Key(key) => lines.of_key(key),
                    Place::File | Place::Line(..) => None,
                };
            }
        }
        self.list.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.severity, finding.file.clone(), finding.line);
            key(a).cmp(&key(b))
        });
        self.list
    }
}
