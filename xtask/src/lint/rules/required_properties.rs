//! What is required is described.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "required-properties", about: "required properties are described", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        // A branch of a union or of a composition may speak of properties of the whole.
        let branch =
            ["/allOf/", "/oneOf/", "/anyOf/", "/if", "/then", "/else", "/not"].iter().any(|key| pointer.contains(key));
        if branch || schema.contains_key("$ref") {
            continue;
        }
        let Some(required) = schema.get("required").and_then(Value::as_array) else { continue };
        let mut described = BTreeSet::new();
        collect(document, schema, 0, &mut described);
        for name in required.iter().filter_map(Value::as_str).filter(|name| !described.contains(name)) {
            found.warning(
                &format!("{pointer}/required"),
                format!("`{name}` is required and not among the properties"),
                "describe it under `properties:`, or correct its name",
            );
        }
    }
}

fn collect<'a>(document: &Document<'a>, schema: &'a Map<String, Value>, depth: u8, names: &mut BTreeSet<&'a str>) {
    // A circle of references ends at the limit.
    if depth > 16 {
        return;
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    names.extend(properties.into_iter().flatten().map(|(name, _)| name.as_str()));
    for key in ["allOf", "oneOf", "anyOf"] {
        for branch in schema.get(key).and_then(Value::as_array).into_iter().flatten() {
            if let Some(branch) = document.resolve(branch).as_object() {
                collect(document, branch, depth + 1, names);
            }
        }
    }
}
