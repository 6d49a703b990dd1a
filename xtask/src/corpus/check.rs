//! Do the generated crates type-check, without a warning?

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::one::NAME;
use super::run::folder;
use crate::error::{Error, Result};
use crate::programs;

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
    let members: Vec<String> = indices.iter().map(|index| format!("{}/crates/{NAME}", folder(*index))).collect();
    workspace(root, work, indices, &members, &[])?;
    messages(work)
}

/// Writes the manifest of a workspace of the crates of these documents; `runtime` are further crates of `root` that
/// its members name.
pub(super) fn workspace(
    root: &Path,
    work: &Path,
    indices: &[usize],
    members: &[String],
    runtime: &[(&str, &str)],
) -> Result<()> {
    for index in indices {
        name_crate(work, *index)?;
    }
    let manifest = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).map_err(|error| Error::io("Cargo.toml", "read it", &error))?;
    let mut table: toml::Table = text.parse().map_err(|error| Error::new("Cargo.toml", format!("{error}")))?;
    let workspace = table.get_mut("workspace").and_then(toml::Value::as_table_mut);
    let Some(workspace) = workspace else { return Err(Error::new("Cargo.toml", "is not that of a workspace")) };
    let members = members.iter().map(|member| toml::Value::String(member.clone())).collect();
    workspace.insert("members".to_owned(), toml::Value::Array(members));
    if let Some(dependencies) = workspace.get_mut("dependencies").and_then(toml::Value::as_table_mut) {
        for (name, folder) in runtime.iter().chain(&[("clientwright-common", "crates/common")]) {
            let path = toml::Value::String(root.join(folder).to_string_lossy().into_owned());
            let entry = dependencies.entry((*name).to_owned()).or_insert_with(|| toml::Table::new().into());
            if let Some(entry) = entry.as_table_mut() {
                entry.insert("path".to_owned(), path);
            }
        }
    }
    let text = toml::to_string(&table).map_err(|error| Error::new("Cargo.toml", format!("{error}")))?;
    write(&work.join("Cargo.toml"), &text)?;
    let _ = std::fs::copy(root.join("Cargo.lock"), work.join("Cargo.lock"));
    Ok(())
}

/// The crates get names of their own, so that they can stand in one workspace.
fn name_crate(work: &Path, index: usize) -> Result<()> {
    let manifest = work.join(folder(index)).join("crates").join(NAME).join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).map_err(|error| Error::io(&manifest, "read it", &error))?;
    let text = text.replacen(&format!("name = \"clientwright-{NAME}\""), &format!("name = \"{}\"", folder(index)), 1);
    let library = format!("name = \"{}\"", library(index));
    write(&manifest, &text.replacen(&format!("name = \"clientwright_{NAME}\""), &library, 1))
}

/// The name of a document's library in Rust.
pub(super) fn library(index: usize) -> String {
    folder(index).replace('-', "_")
}

pub(super) fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(|error| Error::io(file, "write it", &error))
}

fn messages(work: &Path) -> Result<BTreeMap<usize, Said>> {
    let output = programs::cargo()
        .args(["check", "--workspace", "--keep-going", "--message-format", "json", "--quiet"])
        .current_dir(work)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Error::io(work, "run `cargo check`", &error))?;
    Ok(said(&String::from_utf8_lossy(&output.stdout)))
}

/// What the compiler said of the crates, from its messages as JSON.
pub(super) fn said(messages: &str) -> BTreeMap<usize, Said> {
    let mut said: BTreeMap<usize, Said> = BTreeMap::new();
    for line in messages.lines() {
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
    said
}
