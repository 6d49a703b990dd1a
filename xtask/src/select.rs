//! A part of a description: only the chosen operations, and the schemas that they reach, go on to the
//! other stages.

mod glob;
mod reach;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::load::client_toml::Select;
use crate::names;
use crate::normalise::openapi::METHODS;

pub use glob::matches;
pub use reach::prune_unreachable_components;

/// What was asked for and is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NothingSelected {
    /// Key below `[select]`.
    pub key: &'static str,
    /// The pattern or the tag.
    pub pattern: String,
    /// What could have been meant.
    pub advice: String,
}

/// Takes the operations out of `tree` that are not chosen, and tells how many. An operation is chosen by
/// a pattern for its id, a pattern for its method and path, or one of its tags; without any of them all are.
///
/// # Errors
///
/// If a pattern or a tag chooses nothing.
pub fn select(tree: &mut Value, selection: &Select) -> Result<usize, NothingSelected> {
    let all = selection.operations.is_empty() && selection.tags.is_empty();
    webhooks(tree, selection, all)?;
    if all {
        return Ok(0);
    }
    check(tree, selection)?;
    let mut removed = 0;
    let Some(Value::Object(paths)) = tree.get_mut("paths") else { return Ok(0) };
    for (path, item) in paths.iter_mut() {
        let Value::Object(item) = item else { continue };
        for method in METHODS {
            if item.get(*method).is_some_and(|operation| !chosen(selection, path, method, operation)) {
                // The order of the methods that stay is kept.
                item.shift_remove(*method);
                removed += 1;
            }
        }
    }
    paths.retain(|_, item| item.get("$ref").is_some() || METHODS.iter().any(|method| item.get(*method).is_some()));
    Ok(removed)
}

/// Takes the webhooks out that are not chosen: what the server sends by itself is no operation that anybody chose.
fn webhooks(tree: &mut Value, selection: &Select, all: bool) -> Result<(), NothingSelected> {
    let patterns = match &selection.webhooks {
        Some(patterns) => patterns.as_slice(),
        None if all => return Ok(()),
        None => &[],
    };
    let none = Map::new();
    let listed = tree.get("webhooks").and_then(Value::as_object).unwrap_or(&none);
    if let Some(pattern) = patterns.iter().find(|pattern| !listed.keys().any(|name| matches(pattern, name))) {
        let known = listed.keys().cloned().collect();
        let advice = nearest(pattern, &known).unwrap_or_else(|| "patterns are compared with names".to_owned());
        return Err(NothingSelected { key: "webhooks", pattern: pattern.clone(), advice });
    }
    let Value::Object(top) = tree else { return Ok(()) };
    if let Some(Value::Object(listed)) = top.get_mut("webhooks") {
        listed.retain(|name, _| patterns.iter().any(|pattern| matches(pattern, name)));
    }
    if patterns.is_empty() {
        top.shift_remove("webhooks");
    }
    Ok(())
}

fn chosen(selection: &Select, path: &str, method: &str, operation: &Value) -> bool {
    let tags = || operation["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
    selection.operations.iter().any(|pattern| fits(pattern, path, method, operation))
        || selection.tags.iter().any(|wanted| tags().any(|tag| tag == wanted))
}

fn fits(pattern: &str, path: &str, method: &str, operation: &Value) -> bool {
    operation["operationId"].as_str().is_some_and(|id| matches(pattern, id))
        || matches(pattern, &format!("{} {path}", method.to_uppercase()))
}

/// Every pattern and every tag chooses something.
fn check(tree: &Value, selection: &Select) -> Result<(), NothingSelected> {
    let all = || {
        let paths = tree["paths"].as_object().into_iter().flatten();
        paths.flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| Some((path.as_str(), *method, item.get(*method)?)))
        })
    };
    for pattern in &selection.operations {
        if !all().any(|(path, method, operation)| fits(pattern, path, method, operation)) {
            let known: BTreeSet<String> = all()
                .flat_map(|(path, method, operation)| {
                    let id = operation["operationId"].as_str().map(str::to_owned);
                    id.into_iter().chain([format!("{} {path}", method.to_uppercase())])
                })
                .collect();
            let advice = nearest(pattern, &known)
                .unwrap_or_else(|| "patterns are compared with operation ids and with `METHOD /path`".to_owned());
            return Err(NothingSelected { key: "operations", pattern: pattern.clone(), advice });
        }
    }
    let tags: BTreeSet<&str> = all()
        .flat_map(|(_, _, operation)| operation["tags"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    for tag in &selection.tags {
        if !tags.contains(tag.as_str()) {
            let advice = names::nearest(tag, tags.iter().copied());
            return Err(NothingSelected { key: "tags", pattern: tag.clone(), advice });
        }
    }
    Ok(())
}

/// The known names that are most like a pattern without its wildcards.
fn nearest(pattern: &str, known: &BTreeSet<String>) -> Option<String> {
    const MOST: usize = 3;
    let plain = pattern.replace(['*', '?'], "");
    let mut scored: Vec<(f64, &String)> = known
        .iter()
        .map(|known| (strsim::jaro_winkler(&plain, known), known))
        .filter(|(score, _)| *score > 0.6)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<String> = scored.iter().take(MOST).map(|(_, known)| format!("`{known}`")).collect();
    (!near.is_empty()).then(|| format!("the nearest are {}", near.join(", ")))
}
