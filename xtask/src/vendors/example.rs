//! The program of a vendor: an example of its crate.

use std::path::{Path, PathBuf};

use super::settings;
use crate::error::{Error, Result};
use crate::new::standalone;
use crate::programs;

/// The name of each program.
const NAME: &str = "vendor";

/// What it needs beside the crate, as a member of the workspace would write it.
const NEEDED: &[(&str, &str)] = &[
    ("httpmock", "{ workspace = true }"),
    ("serde_json", "{ workspace = true }"),
    ("tokio", "{ workspace = true, features = ['macros', 'rt-multi-thread', 'time'] }"),
];

fn target(root: &Path) -> PathBuf {
    root.join("target").join("vendors")
}

/// An empty place for the crate.
pub(super) fn empty(root: &Path, name: &str) -> Result<PathBuf> {
    let folder = target(root).join(name);
    programs::clear(&folder)?;
    Ok(folder)
}

/// Puts the program into the crate, with what it needs besides: a server on loopback, and a runtime.
pub(super) fn add(root: &Path, name: &str, folder: &Path) -> Result<()> {
    let shown = settings::folder().join(name).join("example.rs");
    let into = folder.join("examples");
    std::fs::create_dir_all(&into).map_err(|error| Error::io(&into, "make it", &error))?;
    std::fs::copy(root.join(&shown), into.join(format!("{NAME}.rs")))
        .map_err(|error| Error::io(&shown, "copy it", &error))?;
    // The versions are those that the tests of the workspace have.
    let lock = std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"));
    lock.map_err(|error| Error::io("Cargo.lock", "copy it", &error))?;
    let workspace = standalone::workspace(root)?;
    let own = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&own).map_err(|error| Error::io(&own, "read it", &error))?;
    let mut table: toml::Table = text.parse().map_err(|error| Error::new(&own, format!("{error}")))?;
    let dependencies = table.entry("dev-dependencies").or_insert_with(|| toml::Table::new().into());
    let Some(dependencies) = dependencies.as_table_mut() else {
        return Err(Error::new(&own, "`dev-dependencies` is no table"));
    };
    for (package, member) in NEEDED {
        dependencies.insert((*package).to_owned(), standalone::dependency(root, package, member, &workspace)?);
    }
    let text = toml::to_string(&table).map_err(|error| Error::new(&own, error.to_string()))?;
    std::fs::write(&own, text).map_err(|error| Error::io(&own, "write it", &error))
}

/// Compiles and runs it; what it printed.
pub(super) fn run(root: &Path, name: &str, folder: &Path, features: Option<&[String]>) -> Result<String> {
    let shown = settings::folder().join(name).join("example.rs");
    let mut cargo = programs::cargo();
    cargo.args(["run", "--quiet", "--example", NAME]);
    if let Some(features) = features {
        cargo.args(["--no-default-features", "--features", &features.join(",")]);
    }
    let output = cargo
        .env("CARGO_TARGET_DIR", target(root).join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(folder)
        .output()
        .map_err(|error| Error::io(&shown, "run `cargo`", &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::new(&shown, format!("the program failed: {}", said.trim())))
}
