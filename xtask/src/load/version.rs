//! Which language a document is written in.

use std::path::Path;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::normalise::Report;

/// The languages that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.
    OpenApi3,
}

/// Finds the version and writes it as text where it is a number, so that there is one way to ask for it.
pub(super) fn of(shown: &Path, tree: &mut Value, report: &mut Report) -> Result<Version> {
    let openapi = tree.get("openapi").map(text);
    let swagger = tree.get("swagger").map(text);
    let map = tree.as_object_mut();
    match (openapi.as_deref(), swagger.as_deref(), map) {
        (Some(version), _, Some(map)) if version.starts_with("3.") || version == "3" => {
            map.shift_remove("swagger");
            map.insert("openapi".to_owned(), json!(version));
            if !["3.0", "3.1"].iter().any(|known| version.starts_with(known)) {
                let what = format!("OpenAPI {version} is read as 3.1; what it adds to that is not served");
                report.note("load", "/openapi".to_owned(), what, true);
            }
            Ok(Version::OpenApi3)
        }
        (_, Some("2.0" | "2" | "2.0.0"), Some(map)) => {
            map.shift_remove("openapi");
            map.insert("swagger".to_owned(), json!("2.0"));
            Ok(Version::Swagger2)
        }
        (Some(version), ..) => {
            Err(Error::new(shown, format!("has the OpenAPI version `{version}`, which is not 3.0 or 3.1"))
                .at_pointer("/openapi")
                .help("an OpenAPI document begins with `openapi: 3.0.3` or `openapi: 3.1.0`"))
        }
        (None, Some(version), _) => {
            Err(Error::new(shown, format!("has the Swagger version `{version}`, which is not 2.0"))
                .at_pointer("/swagger")
                .help("convert it to Swagger 2.0 or OpenAPI 3"))
        }
        (None, None, _) => Err(Error::new(shown, "does not say which version of OpenAPI it is written in")
            .at_pointer("/openapi")
            .help("an OpenAPI document begins with `openapi: 3.0.3` or `openapi: 3.1.0`")),
    }
}

/// `3.1` without quotes is a number in YAML.
fn text(version: &Value) -> String {
    match version {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}
