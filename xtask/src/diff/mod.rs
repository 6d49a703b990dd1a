//! `cargo xtask diff`: what changes for a Rust user between two versions of a description, whether it
//! breaks programs, and which version step follows.

mod change;
mod client_settings;
mod compare;
mod other;
mod step;
mod surface;
mod wire;

use std::path::Path;

use serde_json::{Value, json};

use crate::emit;
use crate::error::Result;
use crate::pipeline::{self, Drawn};
use surface::Surface;

pub use change::{Change, Effect, Subject};
pub use other::Against;
pub use step::Step;

/// All that differs between two versions of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Name of the API.
    pub api: String,
    /// Version of the crate as it is.
    pub version: String,
    /// Changes, the breaking ones first.
    pub changes: Vec<Change>,
}

/// Compares `specs/<name>/` with another version of it, which is taken for the older one unless `newer`.
///
/// # Errors
///
/// If one of them cannot be read or served.
pub fn diff(root: &Path, name: &str, against: &Against, newer: bool) -> Result<Difference> {
    let here = version(pipeline::draw(root, name)?)?;
    let there = version(other::draw(root, name, against)?)?;
    let (old, new) = if newer { (&here, &there) } else { (&there, &here) };
    let mut changes = compare::surfaces(old, new);
    changes.extend(wire::facts(&old.drawn.api, &new.drawn.api));
    changes.sort_by_key(Change::key);
    changes.dedup();
    Ok(Difference { api: name.to_owned(), version: step::version_of(root, name), changes })
}

/// A version of an API with its public Rust surface.
#[derive(Debug)]
struct Version {
    drawn: Drawn,
    surface: Surface,
}

fn version(drawn: Drawn) -> Result<Version> {
    let emitted = emit::emit(&drawn.api, &drawn.source.client, &drawn.items, &drawn.source.hash)?;
    let surface = Surface::of(&emitted.generated)?;
    Ok(Version { drawn, surface })
}

impl Difference {
    /// The version step that follows.
    pub fn step(&self) -> Step {
        Step::of(&self.changes, &self.version)
    }

    /// A part of a changelog, as Markdown.
    pub fn changelog(&self) -> String {
        let mut text = String::new();
        for (title, effect) in [("Breaking", Effect::Breaking), ("Added", Effect::Addition), ("Changed", Effect::Other)]
        {
            let listed: Vec<&Change> = self.changes.iter().filter(|change| change.effect == effect).collect();
            if !listed.is_empty() {
                text.push_str(&format!("### {title}\n\n"));
                listed.iter().for_each(|change| text.push_str(&format!("- {}: {}\n", change.subject, change.what)));
                text.push('\n');
            }
        }
        text.trim_end().to_owned() + if text.is_empty() { "" } else { "\n" }
    }

    /// As JSON for programs.
    pub fn json(&self) -> Value {
        json!({
            "api": self.api,
            "version": self.version,
            "step": self.step().to_string(),
            "next_version": self.step().next(&self.version),
            "breaking": self.changes.iter().any(|change| change.effect == Effect::Breaking),
            "changes": self.changes.iter().map(Change::json).collect::<Vec<_>>(),
            "changelog": self.changelog(),
        })
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.changes.is_empty() {
            return writeln!(f, "{}: nothing changes for a Rust user", self.api);
        }
        for change in &self.changes {
            writeln!(f, "{:9} {}: {}", change.effect.to_string(), change.subject, change.what)?;
            if !change.why.is_empty() {
                writeln!(f, "          {}", change.why)?;
            }
        }
        let step = self.step();
        writeln!(f, "\n{} step: {} -> {}", step, self.version, step.next(&self.version))?;
        writeln!(f, "\n{}", self.changelog().trim_end())
    }
}
