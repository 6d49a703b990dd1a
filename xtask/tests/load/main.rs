//! What the generator reads: documents of every version, in one file or many, right or wrong.
#![allow(clippy::unwrap_used, reason = "tests")]

mod documents;
mod lowering;
mod mutations;
mod overlay;
mod references;
mod swagger;

use std::path::Path;

use serde_json::Value;
use xtask::error::{Error, Result};
use xtask::load;
use xtask::normalise::Report;

/// A folder with these files, the first of which is the description.
struct Folder {
    dir: tempfile::TempDir,
    name: String,
}

impl Folder {
    fn of(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = dir.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        Self { dir, name: files[0].0.to_owned() }
    }

    fn load(&self) -> Result<(Value, Report)> {
        let mut report = Report::default();
        let document = load::openapi(self.dir.path(), Path::new(&self.name), &mut report)?;
        Ok((document, report))
    }
}

/// The document made of these files, and what was noted.
fn load(files: &[(&str, &str)]) -> (Value, Report) {
    Folder::of(files).load().unwrap()
}

/// The fault of these files.
fn fault(files: &[(&str, &str)]) -> Error {
    Folder::of(files).load().unwrap_err()
}

/// The notes on what was lost, as text.
fn lost(report: &Report) -> Vec<String> {
    report.lost().map(ToString::to_string).collect()
}

/// The document as plain OpenAPI 3.0.
fn normalised(document: Value) -> (Value, Report) {
    let client = load::client_toml::ClientToml::default();
    let (file, client_file) = (Path::new("openapi.yaml"), Path::new("client.toml"));
    let mut draft = xtask::normalise::openapi::Draft::new(file, client_file, &client, document, Report::default());
    xtask::normalise::openapi::to_plain(&mut draft).unwrap();
    (draft.tree, draft.report)
}

/// A document of this version with these schemas and no operations.
fn with_schemas(version: &str, schemas: Value) -> Value {
    serde_json::json!({
        "openapi": version,
        "info": { "title": "Test", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}
