//! Visits the schemas of a document, and nothing that only looks like one.

use serde_json::Value;

use super::{METHODS, found};
use crate::error::Result;
use crate::load::refs::push;

/// Where a schema stands.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// JSON pointer.
    pub pointer: String,
    /// Words that a name can be made of: the component, operation or parameter, then properties.
    pub words: Vec<String>,
}

impl At {
    /// Whether it is a schema under a name of its own, and not a part of one.
    pub(super) fn is_component(&self) -> bool {
        self.pointer.matches('/').count() == 3 && self.pointer.starts_with("/components/schemas/")
    }
}

type Visit<'v> = dyn FnMut(&At, &mut Value) -> Result<()> + 'v;

/// Calls `visit` for every schema of the document, inner ones first.
pub(super) fn each_schema(tree: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    if let Some(Value::Object(schemas)) = tree.pointer_mut("/components/schemas") {
        for (name, schema) in schemas.iter_mut() {
            let mut at = At { pointer: "/components/schemas".to_owned(), words: vec![name.clone()] };
            push(&mut at.pointer, name);
            each_within(schema, &mut at, visit)?;
        }
    }
    if let Some(Value::Object(aliases)) = tree.get_mut(found::ALIASES) {
        for (name, schema) in aliases.iter_mut() {
            let mut at = At { pointer: format!("/{}", found::ALIASES), words: vec![name.clone()] };
            push(&mut at.pointer, name);
            each_within(schema, &mut at, visit)?;
        }
    }
    if let Some(Value::Object(unions)) = tree.get_mut(found::UNIONS) {
        for (name, union) in unions.iter_mut() {
            let shapes = union.get_mut("shapes").and_then(Value::as_array_mut);
            for (index, shape) in shapes.into_iter().flatten().enumerate() {
                let mut at = At { pointer: format!("/{}", found::UNIONS), words: vec![name.clone()] };
                push(&mut at.pointer, name);
                at.pointer.push_str(&format!("/shapes/{index}/schema"));
                if let Some(schema) = shape.get_mut("schema") {
                    each_within(schema, &mut at, visit)?;
                }
            }
        }
    }
    let Some(Value::Object(paths)) = tree.get_mut("paths") else {
        return Ok(());
    };
    for (path, item) in paths.iter_mut() {
        for method in METHODS {
            let Some(operation) = item.get_mut(*method) else { continue };
            let mut pointer = "/paths".to_owned();
            push(&mut pointer, path);
            push(&mut pointer, method);
            each_of_operation(operation, &pointer, visit)?;
        }
    }
    Ok(())
}

fn each_of_operation(operation: &mut Value, pointer: &str, visit: &mut Visit<'_>) -> Result<()> {
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
        for (index, parameter) in parameters.iter_mut().enumerate() {
            let name = parameter[found::RUST_NAME]
                .as_str()
                .or_else(|| parameter["name"].as_str())
                .unwrap_or_default()
                .to_owned();
            let mut at = At { pointer: format!("{pointer}/parameters/{index}/schema"), words: vec![id.clone(), name] };
            if let Some(schema) = parameter.get_mut("schema") {
                each_within(schema, &mut at, visit)?;
            }
            let content = format!("{pointer}/parameters/{index}/content");
            each_of_content(parameter.get_mut("content"), &content, &at.words, visit)?;
        }
    }
    for (key, word) in [(found::ERRORS, "error"), (found::STREAM, "event")] {
        let found = match operation.get_mut(key) {
            Some(Value::Array(list)) => list.iter_mut().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for (index, entry) in found.into_iter().enumerate() {
            let mut at =
                At { pointer: format!("{pointer}/{key}/{index}/schema"), words: vec![id.clone(), word.to_owned()] };
            if let Some(schema) = entry.get_mut("schema") {
                each_within(schema, &mut at, visit)?;
            }
        }
    }
    let body = format!("{pointer}/requestBody/content");
    let words = vec![id.clone(), "body".to_owned()];
    each_of_content(operation.pointer_mut("/requestBody/content"), &body, &words, visit)?;
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        for (status, response) in responses.iter_mut() {
            let mut at = format!("{pointer}/responses");
            push(&mut at, status);
            at.push_str("/content");
            let words = vec![id.clone(), "response".to_owned()];
            each_of_content(response.get_mut("content"), &at, &words, visit)?;
        }
    }
    Ok(())
}

fn each_of_content(content: Option<&mut Value>, pointer: &str, words: &[String], visit: &mut Visit<'_>) -> Result<()> {
    let Some(Value::Object(content)) = content else {
        return Ok(());
    };
    for (media, entry) in content.iter_mut() {
        if let Some(schema) = entry.get_mut("schema") {
            let mut at = At { pointer: pointer.to_owned(), words: words.to_vec() };
            push(&mut at.pointer, media);
            push(&mut at.pointer, "schema");
            each_within(schema, &mut at, visit)?;
        }
    }
    Ok(())
}

/// Calls `visit` for the schemas inside of `schema` and then for itself.
pub(super) fn each_within(schema: &mut Value, at: &mut At, visit: &mut Visit<'_>) -> Result<()> {
    let length = at.pointer.len();
    let depth = at.words.len();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, property) in properties.iter_mut() {
            push(&mut at.pointer, "properties");
            push(&mut at.pointer, name);
            at.words.push(name.clone());
            each_within(property, at, visit)?;
            at.words.truncate(depth);
            at.pointer.truncate(length);
        }
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = schema.get_mut(key).filter(|inner| inner.is_object()) {
            push(&mut at.pointer, key);
            at.words.push(if key == "items" { "item" } else { "value" }.to_owned());
            each_within(inner, at, visit)?;
            at.words.truncate(depth);
            at.pointer.truncate(length);
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        if let Some(Value::Array(branches)) = schema.get_mut(key) {
            for (index, branch) in branches.iter_mut().enumerate() {
                push(&mut at.pointer, key);
                push(&mut at.pointer, &index.to_string());
                each_within(branch, at, visit)?;
                at.pointer.truncate(length);
            }
        }
    }
    visit(at, schema)
}
