//! The manifest of a crate that is no member of the workspace: what members take from the workspace's is
//! written out.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::error::{Error, Result};
use crate::model::Api;
use crate::write::Wanted;

/// Rewrites the manifest among the files of the scaffold.
pub(super) fn adapt(root: &Path, api: &Api, wanted: &mut Wanted) -> Result<()> {
    let workspace = workspace(root)?;
    let file = Path::new("crates").join(&api.name).join("Cargo.toml");
    if let Some(text) = wanted.scaffold.get_mut(&file) {
        *text = alone(root, text, &workspace)?;
    }
    Ok(())
}

/// The `[workspace]` table of the workspace at `root`.
pub(crate) fn workspace(root: &Path) -> Result<Table> {
    let file = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&file).map_err(|error| Error::io(&file, "read it", &error))?;
    let mut manifest: Table =
        text.parse().map_err(|error| Error::new(&file, format!("is not a manifest of Cargo: {error}")))?;
    match manifest.remove("workspace") {
        Some(Value::Table(workspace)) => Ok(workspace),
        _ => {
            Err(Error::new(&file, "has no `[workspace]`").help("run the command inside of the Clientwright workspace"))
        }
    }
}

fn alone(root: &Path, manifest: &str, workspace: &Table) -> Result<String> {
    let mut text = String::new();
    let mut section = "";
    for line in manifest.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        }
        match (section, line.split_once('=')) {
            // Lints are those of the workspace.
            ("lints", _) => continue,
            ("package", Some((key, _))) if key.trim().ends_with(".workspace") => {
                let key = key.trim().trim_end_matches(".workspace");
                if let Some(value) = workspace.get("package").and_then(|package| package.get(key)) {
                    text.push_str(&format!("{key} = {value}\n"));
                }
            }
            ("dependencies" | "dev-dependencies", Some((name, value))) if value.contains("workspace = true") => {
                text.push_str(&format!("{} = {}\n", name.trim(), dependency(root, name.trim(), value, workspace)?));
            }
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    Ok(format!("{}\n\n# It stands alone, whatever workspace is around it.\n[workspace]\n", text.trim_end()))
}

/// What a member says of a dependency, with what the workspace says of it.
pub(crate) fn dependency(root: &Path, name: &str, member: &str, workspace: &Table) -> Result<Value> {
    let unknown = || {
        Error::new(root.join("Cargo.toml"), format!("does not know the dependency `{name}`"))
            .help("add it to `[workspace.dependencies]`")
    };
    let known = workspace.get("dependencies").and_then(|all| all.get(name)).ok_or_else(unknown)?;
    let mut own: Table = format!("it = {}", member.trim()).parse::<Table>().map_err(|_| unknown())?;
    let mut table = match known {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    if let Some(Value::String(path)) = table.get_mut("path") {
        *path = absolute(root, path)?.display().to_string();
    }
    if let Some(Value::Table(own)) = own.remove("it") {
        for (key, value) in own.into_iter().filter(|(key, _)| key != "workspace") {
            match (table.get_mut(&key), value) {
                (Some(Value::Array(all)), Value::Array(more)) => all.extend(more),
                (_, value) => {
                    table.insert(key, value);
                }
            }
        }
    }
    Ok(Value::Table(table))
}

fn absolute(root: &Path, path: &str) -> Result<PathBuf> {
    let path = root.join(path);
    path.canonicalize().map_err(|error| Error::io(&path, "find it", &error))
}
