//! Properties of requests that may be left out and may be null: to a server these are two things. In answers both
//! read the same, and the types that only answers have stay as they are.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::components::{referred, schemas};
use super::{Draft, found, is_json};
use crate::error::Result;
use crate::normalise::wire_formats::ENUMS;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut open = Vec::new();
    draft.each_operation(|_, _, _, operation| {
        sent_as_json(operation).into_iter().for_each(|schema| names(schema, &mut open));
        Ok(())
    })?;
    // They come back below: a copy of all schemas would cost more than the whole pass.
    let structs = std::mem::take(schemas(&mut draft.tree));
    let unions = draft.tree.get(found::UNIONS).and_then(Value::as_object);
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        if !reached.insert(name.clone()) {
            continue;
        }
        let shapes = unions.and_then(|unions| unions.get(&name)?.get("shapes")?.as_array());
        shapes.into_iter().flatten().for_each(|shape| names(&shape["schema"], &mut open));
        let Some(schema) = structs.get(&name) else { continue };
        parts(schema, &mut open);
        let nullable = nullable(schema);
        if !nullable.is_empty() {
            draft.nullable.insert(name, nullable);
        }
    }
    *schemas(&mut draft.tree) = structs;
    Ok(())
}

/// The schemas of what an operation sends as JSON: its body, parts of its form, and parameters in the form of JSON.
fn sent_as_json(operation: &Value) -> Vec<&Value> {
    let body = operation.get("requestBody");
    let mime = body.and_then(|body| body[found::MEDIA].as_str()).filter(|mime| is_json(mime));
    let mut sent: Vec<&Value> =
        mime.and_then(|mime| body?.get("content")?.get(mime)?.get("schema")).into_iter().collect();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "part" {
            sent.extend(parameter.get("schema"));
        }
        let content = parameter["content"].as_object().into_iter().flatten();
        sent.extend(content.filter_map(|(_, media)| media.get("schema")));
    }
    sent
}

/// The types that the parts of a structure name.
fn parts(schema: &Value, into: &mut Vec<String>) {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties.for_each(|(_, property)| names(property, into));
    schema.get("additionalProperties").into_iter().for_each(|further| names(further, into));
}

/// The types that a schema names, also within lists and maps.
fn names(schema: &Value, into: &mut Vec<String>) {
    let marker = schema.get("x-rust-type");
    let path = marker.and_then(|marker| marker["path"].as_str());
    let ours = path.and_then(|path| path.strip_prefix(ENUMS)?.strip_prefix("::"));
    into.extend(referred(schema).or(ours).map(str::to_owned));
    let parameters = marker.and_then(|marker| marker["parameters"].as_array()).into_iter().flatten();
    let inner = schema.get("allOf").and_then(Value::as_array).into_iter().flatten().chain(parameters);
    inner.for_each(|inner| names(inner, into));
    ["items", "additionalProperties"].iter().filter_map(|key| schema.get(key)).for_each(|inner| names(inner, into));
    if schema.get("properties").is_some() {
        parts(schema, into);
    }
}

/// The properties of a structure that may be both, by their names on the wire.
fn nullable(schema: &Value) -> BTreeSet<String> {
    let nothing = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    let nullable = properties.iter().filter(|(_, property)| property.get("nullable") == Some(&json!(true)));
    nullable.map(|(name, _)| name).filter(|name| !is_required(name)).cloned().collect()
}
