//! The one place that touches the crates: files are written, or compared with what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::emit::Files;
use crate::error::{Error, Result};
use crate::features::{Features, manifest};

/// What is to be done with the generated files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make the folders equal to the generated files.
    Write,
    /// Tell in what they differ.
    Check,
}

/// A file that was changed, or that has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path, relative to the workspace.
    pub file: PathBuf,
    /// In what way.
    pub kind: ChangeKind,
    /// The text that is there; empty for a missing file.
    pub before: String,
    /// The text that is generated; empty for a superfluous file.
    pub after: String,
}

/// Ways in which a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Its text is not the generated one.
    Stale,
    /// It is not there.
    Missing,
    /// It is there, and nothing generates it.
    Superfluous,
}

/// What the generator wants to stand on disk.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Files whose text is wholly the generator's.
    pub files: Files,
    /// Folders in which there is nothing but such files.
    pub folders: BTreeSet<PathBuf>,
    /// Files that are written only where there is none.
    pub scaffold: Files,
    /// Manifests of which a part is the generator's, with the features that it has.
    pub manifests: BTreeMap<PathBuf, Option<Features>>,
}

/// Compares, and writes if that is the mode. All files of a run are compared before the first is
/// written; each one is written beside its place and then renamed into it, so that a reader and an
/// interrupted run see whole files only.
pub fn apply(root: &Path, wanted: &Wanted, mode: Mode) -> Result<Vec<Change>> {
    let changes = compare(root, wanted)?;
    if mode == Mode::Check {
        return Ok(changes);
    }
    let mut staged = Vec::new();
    for change in changes.iter().filter(|change| change.kind != ChangeKind::Superfluous) {
        staged.push((stage(root, change)?, change));
    }
    for (temporary, change) in staged {
        let target = root.join(&change.file);
        temporary.persist(&target).map_err(|error| Error::io(&change.file, "write it", &error.error))?;
    }
    for change in changes.iter().filter(|change| change.kind == ChangeKind::Superfluous) {
        let target = root.join(&change.file);
        std::fs::remove_file(&target).map_err(|error| Error::io(&change.file, "remove it", &error))?;
        remove_if_empty(target.parent());
    }
    Ok(changes)
}

fn stage(root: &Path, change: &Change) -> Result<tempfile::NamedTempFile> {
    use std::io::Write;
    let fail = |error: std::io::Error| Error::io(&change.file, "write it", &error);
    let target = root.join(&change.file);
    let folder = target.parent().unwrap_or(root);
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".generate-");
    // A temporary file is private; a source file is as readable as any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut temporary = builder.tempfile_in(folder).map_err(fail)?;
    temporary.write_all(change.after.as_bytes()).map_err(fail)?;
    Ok(temporary)
}

fn remove_if_empty(folder: Option<&Path>) {
    if let Some(folder) = folder {
        // It fails for a folder that still holds something, which is what is wanted.
        let _ = std::fs::remove_dir(folder);
    }
}

fn compare(root: &Path, wanted: &Wanted) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (file, after) in &wanted.files {
        let before = read(root, file)?;
        if before.as_ref() != Some(after) {
            changes.push(Change {
                kind: if before.is_some() { ChangeKind::Stale } else { ChangeKind::Missing },
                file: file.clone(),
                before: before.unwrap_or_default(),
                after: after.clone(),
            });
        }
    }
    for (file, after) in &wanted.scaffold {
        if !root.join(file).exists() {
            changes.push(Change {
                kind: ChangeKind::Missing,
                file: file.clone(),
                before: String::new(),
                after: after.clone(),
            });
        }
    }
    for (file, features) in &wanted.manifests {
        // One that is not there yet comes with the scaffold, features included.
        let Some(before) = read_exactly(root, file)? else { continue };
        let after = manifest::with(file, &before, features.as_ref())?;
        if before != after {
            changes.push(Change { kind: ChangeKind::Stale, file: file.clone(), before, after });
        }
    }
    for folder in &wanted.folders {
        for file in present(root, folder)? {
            if !wanted.files.contains_key(&file) {
                changes.push(Change {
                    kind: ChangeKind::Superfluous,
                    before: read(root, &file)?.unwrap_or_default(),
                    after: String::new(),
                    file,
                });
            }
        }
    }
    Ok(changes)
}

fn read(root: &Path, file: &Path) -> Result<Option<String>> {
    match std::fs::read(root.join(file)) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(file, "read it", &error)),
    }
}

/// A file of the user, of which no byte may be lost.
fn read_exactly(root: &Path, file: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(root.join(file)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(file, "read it", &error)),
    }
}

/// All files below a folder, sorted.
fn present(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(folder, "list it", &error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(folder, "list it", &error))?;
        let path = folder.join(entry.file_name());
        if entry.path().is_dir() {
            files.extend(present(root, &path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
