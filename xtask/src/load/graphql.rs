//! The files of a GraphQL API: schema, operations, JSON Schemas of untyped scalars, examples.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::client_toml::ClientToml;
use super::{document, introspection};
use crate::error::{Error, Place, Result};
use crate::names;

/// What stands in the folder of a GraphQL API. All paths are as errors name them: relative to the
/// root of the workspace.
#[derive(Debug)]
pub struct GraphQlSource {
    /// The folder.
    pub dir: PathBuf,
    /// The file of the schema, and the schema in SDL.
    pub schema: (PathBuf, String),
    /// The files of `operations/` and the folders in it, sorted by name.
    pub documents: Vec<(PathBuf, String)>,
    /// JSON Schemas of untyped scalar fields, by coordinate (`Type.field`).
    pub scalar_schemas: BTreeMap<String, (PathBuf, Value)>,
    /// Example answers, by the name of the operation.
    pub examples: BTreeMap<String, Value>,
}

impl GraphQlSource {
    /// The `client.toml` beside the schema.
    pub fn client_file(&self) -> PathBuf {
        self.dir.join("client.toml")
    }

    /// A fault in `client.toml`.
    pub fn client_fault(&self, key: impl Into<String>, what: impl Into<String>) -> Error {
        Error::new(self.client_file(), what).at(Place::Key(key.into()))
    }
}

/// Reads the folder `dir`, which lies below `root`.
pub fn load(root: &Path, dir: &Path, client: &ClientToml) -> Result<GraphQlSource> {
    let shown = dir.strip_prefix(root).unwrap_or(dir);
    let place = |inside: &str| (dir.join(inside), shown.join(inside));
    let source = GraphQlSource {
        dir: shown.to_owned(),
        schema: schema(dir, shown)?,
        documents: documents(&place("operations"))?,
        scalar_schemas: scalar_schemas(dir, shown, client)?,
        examples: examples(&place("examples"))?,
    };
    Ok(source)
}

/// Where a schema may stand, in SDL or as the answer to an introspection query.
const SCHEMAS: [&str; 5] = ["schema.graphql", "schema.graphqls", "schema.gql", "introspection.json", "schema.json"];

/// Whether the folder holds a schema.
pub fn holds_schema(dir: &Path) -> bool {
    SCHEMAS.iter().any(|name| dir.join(name).is_file())
}

fn schema(dir: &Path, shown: &Path) -> Result<(PathBuf, String)> {
    let Some(name) = SCHEMAS.into_iter().find(|name| dir.join(name).is_file()) else {
        return Err(Error::new(shown.join("schema.graphql"), "is missing")
            .help("write the schema of the API there, in SDL, or save the answer to an introspection query as introspection.json"));
    };
    let file = shown.join(name);
    let text = document::read(&dir.join(name), &file)?;
    let text = if name.ends_with(".json") { introspection::sdl(&file, &text)? } else { text };
    Ok((file, text))
}

/// The files of operations, those of inner folders as well.
fn documents((dir, shown): &(PathBuf, PathBuf)) -> Result<Vec<(PathBuf, String)>> {
    let mut documents = Vec::new();
    collect(dir, shown, &mut documents)?;
    if documents.is_empty() {
        return Err(Error::new(shown, "holds no operations")
            .help("put files such as `users.graphql` there, with operations: `query UserById($id: ID!) { … }`"));
    }
    Ok(documents)
}

fn collect(dir: &Path, shown: &Path, documents: &mut Vec<(PathBuf, String)>) -> Result<()> {
    for name in listed(dir, shown, &["graphql", "graphqls", "gql"])? {
        let file = shown.join(&name);
        let text = document::read(&dir.join(&name), &file)?;
        documents.push((file, text));
    }
    for name in folders(dir, shown)? {
        collect(&dir.join(&name), &shown.join(&name), documents)?;
    }
    Ok(())
}

fn scalar_schemas(dir: &Path, shown: &Path, client: &ClientToml) -> Result<BTreeMap<String, (PathBuf, Value)>> {
    let mut schemas = BTreeMap::new();
    for (coordinate, scalar) in &client.scalars {
        let Some(name) = &scalar.schema else { continue };
        let file = shown.join(name);
        if !dir.join(name).is_file() {
            let folder = Path::new(name).parent().unwrap_or(Path::new(""));
            let known = listed(&dir.join(folder), &shown.join(folder), &["json"])?;
            let known: Vec<String> = known.iter().map(|name| folder.join(name).display().to_string()).collect();
            let key = format!("scalars.\"{coordinate}\".schema");
            return Err(Error::new(shown.join("client.toml"), format!("there is no file `{name}`"))
                .at(Place::Key(key))
                .help(names::nearest(name, known.iter().map(String::as_str))));
        }
        let schema = json(&dir.join(name), &file)?;
        schemas.insert(coordinate.clone(), (file, schema));
    }
    Ok(schemas)
}

fn examples((dir, shown): &(PathBuf, PathBuf)) -> Result<BTreeMap<String, Value>> {
    let mut examples = BTreeMap::new();
    for name in listed(dir, shown, &["json"])? {
        let value = json(&dir.join(&name), &shown.join(&name))?;
        let operation = name.strip_suffix(".json").unwrap_or(&name).to_owned();
        examples.insert(operation, value);
    }
    Ok(examples)
}

fn json(file: &Path, shown: &Path) -> Result<Value> {
    serde_json::from_str(&document::read(file, shown)?).map_err(|error| {
        Error::new(shown, format!("is not JSON: {error}"))
            .at(Place::Line(error.line(), error.column()))
            .help("correct the syntax at that place")
    })
}

/// Names of the files in `dir` with one of these endings, sorted; a missing folder is an empty one.
fn listed(dir: &Path, shown: &Path, endings: &[&str]) -> Result<Vec<String>> {
    entries(dir, shown, |entry, name| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        !entry.is_dir() && ending.is_some_and(|ending| endings.contains(&ending))
    })
}

/// Names of the folders in `dir`, sorted.
fn folders(dir: &Path, shown: &Path) -> Result<Vec<String>> {
    entries(dir, shown, |entry, _| entry.is_dir())
}

fn entries(dir: &Path, shown: &Path, wanted: impl Fn(&Path, &str) -> bool) -> Result<Vec<String>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|error| Error::io(shown, "list it", &error))? {
        let entry = entry.map_err(|error| Error::io(shown, "list it", &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && wanted(&entry.path(), &name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
