//! Packages of others that a chore works with: fetched by the package manager that they are published for, and
//! kept below `target/`. None of them is part of the workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::hash;

/// A published package, down to its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Where it is published.
    pub registry: Registry,
    /// Its name there.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of the archive, in hexadecimal digits.
    pub sha256: String,
}

/// Where packages are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    /// For JavaScript; fetched by `npm`.
    Npm,
    /// For Python; fetched by `pip`.
    Pypi,
}

impl Package {
    /// The folder with the contents of the package, which is fetched unless it is there.
    ///
    /// # Errors
    ///
    /// If the package manager is missing or fails, or if the archive is not the one that is expected. Nothing is
    /// left of a run that was cut off.
    pub fn fetch(&self, root: &Path) -> Result<PathBuf> {
        let shown = Path::new("target").join("fetched");
        let all = root.join(&shown);
        let digits = self.sha256.get(..16).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(digits) = digits.filter(|_| self.sha256.len() == 64) else {
            return Err(Error::new(&shown, format!("`{}` is no SHA-256 of {self}", self.sha256))
                .help("write its 64 hexadecimal digits"));
        };
        let folder = all.join(digits);
        if folder.is_dir() {
            return Ok(folder);
        }
        std::fs::create_dir_all(&all).map_err(|error| Error::io(&shown, "make it", &error))?;
        let stage = tempfile::tempdir_in(&all).map_err(|error| Error::io(&shown, "write into it", &error))?;
        let archive = self.download(stage.path(), &shown)?;
        let bytes = std::fs::read(&archive).map_err(|error| Error::io(&archive, "read it", &error))?;
        let hash = hash::sha256(&bytes);
        if hash != self.sha256 {
            return Err(Error::new(&shown, format!("{self} has the SHA-256 {hash}, and {} was expected", self.sha256))
                .help("somebody changed what was published; look at it before you trust it"));
        }
        let unpacked = stage.path().join("unpacked");
        std::fs::create_dir(&unpacked).map_err(|error| Error::io(&unpacked, "make it", &error))?;
        let (archive, into) = (archive.to_string_lossy(), unpacked.to_string_lossy());
        match self.registry {
            Registry::Npm => run(stage.path(), &shown, "tar", &["-xzf", &archive, "-C", &into])?,
            Registry::Pypi => run(stage.path(), &shown, "python3", &["-m", "zipfile", "-e", &archive, &into])?,
        }
        std::fs::rename(&unpacked, &folder).map_err(|error| Error::io(&folder, "move it to its place", &error))?;
        Ok(folder)
    }

    /// Brings the archive into `folder`, which is empty.
    fn download(&self, folder: &Path, shown: &Path) -> Result<PathBuf> {
        match self.registry {
            Registry::Npm => {
                run(folder, shown, "npm", &["pack", "--silent", &format!("{}@{}", self.name, self.version)])?
            }
            Registry::Pypi => {
                let which = format!("{}=={}", self.name, self.version);
                let arguments = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", &which];
                run(folder, shown, "python3", &arguments)?;
            }
        }
        let entries = std::fs::read_dir(folder).map_err(|error| Error::io(shown, "list it", &error))?;
        let archive = entries.filter_map(std::result::Result::ok).map(|entry| entry.path()).find(|path| path.is_file());
        archive.ok_or_else(|| Error::new(shown, format!("no archive came of {self}")))
    }
}

impl std::fmt::Display for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let registry = match self.registry {
            Registry::Npm => "npm",
            Registry::Pypi => "PyPI",
        };
        write!(f, "{} {} ({registry})", self.name, self.version)
    }
}

fn run(folder: &Path, shown: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| Error::io(shown, &format!("run `{program}`"), &error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::new(shown, format!("`{program} {}` failed: {}", arguments.join(" "), said.trim()))
        .help("the package is fetched once; is there a network?"))
}
