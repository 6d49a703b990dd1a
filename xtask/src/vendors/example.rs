//! The program of a vendor: an example of its crate.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::settings;
use crate::error::{Error, Result};

/// The name of each program.
const NAME: &str = "vendor";

fn target(root: &Path) -> PathBuf {
    root.join("target").join("vendors")
}

/// An empty place for the crate.
pub(super) fn empty(root: &Path, name: &str) -> Result<PathBuf> {
    let folder = target(root).join(name);
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(&folder, "empty it", &error)),
        _ => Ok(folder),
    }
}

/// Puts the program into the crate, with what it needs besides: a server on loopback, and a runtime.
pub(super) fn add(root: &Path, name: &str, folder: &Path) -> Result<()> {
    let shown = settings::folder().join(name).join("example.rs");
    let into = folder.join("examples");
    std::fs::create_dir_all(&into).map_err(|error| Error::io(&into, "make it", &error))?;
    std::fs::copy(root.join(&shown), into.join(format!("{NAME}.rs")))
        .map_err(|error| Error::io(&shown, "copy it", &error))?;
    // The versions are those that the tests of the workspace have.
    let lock = std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"));
    lock.map_err(|error| Error::io("Cargo.lock", "copy it", &error))?;
    let manifest = read(&root.join("Cargo.toml"))?;
    let known = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let own = folder.join("Cargo.toml");
    let mut table = read(&own)?;
    let wanted = [("httpmock", &[][..]), ("serde_json", &[]), ("tokio", &["macros", "rt-multi-thread", "time"])];
    let dependencies = table.entry("dev-dependencies").or_insert_with(|| toml::Table::new().into());
    let Some(dependencies) = dependencies.as_table_mut() else {
        return Err(Error::new(&own, "`dev-dependencies` is no table"));
    };
    for (package, features) in wanted {
        let Some(known) = known.and_then(|known| known.get(package)) else {
            return Err(Error::new("Cargo.toml", format!("the workspace does not know `{package}`")));
        };
        let mut entry = known.as_table().cloned().unwrap_or_default();
        if let Some(version) = known.as_str() {
            entry.insert("version".to_owned(), version.into());
        }
        let features = features.iter().map(|feature| toml::Value::from(*feature)).collect();
        entry.insert("features".to_owned(), toml::Value::Array(features));
        dependencies.insert(package.to_owned(), entry.into());
    }
    let text = toml::to_string(&table).map_err(|error| Error::new(&own, error.to_string()))?;
    std::fs::write(&own, text).map_err(|error| Error::io(&own, "write it", &error))
}

fn read(file: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(file).map_err(|error| Error::io(file, "read it", &error))?;
    text.parse().map_err(|error| Error::new(file, format!("{error}")))
}

/// Compiles and runs it; what it printed.
pub(super) fn run(root: &Path, name: &str, folder: &Path, features: Option<&[String]>) -> Result<String> {
    let shown = settings::folder().join(name).join("example.rs");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--example", NAME]);
    if let Some(features) = features {
        cargo.args(["--no-default-features", "--features", &features.join(",")]);
    }
    let output = cargo
        .env("CARGO_TARGET_DIR", target(root).join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(folder)
        .output()
        .map_err(|error| Error::io(&shown, "run `cargo`", &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::new(&shown, format!("the program failed: {}", said.trim())))
}
