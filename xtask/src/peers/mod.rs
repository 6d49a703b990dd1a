//! Other generators and this one for the same document: what it costs to type-check what each of them wrote.
//! They are installed below `target/` when they are asked for, and are no part of the workspace.

mod check;
mod generators;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::programs;

pub use check::Cost;
pub use generators::{Generator, PEERS};
pub use table::table;

/// What came of one generator.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name, with its version.
    pub name: String,
    /// What its crate costs, or why there is none.
    pub cost: std::result::Result<Cost, String>,
}

/// The name of the crate that each of them makes.
const NAME: &str = "sample";

/// Runs all generators for `document`, this one first, one at a time. What they need stands below `target/peers`
/// of the workspace at `root`. `progress` hears what is done next.
pub fn compare(root: &Path, document: &Path, mut progress: impl FnMut(&str)) -> Result<Vec<Outcome>> {
    let place = Place::new(root)?;
    let document = std::path::absolute(document).map_err(|error| Error::io(document, "find it", &error))?;
    let mut outcomes = Vec::new();
    progress("this one");
    let own = place.fresh("own")?;
    let cost = generators::own(root, &document, &own).and_then(|()| check::check(&place, &own));
    outcomes.push(Outcome { name: "this one".to_owned(), cost });
    for peer in PEERS {
        let name = format!("{} {}", peer.package, peer.version);
        progress(&name);
        let folder = place.fresh(peer.package)?;
        let made = install(&place, peer).and_then(|()| peer.generate(&place.tools(), &document, &folder));
        let cost = made.and_then(|()| check::check(&place, &folder));
        outcomes.push(Outcome { name, cost });
    }
    Ok(outcomes)
}

/// Folders below `target/peers`.
#[derive(Debug)]
struct Place(PathBuf);

impl Place {
    fn new(root: &Path) -> Result<Self> {
        let shown = Path::new("target").join("peers");
        let folder = std::path::absolute(root.join(&shown)).map_err(|error| Error::io(&shown, "find it", &error))?;
        std::fs::create_dir_all(&folder).map_err(|error| Error::io(&shown, "make it", &error))?;
        Ok(Self(folder))
    }

    /// Where the programs of the other generators are.
    fn tools(&self) -> PathBuf {
        self.0.join("tools")
    }

    /// Where everything is compiled.
    fn target(&self) -> PathBuf {
        self.0.join("build")
    }

    /// An empty place for a crate.
    fn fresh(&self, name: &str) -> Result<PathBuf> {
        let folder = self.0.join("crates").join(name);
        programs::clear(&folder)?;
        Ok(folder)
    }
}

fn install(place: &Place, peer: &Generator) -> std::result::Result<(), String> {
    if place.tools().join("bin").join(peer.program).is_file() {
        return Ok(());
    }
    let mut cargo = cargo(place);
    cargo.args(["install", "--quiet", "--locked", "--version", peer.version, peer.package]).arg("--root");
    said(cargo.arg(place.tools())).map(|_| ())
}

fn cargo(place: &Place) -> Command {
    let mut cargo = programs::cargo();
    cargo.env("CARGO_TARGET_DIR", place.target());
    cargo
}

/// Runs a program to its end; if it fails, the line that says why.
fn said(command: &mut Command) -> std::result::Result<String, String> {
    let output = command.output().map_err(|error| format!("does not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(why(&String::from_utf8_lossy(&output.stderr)).unwrap_or_else(|| output.status.to_string()))
}

/// The line of an error: that after the place of a panic, otherwise the first that begins with `error`, otherwise
/// the last.
fn why(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let panic = lines.clone().skip_while(|line| !line.contains("panicked at")).nth(1);
    let error = lines.clone().find(|line| line.to_ascii_lowercase().starts_with("error"));
    panic.or(error).or_else(|| lines.next_back()).map(str::to_owned)
}
