//! Visits the schemas of a document, and nothing that only looks like one.

use serde_json::{Map, Value};

use super::{METHODS, found};
use crate::error::Result;
use crate::load::refs::push;

/// Where a schema stands. It costs nothing until somebody asks: each step of the walk lies on the stack and knows the
/// one before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    outer: Option<&'a At<'a>>,
    keys: [Key<'a>; 3],
    word: Option<&'a str>,
}

/// A segment of a JSON pointer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'a> {
    None,
    Name(&'a str),
    Index(usize),
}

use Key::{Index, Name};

impl<'a> At<'a> {
    /// A place in the document itself.
    fn top(keys: [Key<'a>; 3], word: Option<&'a str>) -> Self {
        Self { outer: None, keys, word }
    }

    /// A place inside of this one; `word` is what a name gets for the step.
    pub(super) fn inside(&'a self, keys: [Key<'a>; 3], word: Option<&'a str>) -> At<'a> {
        At { outer: Some(self), keys, word }
    }

    /// JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.outer.map(At::pointer).unwrap_or_default();
        for key in self.keys {
            match key {
                Key::None => {}
                Name(name) => push(&mut pointer, name),
                Index(index) => push(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }

    /// Words that a name can be made of: the component, operation or parameter, then properties.
    pub(super) fn words(&self) -> Vec<&'a str> {
        let mut words = self.outer.map(At::words).unwrap_or_default();
        words.extend(self.word);
        words
    }

    /// The component that it is, or is a part of.
    pub(super) fn component(&self) -> Option<&'a str> {
        match (self.outer, self.keys) {
            (Some(outer), _) => outer.component(),
            (None, [Name("components"), _, Name(name)]) => Some(name),
            _ => None,
        }
    }

    /// Whether it is a schema under a name of its own, and not a part of one.
    pub(super) fn is_component(&self) -> bool {
        self.outer.is_none() && matches!(self.keys, [Name("components"), ..])
    }
}

type Visit<'v> = dyn FnMut(&At<'_>, &mut Value) -> Result<()> + 'v;

/// Calls `visit` for every schema of the document, inner ones first.
pub(super) fn each_schema(tree: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    if let Some(Value::Object(schemas)) = tree.pointer_mut("/components/schemas") {
        for (name, schema) in schemas.iter_mut() {
            let at = At::top([Name("components"), Name("schemas"), Name(name)], Some(name));
            each_within(schema, &at, visit)?;
        }
    }
    if let Some(Value::Object(aliases)) = tree.get_mut(found::ALIASES) {
        for (name, schema) in aliases.iter_mut() {
            let at = At::top([Name(found::ALIASES), Name(name), Key::None], Some(name));
            each_within(schema, &at, visit)?;
        }
    }
    if let Some(Value::Object(unions)) = tree.get_mut(found::UNIONS) {
        for (name, union) in unions.iter_mut() {
            let at = At::top([Name(found::UNIONS), Name(name), Key::None], Some(name));
            let shapes = union.get_mut("shapes").and_then(Value::as_array_mut);
            for (index, shape) in shapes.into_iter().flatten().enumerate() {
                if let Some(schema) = shape.get_mut("schema") {
                    each_within(schema, &at.inside([Name("shapes"), Index(index), Name("schema")], None), visit)?;
                }
            }
        }
    }
    if let Some(Value::Object(paths)) = tree.get_mut("paths") {
        each_of_paths(paths, visit)?;
    }
    // What the server sends comes last, so that its names change no other.
    if let Some(Value::Array(incoming)) = tree.get_mut(found::INCOMING) {
        for (index, entry) in incoming.iter_mut().enumerate() {
            let [from, name] = ["from", "name"].map(|key| entry[key].as_str().unwrap_or_default().to_owned());
            let at = At::top([Name(found::INCOMING), Index(index), Key::None], Some(&from));
            if let Some(schema) = entry.get_mut("schema") {
                each_within(schema, &at.inside([Name("schema"), Key::None, Key::None], Some(&name)), visit)?;
            }
        }
    }
    Ok(())
}

fn each_of_paths(paths: &mut Map<String, Value>, visit: &mut Visit<'_>) -> Result<()> {
    for (path, item) in paths.iter_mut() {
        for method in METHODS {
            let Some(operation) = item.get_mut(*method) else { continue };
            let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
            let at = At::top([Name("paths"), Name(path), Name(method)], Some(&id));
            each_of_operation(operation, &at, visit)?;
        }
    }
    Ok(())
}

