//! The other version of a description: another file, another folder, or an older state of the same one.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::client_settings;
use crate::error::{Error, Place, Result};
use crate::load::{self, Description};
use crate::pipeline::{self, Drawn};

/// What an API is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// A description; `client.toml` is the one of the API.
    File(PathBuf),
    /// A folder as in `specs/`; without a `client.toml` the one of the API.
    Folder(PathBuf),
    /// A revision of git, of which `specs/<api>/` is taken.
    Revision(String),
}

impl Against {
    /// What a user means: a file or a folder that is there, otherwise a revision.
    pub fn of(text: &str) -> Self {
        let path = PathBuf::from(text);
        if path.is_dir() {
            Self::Folder(path)
        } else if path.is_file() {
            Self::File(path)
        } else {
            Self::Revision(text.to_owned())
        }
    }
}

/// Draws up the other version.
pub(super) fn draw(root: &Path, name: &str, against: &Against) -> Result<Drawn> {
    let stage =
        tempfile::tempdir().map_err(|error| Error::io("specs", "make a folder for the other version", &error))?;
    let specs = Path::new("specs").join(name);
    let folder = stage.path().join(&specs);
    match against {
        Against::Revision(revision) => revision_of(root, &specs, revision, &stage)?,
        Against::Folder(other) => {
            copy(other, &folder)?;
            if !folder.join("client.toml").exists() {
                copy_file(&root.join(&specs).join("client.toml"), &folder.join("client.toml"))?;
            }
        }
        Against::File(other) => {
            copy(&root.join(&specs), &folder)?;
            replace_main(root, name, other, &folder)?;
        }
    }
    let mut removed = 0;
    loop {
        // Settings may speak of what only one version has; those are left out for the other one.
        match pipeline::draw(stage.path(), name) {
            Err(error) if removed < client_settings::MOST => match error.place() {
                Place::Key(key) if client_settings::remove(&folder.join("client.toml"), key) => removed += 1,
                _ => return Err(error),
            },
            drawn => return drawn,
        }
    }
}

/// Puts another document in the place of the main one.
fn replace_main(root: &Path, name: &str, other: &Path, folder: &Path) -> Result<()> {
    let main = match load::load(root, name)?.description {
        Description::OpenApi { file, .. } => file,
        Description::GraphQl(source) => source.schema.0,
    };
    let main = main.file_name().map(PathBuf::from).unwrap_or_default();
    let removed = folder.join(&main);
    std::fs::remove_file(&removed).map_err(|error| Error::io(&removed, "remove it", &error))?;
    let ending = |file: &Path| file.extension().unwrap_or_default().to_string_lossy().into_owned();
    let target = if ending(&main) == ending(other) { main } else { main.with_extension(ending(other)) };
    copy_file(other, &folder.join(target))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let fail = |error| Error::io(from, "copy it", &error);
    std::fs::create_dir_all(to).map_err(fail)?;
    for entry in std::fs::read_dir(from).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to).map(|_| ()).map_err(|error| Error::io(from, "copy it", &error))
}

/// Writes the files of a revision into the stage.
fn revision_of(root: &Path, specs: &Path, revision: &str, stage: &TempDir) -> Result<()> {
    let unknown = |what: String| {
        Error::new(specs, what).help("name a file, a folder, or a revision of git such as `HEAD~1` or a tag")
    };
    // A revision that looks like an option would be one.
    if revision.is_empty() || revision.starts_with('-') {
        return Err(unknown(format!("`{revision}` is no file and no revision")));
    }
    let git = |arguments: &[&str]| -> Result<Vec<u8>> {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
        let output = output.map_err(|error| Error::io(specs, "run git", &error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(unknown(format!("git does not know `{revision}`: {}", said.lines().next().unwrap_or_default())))
    };
    let inside = specs.to_string_lossy();
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", revision, "--", inside.as_ref()])?;
    let files: Vec<String> =
        String::from_utf8_lossy(&listed).split('\0').filter(|file| !file.is_empty()).map(str::to_owned).collect();
    if files.is_empty() {
        return Err(unknown(format!("was not there in `{revision}`")));
    }
    for file in files {
        // A path that begins with a dot is relative to the folder that git runs in.
        let bytes = git(&["show", &format!("{revision}:./{file}")])?;
        let target = stage.path().join(&file);
        let fail = |error| Error::io(&file, "write it", &error);
        target.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(fail)?;
        std::fs::write(&target, bytes).map_err(fail)?;
    }
    Ok(())
}
