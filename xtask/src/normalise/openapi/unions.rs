//! Unions leave the document: answers may have shapes that nobody has listed yet, so their types are
//! emitted by us, open. The shapes are kept aside, where the passes below still see their schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::components::{PREFIX, referred, schemas, unwrapped};
use super::{Draft, found};
use crate::error::Result;
use crate::model::OpenEnum;
use crate::names;
use crate::normalise::wire_formats::{ENUMS, marker};

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let enums = &draft.enums;
    let known = schemas(&mut draft.tree);
    let mut unions = Map::new();
    let mut replacements = Vec::new();
    for (name, schema) in known.iter() {
        let Some(map) = schema.as_object() else { continue };
        let Some(branches) = ["oneOf", "anyOf"].iter().find_map(|key| map.get(*key)?.as_array()) else { continue };
        let description = map.get("description").cloned();
        let branches = distinct(branches);
        let mut replacement = match branches.as_slice() {
            [] => json!({}),
            [only] => (*only).clone(),
            _ => {
                let shapes = shapes(map, &branches, known);
                let union = json!({
                    "description": description,
                    "tag": map.get("discriminator").and_then(|of| of.get("propertyName")),
                    "shapes": shapes,
                });
                unions.insert(name.clone(), union);
                marker(ENUMS, name, Vec::new())
            }
        };
        if let (Some(description), true) = (description, referred(&replacement).is_none()) {
            replacement["description"] = description;
        }
        replacements.push((name.clone(), replacement));
    }
    let count = unions.len();
    for union in unions.values_mut() {
        infer_tags(union, known, enums);
        own_tags(union, known, enums);
    }
    for (name, replacement) in replacements {
        known.insert(name, replacement);
    }
    draft.tree[found::UNIONS] = Value::Object(unions);
    if count > 0 {
        draft.report.note("unions", "/components/schemas".to_owned(), format!("{count} unions are open"), false);
    }
    Ok(())
}

/// The branches that differ; of an integer and a number the number.
fn distinct(branches: &[Value]) -> Vec<&Value> {
    let mut kept: Vec<&Value> = Vec::new();
    let is = |branch: &Value, ty: &str| {
        branch.get("type").and_then(Value::as_str) == Some(ty) && branch.get("enum").is_none()
    };
    let has_number = branches.iter().any(|branch| is(branch, "number"));
    for branch in branches {
        let anything = branch.as_object().is_some_and(|map| !map.keys().any(|key| says(key)));
        let known = kept.iter().any(|known| same(known, branch)) || (has_number && is(branch, "integer"));
        if !known && !anything {
            kept.push(branch);
        }
    }
    kept
}

/// Whether a key says what values there are.
fn says(key: &str) -> bool {
    !matches!(key, "description" | "title" | "required" | "nullable" | "deprecated")
        && !key.starts_with("x-clientwright")
}

fn same(a: &Value, b: &Value) -> bool {
    let plain = |value: &Value| {
        let mut value = value.clone();
        if let Value::Object(map) = &mut value {
            map.retain(|key, _| says(key));
        }
        value
    };
    plain(a) == plain(b)
}

/// Name, texts of the discriminator, words and schema of each shape.
fn shapes(union: &Map<String, Value>, branches: &[&Value], known: &Map<String, Value>) -> Vec<Value> {
    let mapping = union.get("discriminator").and_then(|of| of.get("mapping")).and_then(Value::as_object);
    let discriminated = union.contains_key("discriminator");
    let given = union.get("x-enum-varnames").and_then(Value::as_array);
    let mut taken = BTreeSet::from(["Other".to_owned()]);
    let mut shapes = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        let target = referred(branch);
        let given = given.and_then(|names| names.get(index)).and_then(Value::as_str).map(str::to_owned);
        let title = branch.get("title").and_then(Value::as_str).filter(|title| title.len() <= 40).map(str::to_owned);
        let name = given.or(title).or_else(|| target.map(str::to_owned)).unwrap_or_else(|| kind_name(branch));
        let mut tags: Vec<String> = Vec::new();
        if let Some(target) = target.filter(|_| discriminated) {
            let reference = format!("{PREFIX}{target}");
            let mapped = mapping.into_iter().flatten().filter(|(_, to)| to.as_str() == Some(reference.as_str()));
            tags.extend(mapped.map(|(tag, _)| tag.clone()));
            if tags.is_empty() {
                let own = known.get(target).and_then(|schema| schema.get(found::SCHEMA_NAME)).and_then(Value::as_str);
                tags.extend(own.map(str::to_owned));
            }
        }
        let words = branch.get("description").cloned();
        let mut schema = (*branch).clone();
        if let Value::Object(map) = &mut schema {
            map.remove("title");
        }
        shapes.push(json!({
            "name": names::unique(&mut taken, names::camel(&name)),
            "tags": tags,
            "description": words,
            "schema": schema,
        }));
    }
    shapes
}

