//! `tests/vendors/<name>/vendor.toml`: where a description is published.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::fetch::Package;

/// A description, and how its crate is built.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// What makes it hard.
    pub about: String,
    /// The package that holds it.
    pub package: Package,
    /// The file or the folder in the package.
    pub spec: PathBuf,
    /// The server, where the description names none.
    pub server: Option<String>,
    /// Features of the crate that the program needs; the default ones if it is not given.
    pub features: Option<Vec<String>>,
}

/// The folder with everything about vendors.
pub(super) fn folder() -> &'static Path {
    Path::new("tests/vendors")
}

pub(super) fn names(root: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(root.join(folder())).map_err(|error| Error::io(folder(), "list it", &error))?;
    let folders = entries.filter_map(std::result::Result::ok).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

pub(super) fn read(root: &Path, name: &str) -> Result<Vendor> {
    let shown = folder().join(name).join("vendor.toml");
    let text = std::fs::read_to_string(root.join(&shown)).map_err(|error| {
        let known = names(root).unwrap_or_default().join(", ");
        Error::io(&shown, "read it", &error).help(format!("the vendors are: {known}"))
    })?;
    toml::from_str(&text).map_err(|error| Error::new(&shown, error.to_string()))
}
