//! A workspace for one test.

use std::fs;

use tempfile::TempDir;

/// A workspace with one API: its OpenAPI document and its `client.toml`.
pub(crate) fn workspace(api: &str, description: &str, client: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs").join(api);
    fs::create_dir_all(&specs).unwrap();
    fs::write(specs.join("openapi.yaml"), description).unwrap();
    fs::write(specs.join("client.toml"), client).unwrap();
    folder
}