fn kind_name(branch: &Value) -> String {
    if let Some(path) = branch.pointer("/x-rust-type/path").and_then(Value::as_str) {
        return path.rsplit("::").next().unwrap_or(path).to_owned();
    }
    let of = branch.get("type").and_then(Value::as_str).unwrap_or_default();
    match (of, branch.get("format").and_then(Value::as_str)) {
        ("string", Some("date-time")) => "Time",
        ("string", Some("date")) => "Date",
        ("string", Some("uuid")) => "Uuid",
        ("string", _) => "Text",
        ("integer", _) => "Integer",
        ("number", _) => "Number",
        ("boolean", _) => "Boolean",
        ("array", _) => "List",
        ("object", _) => "Map",
        _ => "Shape",
    }
    .to_owned()
}

/// A property that has one text in each shape, each another, tells them apart as well as a discriminator.
fn infer_tags(union: &mut Value, known: &Map<String, Value>, enums: &indexmap::IndexMap<String, OpenEnum>) {
    if union["tag"].is_string() {
        return;
    }
    let shapes = union["shapes"].as_array().cloned().unwrap_or_default();
    let mut texts: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for shape in &shapes {
        let Some(schema) = referred(&shape["schema"]).and_then(|name| known.get(name)) else { return };
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let of = values(property, known, enums);
            if is_required(name) && !of.is_empty() {
                texts.entry(name.clone()).or_default().push(of);
            }
        }
    }
    let mut candidates = texts.into_iter().filter(|(_, of)| of.len() == shapes.len());
    let found = candidates.find(|(_, of)| {
        let all: BTreeSet<&String> = of.iter().flatten().collect();
        all.len() == of.iter().map(Vec::len).sum::<usize>()
    });
    let Some((name, of)) = found else { return };
    union["tag"] = json!(name);
    for (shape, tags) in union["shapes"].as_array_mut().into_iter().flatten().zip(of) {
        shape["tags"] = json!(tags);
    }
}

/// What a shape itself says that its discriminator holds, unless another shape says the same.
fn own_tags(union: &mut Value, known: &Map<String, Value>, enums: &indexmap::IndexMap<String, OpenEnum>) {
    let Some(tag) = union["tag"].as_str().map(str::to_owned) else { return };
    let Some(shapes) = union["shapes"].as_array_mut() else { return };
    let own = |shape: &Value| {
        let schema = referred(&shape["schema"]).and_then(|name| known.get(name));
        schema
            .and_then(|schema| schema.get("properties")?.get(&tag))
            .map(|of| values(of, known, enums))
            .unwrap_or_default()
    };
    let all: Vec<Vec<String>> = shapes.iter().map(own).collect();
    for (index, shape) in shapes.iter_mut().enumerate() {
        let Some(tags) = shape["tags"].as_array_mut() else { continue };
        for text in &all[index] {
            let alone = all.iter().filter(|other| other.contains(text)).count() == 1;
            if alone && !tags.iter().any(|known| known == text) {
                tags.push(json!(text));
            }
        }
    }
}

/// The texts that an enum property lists.
fn values(property: &Value, known: &Map<String, Value>, enums: &indexmap::IndexMap<String, OpenEnum>) -> Vec<String> {
    let wrapped = unwrapped(property);
    let schema = referred(wrapped).and_then(|name| known.get(name)).unwrap_or(wrapped);
    let path = schema.pointer("/x-rust-type/path").and_then(Value::as_str);
    let name = path.and_then(|path| path.strip_prefix("enums::"));
    let found = name.and_then(|name| enums.get(name)).filter(|found| !found.integer);
    found.map(|found| found.variants.iter().map(|variant| variant.wire.clone()).collect()).unwrap_or_default()
}
