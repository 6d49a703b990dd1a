//! A YAML or JSON file as a tree.

use std::path::Path;

use serde_json::Value;

use crate::error::{Error, Place, Result};

/// Reads a file of text.
pub fn read(file: &Path, shown: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| Error::io(shown, "read it", &error))
}

/// Parses YAML, of which JSON is a part. `shown` is the name of the file in errors.
pub fn parse(shown: &Path, text: &str) -> Result<Value> {
    let faulty = |error: serde_norway::Error| {
        let place = error.location().map_or(Place::File, |at| Place::Line(at.line(), at.column()));
        Error::new(shown, format!("is neither YAML nor JSON: {error}"))
            .at(place)
            .help("correct the syntax at that place; indentation and unquoted colons are the usual causes")
    };
    // The YAML tree refuses a key that stands twice, which the JSON tree would not notice.
    let tree: serde_norway::Value = serde_norway::from_str(text).map_err(faulty)?;
    let value: Value = serde_norway::from_value(tree).map_err(faulty)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(Error::new(shown, "holds no object at its top")
            .help("a description begins with `openapi: 3.0.3` and `info:`"))
    }
}
