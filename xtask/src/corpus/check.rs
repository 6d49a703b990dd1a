//! Do the generated crates type-check, without a warning?

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::one::NAME;
use super::run::folder;
use crate::error::{Error, Result};

/// What the compiler said of one crate.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Number of errors and warnings.
    pub count: usize,
    /// The first of them.
    pub first: String,
}

/// Type-checks the crates of these documents, which stand below `work`; `root` is the workspace with the
/// runtime. What has no entry is clean.
pub fn check(root: &Path, work: &Path, indices: &[usize]) -> Result<BTreeMap<usize, Said>> {
    let members: Vec<String> = indices.iter().map(|index| format!("\"{}/crates/{NAME}\"", folder(*index))).collect();
    for index in indices {
        name_crate(work, *index)?;
    }
    let manifest = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).map_err(|error| Error::io("Cargo.toml", "read it", &error))?;
    let mut table: toml::Table = text.parse().map_err(|error| Error::new("Cargo.toml", format!("{error}")))?;
    if let Some(runtime) = table
        .get_mut("workspace")
        .and_then(|of| of.get_mut("dependencies")?.get_mut("clientwright-common")?.as_table_mut())
    {
        let path = root.join("crates").join("common");
        runtime.insert("path".to_owned(), toml::Value::String(path.to_string_lossy().into_owned()));
    }
    let mut text = toml::to_string(&table).map_err(|error| Error::new("Cargo.toml", format!("{error}")))?;
    let listed = table.get("workspace").and_then(|of| of.get("members")).map(ToString::to_string).unwrap_or_default();
    text = text.replacen(&format!("members = {listed}"), &format!("members = [{}]", members.join(", ")), 1);
    write(&work.join("Cargo.toml"), &text)?;
    let _ = std::fs::copy(root.join("Cargo.lock"), work.join("Cargo.lock"));
    messages(work)
}

/// The crates get names of their own, so that they can stand in one workspace.
fn name_crate(work: &Path, index: usize) -> Result<()> {
    let manifest = work.join(folder(index)).join("crates").join(NAME).join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).map_err(|error| Error::io(&manifest, "read it", &error))?;
    write(
        &manifest,
        &text.replacen(&format!("name = \"clientwright-{NAME}\""), &format!("name = \"{}\"", folder(index)), 1),
    )
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(|error| Error::io(file, "write it", &error))
}

fn messages(work: &Path) -> Result<BTreeMap<usize, Said>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--workspace", "--keep-going", "--message-format", "json", "--quiet"])
        .current_dir(work)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Error::io(work, "run `cargo check`", &error))?;
    let mut said: BTreeMap<usize, Said> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message["reason"] != "compiler-message" {
            continue;
        }
        let package = message["package_id"].as_str().unwrap_or_default();
        let index = package
            .split("document-")
            .nth(1)
            .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
        let Some(index) = index else { continue };
        let entry = said.entry(index).or_default();
        entry.count += 1;
        if entry.first.is_empty() {
            let text = message["message"]["rendered"].as_str().unwrap_or_default();
            entry.first = text.lines().take(2).collect::<Vec<_>>().join(" ").trim().to_owned();
        }
    }
    Ok(said)
}
