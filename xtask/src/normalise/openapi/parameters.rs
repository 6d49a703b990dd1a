//! Parameters that can be sent: each has a name and a place, none stands twice, and the names in a path are
//! those of its parameters.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Draft, found};
use crate::error::Result;

/// Headers that the runtime sets from what it knows; a description may not.
const NOT_PARAMETERS: &[&str] = &["accept", "content-type"];

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut notes = Vec::new();
    draft.each_operation(|pointer, _, _, operation| {
        let path = operation[found::PATH].as_str().unwrap_or_default().to_owned();
        let in_path: Vec<&str> = names_in(&path).collect();
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        let listed = match operation.get_mut("parameters").map(Value::take) {
            Some(Value::Array(listed)) => listed,
            _ => Vec::new(),
        };
        for (index, parameter) in listed.into_iter().enumerate() {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default();
            let (name, place) = (text("name"), text("in"));
            let fault = if name.is_empty() {
                Some("has no name")
            } else if !matches!(place, "path" | "query" | "header" | "cookie") {
                Some("is in no place that a request has")
            } else if place == "path" && !in_path.contains(&name) {
                Some("is not in the path")
            } else {
                None
            };
            let known = place == "header" && NOT_PARAMETERS.contains(&name.to_ascii_lowercase().as_str());
            if let Some(fault) = fault {
                notes.push((format!("{pointer}/parameters/{index}"), format!("the parameter `{name}` {fault}"), true));
            } else if !known && seen.insert((place.to_owned(), name.to_owned())) {
                kept.push(parameter);
            }
        }
        for name in in_path {
            if seen.insert(("path".to_owned(), name.to_owned())) {
                notes.push((pointer.to_owned(), format!("`{{{name}}}` of the path is a text"), false));
                kept.push(json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
            }
        }
        kept.sort_by_key(|parameter| parameter["in"] != "path" && parameter["required"] != true);
        operation["parameters"] = Value::Array(kept);
        Ok(())
    })?;
    for (pointer, what, lost) in notes {
        draft.report.note("parameters", pointer, what, lost);
    }
    Ok(())
}

/// The names between the braces of a path.
fn names_in(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}
