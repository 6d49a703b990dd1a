//! The parts of a multipart form are parameters of the operation: values, and files.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::components::{referred, schemas, unwrapped};
use super::{BUILDER_METHODS, Draft, found};
use crate::error::Result;
use crate::names;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    // They come back below: a copy of all schemas would cost more than the whole pass.
    let known = std::mem::take(schemas(&mut draft.tree));
    let mut notes = Vec::new();
    draft.each_operation(|pointer, _, _, operation| {
        let Some(body) = operation.get_mut("requestBody") else { return Ok(()) };
        let mime = body[found::MEDIA].as_str().unwrap_or_default().to_owned();
        if !mime.starts_with("multipart/") {
            return Ok(());
        }
        let media = body["content"][&mime].take();
        body[found::MEDIA] = json!("multipart/form-data");
        body["content"] = json!({});
        let schema = media.get("schema").map(|schema| target(schema, &known)).unwrap_or_default();
        let properties = schema.get("properties").and_then(Value::as_object);
        let Some(properties) = properties else {
            let what = "the form names no parts; it is sent through `request` of the client's core".to_owned();
            notes.push((format!("{pointer}/requestBody"), what));
            return Ok(());
        };
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let mut taken: BTreeSet<String> = BUILDER_METHODS.iter().map(|&name| name.to_owned()).collect();
        taken.extend(parameters.iter().filter_map(|known| known[found::RUST_NAME].as_str()).map(str::to_owned));
        let parts = properties.iter().map(|(name, property)| {
            let mut part = json!({
                "name": name,
                "in": if is_file(property, &known) { "file" } else { "part" },
                "required": is_required(name),
                "schema": property,
                found::RUST_NAME: names::unique(&mut taken, names::snake(name)),
            });
            if let Some(description) = property.get("description") {
                part["description"] = description.clone();
            }
            if let Some(kind) = media["encoding"][name]["contentType"].as_str() {
                // Of several the caller chooses; a part says which.
                if !kind.contains([',', '*']) {
                    part["x-clientwright-content-type"] = json!(kind);
                }
            }
            part
        });
        operation["parameters"] = parameters.iter().cloned().chain(parts).collect();
        Ok(())
    })?;
    *schemas(&mut draft.tree) = known;
    for (pointer, what) in notes {
        draft.report.note("multipart", pointer, what, true);
    }
    Ok(())
}

/// A schema, or the one that it refers to.
fn target(schema: &Value, known: &Map<String, Value>) -> Value {
    let schema = unwrapped(schema);
    referred(schema).and_then(|name| known.get(name)).unwrap_or(schema).clone()
}

/// Bytes, or a list of them.
fn is_file(property: &Value, known: &Map<String, Value>) -> bool {
    let schema = target(property, known);
    let binary = |schema: &Value| {
        let format = schema.get("format").and_then(Value::as_str);
        let is_bytes = schema.get("contentMediaType").and_then(Value::as_str) == Some("application/octet-stream");
        matches!(format, Some("binary" | "file")) || is_bytes
    };
    binary(&schema) || schema.get("items").is_some_and(|items| binary(&target(items, known)))
}
