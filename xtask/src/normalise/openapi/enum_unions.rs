//! A union of nothing but texts is a text, and a union of enums is one enum: enums are open anyway.

use serde_json::{Map, Value, json};

use super::Draft;
use super::components::{referred, schemas};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let all = schemas(&mut draft.tree);
    let mut found = Vec::new();
    for (name, schema) in all.iter() {
        for key in ["oneOf", "anyOf"] {
            let branches = schema.get(key).and_then(Value::as_array);
            found.extend(branches.and_then(|branches| texts(branches, all)).map(|merged| (name.clone(), key, merged)));
        }
    }
    for (name, key, merged) in found {
        if let Some(Value::Object(map)) = all.get_mut(&name) {
            map.remove(key);
            map.remove("discriminator");
            map.extend(merged);
        }
        let what = "a union of texts is one text or enum".to_owned();
        draft.report.note("enum_unions", format!("/components/schemas/{name}"), what, false);
    }
    Ok(())
}

/// The one schema of branches that are all texts, or all integers.
fn texts(branches: &[Value], known: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut values: Vec<Value> = Vec::new();
    let mut docs: Vec<Value> = Vec::new();
    let mut kind: Option<&str> = None;
    let mut open = false;
    for branch in branches {
        let branch = match referred(branch) {
            Some(name) => known.get(name)?,
            None => branch,
        };
        let of = scalar(branch)?;
        if *kind.get_or_insert(of) != of {
            return None;
        }
        // A text with a format, such as a time, is a type of its own.
        if branch.get("format").is_some() || branch.get("x-rust-type").is_some() {
            return None;
        }
        match branch.get("enum").and_then(Value::as_array) {
            Some(listed) => {
                for value in listed.iter().filter(|value| !values.contains(value)).cloned().collect::<Vec<_>>() {
                    values.push(value);
                    docs.push(branch.get("description").cloned().unwrap_or(json!("")));
                }
            }
            None => open = true,
        }
    }
    let kind = kind?;
    let mut merged = Map::from_iter([("type".to_owned(), json!(kind))]);
    let any_integer = open && kind == "integer";
    if !values.is_empty() && !any_integer {
        merged.insert("enum".to_owned(), Value::Array(values));
        merged.insert("x-enum-descriptions".to_owned(), Value::Array(docs));
    }
    Some(merged)
}

fn scalar(schema: &Value) -> Option<&str> {
    let of = |ty: &str| schema.get("type").and_then(Value::as_str) == Some(ty);
    let listed = schema.get("enum").and_then(Value::as_array);
    if of("string") || listed.is_some_and(|values| values.iter().all(Value::is_string)) {
        Some("string")
    } else if of("integer") {
        Some("integer")
    } else {
        None
    }
}
