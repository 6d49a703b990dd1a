//! The vendor's files are copied as they are; where they came from is kept.

use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::{Request, server};
use crate::error::{Error, Result};
use crate::hash;
use crate::load::document;

/// Where a description came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The path as it was given.
    pub(super) path: String,
    /// SHA-256 of its main file, in hexadecimal digits.
    pub(super) hash: String,
    /// Whether it is a schema of GraphQL.
    pub(super) graphql: bool,
}

/// Names that a main file may have in the folder of an API, the best ones first.
const OPENAPI: &[&str] = &[
    "openapi.yaml",
    "openapi.yml",
    "openapi.json",
    "swagger.yaml",
    "swagger.yml",
    "swagger.json",
    "api.yaml",
    "api.json",
];
const GRAPHQL: &[&str] = &["schema.graphql", "schema.graphqls", "schema.gql", "introspection.json", "schema.json"];

/// Copies the description into `folder`, which is new.
pub(super) fn copy(request: &Request, folder: &Path) -> Result<Origin> {
    std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, "make it", &error))?;
    let spec = &request.spec;
    if !spec.exists() {
        return Err(Error::new(spec, "does not exist").help("name the file of the description, or its folder"));
    }
    let main = if spec.is_dir() { main_file(spec)? } else { spec.clone() };
    let bytes = read(&main)?;
    let graphql = request.documents.is_some() || is_graphql(&main, &bytes);
    let target = folder.join(main_name(&main, &bytes, graphql));
    if graphql {
        write(&target, &bytes)?;
        documents(request, &folder.join("operations"))?;
    } else if spec.is_dir() {
        folder_of_files(spec, folder)?;
        // Other files may refer to the main one by the name that it had.
        write(&target, &bytes)?;
        let old = folder.join(main.file_name().unwrap_or_default());
        if old != target && !anyone_names(folder, &old)? {
            std::fs::remove_file(&old).map_err(|error| Error::io(&old, "remove it", &error))?;
        }
    } else {
        write(&target, &bytes)?;
        let parent = main.parent().unwrap_or(Path::new(""));
        for file in referred(&main)? {
            write(&folder.join(&file), &read(&parent.join(&file))?)?;
        }
    }
    if let Some(url) = request.server.as_ref().filter(|_| !graphql) {
        server::name_it(&target, url)?;
    }
    if graphql && !(request.operations.is_empty() && request.tags.is_empty()) {
        return Err(Error::new(spec, "is a schema of GraphQL, of which no part is chosen by patterns or tags")
            .help("the operations in `--documents` say what the crate has"));
    }
    let hash = hash::sha256(&bytes);
    Ok(Origin { path: spec.display().to_string(), hash, graphql })
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| Error::io(file, "read it", &error))
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let fail = |error| Error::io(file, "write it", &error);
    file.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(fail)?;
    std::fs::write(file, bytes).map_err(fail)
}

fn ending(file: &Path) -> String {
    file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

fn is_graphql(file: &Path, bytes: &[u8]) -> bool {
    if matches!(ending(file).as_str(), "graphql" | "graphqls" | "gql") {
        return true;
    }
    let tree: Option<Value> = (ending(file) == "json").then(|| serde_json::from_slice(bytes).ok()).flatten();
    tree.is_some_and(|tree| tree.pointer("/data/__schema").or(tree.get("__schema")).is_some())
}

fn main_name(file: &Path, bytes: &[u8], graphql: bool) -> &'static str {
    let json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    match (graphql, json) {
        (true, true) => "introspection.json",
        (true, false) => "schema.graphql",
        (false, true) if ending(file) == "json" => "openapi.json",
        (false, _) => "openapi.yaml",
    }
}