fn each_of_operation(operation: &mut Value, at: &At<'_>, visit: &mut Visit<'_>) -> Result<()> {
    if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
        for (index, parameter) in parameters.iter_mut().enumerate() {
            let name = parameter[found::RUST_NAME]
                .as_str()
                .or_else(|| parameter["name"].as_str())
                .unwrap_or_default()
                .to_owned();
            let at = at.inside([Name("parameters"), Index(index), Key::None], Some(&name));
            if let Some(schema) = parameter.get_mut("schema") {
                each_within(schema, &at.inside([Name("schema"), Key::None, Key::None], None), visit)?;
            }
            each_of_content(parameter.get_mut("content"), &at, visit)?;
        }
    }
    for (key, word) in [(found::ERRORS, "error"), (found::STREAM, "event")] {
        let entries = match operation.get_mut(key) {
            Some(Value::Array(list)) => list.as_mut_slice(),
            Some(one) => std::slice::from_mut(one),
            None => &mut [],
        };
        for (index, entry) in entries.iter_mut().enumerate() {
            if let Some(schema) = entry.get_mut("schema") {
                each_within(schema, &at.inside([Name(key), Index(index), Name("schema")], Some(word)), visit)?;
            }
        }
    }
    let body = operation.get_mut("requestBody").and_then(|body| body.get_mut("content"));
    each_of_content(body, &at.inside([Name("requestBody"), Key::None, Key::None], Some("body")), visit)?;
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        for (status, response) in responses.iter_mut() {
            let at = at.inside([Name("responses"), Name(status), Key::None], None);
            each_of_content(response.get_mut("content"), &at.inside([Key::None; 3], Some("response")), visit)?;
            each_of_headers(response.get_mut("headers"), &at, visit)?;
        }
    }
    Ok(())
}

fn each_of_headers(headers: Option<&mut Value>, at: &At<'_>, visit: &mut Visit<'_>) -> Result<()> {
    let Some(Value::Object(headers)) = headers else {
        return Ok(());
    };
    for (name, header) in headers.iter_mut() {
        let at = at.inside([Name("headers"), Name(name), Key::None], Some(name));
        if let Some(schema) = header.get_mut("schema") {
            each_within(schema, &at.inside([Name("schema"), Key::None, Key::None], None), visit)?;
        }
        each_of_content(header.get_mut("content"), &at, visit)?;
    }
    Ok(())
}

fn each_of_content(content: Option<&mut Value>, at: &At<'_>, visit: &mut Visit<'_>) -> Result<()> {
    let Some(Value::Object(content)) = content else {
        return Ok(());
    };
    for (media, entry) in content.iter_mut() {
        if let Some(schema) = entry.get_mut("schema") {
            each_within(schema, &at.inside([Name("content"), Name(media), Name("schema")], None), visit)?;
        }
    }
    Ok(())
}

/// Calls `visit` for the schemas inside of `schema` and then for itself.
pub(super) fn each_within(schema: &mut Value, at: &At<'_>, visit: &mut Visit<'_>) -> Result<()> {
    let Value::Object(map) = &mut *schema else { return visit(at, schema) };
    // The keywords in the order in which they are visited, found by one look at all of them.
    let mut found: [Option<&mut Value>; 7] = [const { None }; 7];
    for (key, inner) in map.iter_mut() {
        let slot = match key.as_str() {
            "properties" => 0,
            "items" => 1,
            "additionalProperties" => 2,
            "not" => 3,
            "allOf" => 4,
            "oneOf" => 5,
            "anyOf" => 6,
            _ => continue,
        };
        found[slot] = Some(inner);
    }
    let [properties, items, further, not, all, one, any] = found;
    if let Some(Value::Object(properties)) = properties {
        for (name, property) in properties.iter_mut() {
            each_within(property, &at.inside([Name("properties"), Name(name), Key::None], Some(name)), visit)?;
        }
    }
    for (key, inner, word) in
        [("items", items, "item"), ("additionalProperties", further, "value"), ("not", not, "value")]
    {
        if let Some(inner) = inner.filter(|inner| inner.is_object()) {
            each_within(inner, &at.inside([Name(key), Key::None, Key::None], Some(word)), visit)?;
        }
    }
    for (key, branches) in [("allOf", all), ("oneOf", one), ("anyOf", any)] {
        if let Some(Value::Array(branches)) = branches {
            for (index, branch) in branches.iter_mut().enumerate() {
                each_within(branch, &at.inside([Name(key), Index(index), Key::None], None), visit)?;
            }
        }
    }
    visit(at, schema)
}
