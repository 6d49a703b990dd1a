//! First stage: the files of one API, read and parsed.

pub mod client_toml;
pub mod document;
pub mod grammar;
pub mod graphql;
pub mod introspection;
pub mod overlay;
pub mod pointer;
pub mod refs;
mod shapes;
pub mod swagger2;
mod tree;
mod version;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::hash;
use crate::normalise::Report;
use client_toml::ClientToml;
use version::Version;

/// The parsed files of one API.
#[derive(Debug)]
pub struct Source {
    /// Name of the folder in `specs/`.
    pub name: String,
    /// The `client.toml`, as it is named in errors.
    pub client_file: PathBuf,
    /// What `client.toml` says.
    pub client: ClientToml,
    /// The description.
    pub description: Description,
    /// Hash over all files of the folder, for the header of generated files.
    pub hash: String,
    /// What was changed to make one plain document of the description.
    pub report: Report,
}

/// A description of either kind.
#[derive(Debug)]
pub enum Description {
    /// An OpenAPI document, bundled.
    OpenApi {
        /// The document, as it is named in errors.
        file: PathBuf,
        /// Its tree.
        document: Value,
    },
    /// A GraphQL schema and operations.
    GraphQl(graphql::GraphQlSource),
}

impl Description {
    /// Its main file, as it is named in errors.
    pub fn file(&self) -> &Path {
        match self {
            Self::OpenApi { file, .. } => file,
            Self::GraphQl(source) => &source.schema.0,
        }
    }
}

/// Names of all APIs in `specs/`, sorted.
pub fn names(root: &Path) -> Result<Vec<String>> {
    let dir = root.join("specs");
    let entries = std::fs::read_dir(&dir).map_err(|error| Error::io("specs", "list it", &error))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::io("specs", "list it", &error))?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Reads `specs/<name>/`; what is wrong in a description is adapted where that can be.
pub fn load(root: &Path, name: &str) -> Result<Source> {
    let shown = Path::new("specs").join(name);
    let dir = root.join(&shown);
    if !dir.is_dir() {
        let known = names(root)?.join(", ");
        return Err(Error::new(&shown, "there is no such API").help(format!("the APIs are: {known}")));
    }
    let client_file = shown.join("client.toml");
    let client = if dir.join("client.toml").is_file() {
        ClientToml::parse(&client_file, &document::read(&dir.join("client.toml"), &client_file)?)?
    } else {
        ClientToml::default()
    };
    let mut report = Report::default();
    let description =
        match ["openapi.yaml", "openapi.yml", "openapi.json"].into_iter().find(|file| dir.join(file).is_file()) {
            Some(file) => {
                let shown = shown.join(file);
                let document = openapi(&dir, &shown, &mut report)?;
                Description::OpenApi { file: shown, document }
            }
            None if graphql::holds_schema(&dir) => Description::GraphQl(graphql::load(root, &dir, &client)?),
            None => {
                return Err(Error::new(&shown, "holds no description")
                    .help("put an openapi.yaml, or a schema.graphql with an operations folder, into it"));
            }
        };
    let hash = hash(root, &shown)?;
    Ok(Source { name: name.to_owned(), client_file, client, description, hash, report })
}

/// Reads the document in `dir` that errors call `shown`, as one plain tree of OpenAPI 3: its overlay is
/// applied, its other files are bundled, and Swagger 2.0 is converted.
pub fn openapi(dir: &Path, shown: &Path, report: &mut Report) -> Result<Value> {
    let file = dir.join(shown.file_name().unwrap_or_default());
    let mut tree = document::parse_noting(shown, &document::read(&file, shown)?, report)?;
    overlay::apply(dir, shown, &mut tree, report)?;
    let version = version::of(shown, &mut tree, report)?;
    let bundled = refs::bundle(dir, shown, tree, report)?;
    let mut document = match version {
        Version::Swagger2 => swagger2::convert(&bundled.document, &bundled.origins, report),
        Version::OpenApi3 => bundled.document,
    };
    shapes::mend(&mut document, report);
    Ok(document)
}

/// SHA-256 over names and contents of all files below `shown`, as 16 hexadecimal digits.
fn hash(root: &Path, shown: &Path) -> Result<String> {
    use sha2::{Digest, Sha256};
    let mut files = Vec::new();
    collect(root, shown, &mut files)?;
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let bytes = std::fs::read(root.join(&file)).map_err(|error| Error::io(&file, "read it", &error))?;
        let name = file.to_string_lossy().replace('\\', "/");
        for part in [name.as_bytes(), &bytes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    Ok(hash::hex(&hasher.finalize()[..8]))
}

fn collect(root: &Path, shown: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(root.join(shown)).map_err(|error| Error::io(shown, "list it", &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(shown, "list it", &error))?;
        let name = entry.file_name();
        // Files of editors and of operating systems change nothing.
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let path = shown.join(name);
        if entry.path().is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