/// The main file of a folder: by its name, otherwise the only one that says which version it has.
fn main_file(folder: &Path) -> Result<PathBuf> {
    let by_name = OPENAPI.iter().chain(GRAPHQL).map(|name| folder.join(name)).find(|file| file.is_file());
    if let Some(file) = by_name {
        return Ok(file);
    }
    let mut found = Vec::new();
    for file in entries(folder)?.into_iter().filter(|file| matches!(ending(file).as_str(), "yaml" | "yml" | "json")) {
        let text = document::read(&file, &file)?;
        let versioned = ["openapi:", "swagger:", "\"openapi\"", "\"swagger\""];
        if text.lines().any(|line| {
            versioned.iter().any(|word| line.trim_start().trim_start_matches('{').trim_start().starts_with(word))
        }) {
            found.push(file);
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Error::new(folder, "holds no file that begins with `openapi:` or `swagger:`")
            .help("name the file of the description itself")),
        [first, ..] => {
            Err(Error::new(folder, format!("holds {} descriptions, {} among them", found.len(), first.display()))
                .help("name the one that is meant"))
        }
    }
}

/// Files and folders, sorted; those that begin with a dot belong to other programs.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = |error| Error::io(folder, "list it", &error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

fn folder_of_files(from: &Path, to: &Path) -> Result<()> {
    for path in entries(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            folder_of_files(&path, &target)?;
        } else if path.file_name().is_some_and(|name| name != "client.toml") {
            write(&target, &read(&path)?)?;
        }
    }
    Ok(())
}

/// Whether a file of the folder holds the name of another one.
fn anyone_names(folder: &Path, file: &Path) -> Result<bool> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for path in entries(folder)? {
        let names = if path.is_dir() {
            anyone_names(&path, file)?
        } else {
            path != file && String::from_utf8_lossy(&read(&path)?).contains(&name)
        };
        if names {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files that a file refers to, directly or not, relative to its folder.
fn referred(main: &Path) -> Result<Vec<PathBuf>> {
    let folder = main.parent().unwrap_or(Path::new(""));
    let mut found: Vec<PathBuf> = Vec::new();
    let mut wanted = vec![PathBuf::from(main.file_name().unwrap_or_default())];
    while let Some(file) = wanted.pop() {
        let path = folder.join(&file);
        let tree = document::parse(&path, &document::read(&path, &path)?)?;
        let mut references = Vec::new();
        collect(&tree, &mut references);
        for reference in references {
            let target = file.parent().unwrap_or(Path::new("")).join(&reference);
            let Some(target) = inside(&target) else {
                return Err(Error::new(&path, format!("refers to `{reference}`, which is outside of its folder"))
                    .help("name the folder that holds all files as `--spec`"));
            };
            // A file that is not there is named by the loader.
            if folder.join(&target).is_file() && !found.contains(&target) && folder.join(&target) != main {
                found.push(target.clone());
                wanted.push(target);
            }
        }
    }
    Ok(found)
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                let file = reference.split('#').next().unwrap_or_default();
                if !file.is_empty() && !file.contains("://") {
                    references.push(file.to_owned());
                }
            }
            map.values().for_each(|inner| collect(inner, references));
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, references)),
        _ => {}
    }
}

/// The path without `.` and `..`, if it stays inside.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => plain.push(name),
            Component::CurDir => {}
            Component::ParentDir if plain.pop() => {}
            _ => return None,
        }
    }
    Some(plain)
}

/// Copies the operations of a GraphQL API; those of inner folders get the folders' names before their own.
fn documents(request: &Request, to: &Path) -> Result<()> {
    let Some(from) = &request.documents else {
        return Err(Error::new(&request.spec, "is a schema of GraphQL, which says nothing about operations")
            .help("name the folder with your operations: `--documents DIR`"));
    };
    if from.is_file() {
        return write(&to.join(from.file_name().unwrap_or_default()), &read(from)?);
    }
    if !from.is_dir() {
        return Err(Error::new(from, "does not exist").help("name a folder with files such as `users.graphql`"));
    }
    flat(from, "", to)
}

fn flat(from: &Path, before: &str, to: &Path) -> Result<()> {
    for path in entries(from)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            flat(&path, &format!("{before}{name}-"), to)?;
        } else if matches!(ending(&path).as_str(), "graphql" | "gql") {
            write(&to.join(format!("{before}{name}")), &read(&path)?)?;
        }
    }
    Ok(())
}
