//! Bounds, patterns and defaults become documentation: they are never a closed door for an answer, and
//! a server's default is the server's business.

use serde_json::{Map, Value};

use super::{Draft, walk};
use crate::error::Result;
use crate::normalise::BOUNDS;

const NOT_FOR_ENGINES: &[&str] = &["example", "xml", "externalDocs", "readOnly", "writeOnly"];

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    parameters(draft)?;
    walk::each_schema(&mut draft.tree, &mut |_, schema| {
        let Value::Object(schema) = schema else { return Ok(()) };
        for key in there(schema, NOT_FOR_ENGINES) {
            schema.remove(key);
        }
        let text = take(schema);
        if !text.is_empty() {
            append(schema, &text);
        }
        Ok(())
    })
}

/// The bounds of a parameter belong to its own description.
fn parameters(draft: &mut Draft<'_>) -> Result<()> {
    // They come back below: a copy of all schemas would cost more than the whole pass.
    let components = draft.tree.get_mut("components").map(Value::take).unwrap_or_default();
    draft.each_operation(|_, _, _, operation| {
        let Some(Value::Array(parameters)) = operation.get_mut("parameters") else { return Ok(()) };
        for parameter in parameters {
            let Some(Value::Object(schema)) = parameter.get_mut("schema") else { continue };
            let text = take(schema);
            let from_type = schema
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix("#/components"))
                .and_then(|pointer| components.pointer(pointer))
                .and_then(|target| target.get("description"))
                .cloned();
            let Value::Object(parameter) = parameter else { continue };
            if let Some(description) = from_type {
                parameter.entry("description").or_insert(description);
            }
            if !text.is_empty() {
                append(parameter, &text);
            }
        }
        Ok(())
    })?;
    if let Some(place) = draft.tree.get_mut("components") {
        *place = components;
    }
    Ok(())
}

fn append(object: &mut Map<String, Value>, text: &str) {
    let description = object.get("description").and_then(Value::as_str).unwrap_or_default().trim_end();
    let joined = if description.is_empty() { text.to_owned() } else { format!("{description}\n\n{text}") };
    object.insert("description".to_owned(), Value::String(joined));
}

/// Those of some keywords that a schema has: most have none.
fn there(schema: &Map<String, Value>, keywords: &[&'static str]) -> Vec<&'static str> {
    keywords.iter().copied().filter(|keyword| schema.keys().any(|key| key == keyword)).collect()
}

/// Removes the bounds and says them in words.
fn take(schema: &mut Map<String, Value>) -> String {
    let there = there(schema, BOUNDS);
    if there.is_empty() {
        return String::new();
    }
    let found: Map<String, Value> =
        there.into_iter().filter_map(|key| Some((key.to_owned(), schema.remove(key)?))).collect();
    let mut said = Vec::new();
    let mut range = |low: &str, high: &str, of: &str| match (found.get(low), found.get(high)) {
        (Some(low), Some(high)) => said.push(format!("{of}: {low} to {high}.")),
        (Some(low), None) => said.push(format!("{of}: at least {low}.")),
        (None, Some(high)) => said.push(format!("{of}: at most {high}.")),
        (None, None) => {}
    };
    range("minimum", "maximum", "Range");
    range("minLength", "maxLength", "Length in characters");
    range("minItems", "maxItems", "Number of items");
    for (key, of) in
        [("exclusiveMinimum", "More than"), ("exclusiveMaximum", "Less than"), ("multipleOf", "Multiple of")]
    {
        if let Some(value) = found.get(key).filter(|value| value.is_number()) {
            said.push(format!("{of} {value}."));
        }
    }
    if let Some(Value::String(pattern)) = found.get("pattern") {
        said.push(format!("Pattern: `{}`.", pattern.replace('`', "'")));
    }
    match found.get("default") {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) if text.is_empty() => {}
        Some(Value::String(text)) => said.push(format!("The server's default is `{text}`.")),
        Some(other) => said.push(format!("The server's default is `{other}`.")),
    }
    said.join(" ")
}
