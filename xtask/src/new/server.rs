//! A server that the description does not name is named in an overlay, so that the description itself
//! stays the vendor's.

use std::path::Path;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::load::document;

/// Writes the overlay beside the main file.
pub(super) fn name_it(main: &Path, url: &str) -> Result<()> {
    let Some((scheme, rest)) = url.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme)) else {
        return Err(Error::new(url, "is no whole address of a server").help("write it with `https://`"));
    };
    let tree = document::parse(main, &document::read(main, main)?)?;
    let update = if tree.get("swagger").is_some() {
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        json!({ "host": host, "basePath": if path.is_empty() { "/" } else { path }, "schemes": [scheme] })
    } else {
        json!({ "servers": [{ "url": url }] })
    };
    let file = main.with_file_name("overlay.yaml");
    std::fs::write(&file, text(&tree, &update)).map_err(|error| Error::io(&file, "write it", &error))
}

/// Lists of an update are added to those that are there, so the old ones go first.
fn text(tree: &Value, update: &Value) -> String {
    let mut text = String::from(
        "# The server, which the description does not name as it is.\noverlay: 1.0.0\ninfo: { title: Server, version: \"1\" }\nactions:\n",
    );
    let keys = update.as_object().into_iter().flatten().map(|(key, _)| key);
    for key in keys.filter(|key| tree.get(*key).is_some()) {
        text.push_str(&format!("  - target: $.{key}\n    remove: true\n"));
    }
    // JSON is YAML.
    text.push_str(&format!("  - target: $\n    update: {update}\n"));
    text
}
