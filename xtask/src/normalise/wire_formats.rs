//! Wire formats: a schema whose values are spelled in a special way becomes a marker, which the
//! engines take for a type of a crate called `wire`. The refining passes replace each marker by the
//! plain Rust type and the adapter that knows the spelling.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Crate name of the markers for wire formats.
pub const WIRE: &str = "wire";
/// Crate name of the markers for hand-written types; it stands for `crate`.
pub const HAND: &str = "hand";
/// Crate name of the markers for open enums; it stands for the module of generated types.
pub const ENUMS: &str = "enums";

const INTEGERS: &[&str] = &["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];
const FLOATS: &[&str] = &["float", "double"];

/// Replaces one schema by a marker where its format says so. Schemas inside of it are done before.
/// `custom` maps formats to paths of hand-written types. Tells what was done.
pub fn mark_one(schema: &mut Value, custom: &BTreeMap<String, String>) -> Option<String> {
    let map = schema.as_object()?;
    if map.contains_key("x-rust-type") || map.contains_key(super::openapi::found::UNION) {
        return None;
    }
    let nullable = map.get("nullable").and_then(Value::as_bool) == Some(true);
    // JSON Schema spells it as a type of its own.
    let mut null_type = false;
    let mut replacement = None;
    if let Some(branches) = union_branches(map, &mut null_type) {
        replacement = union(&branches);
    } else if let Some(format) = map.get("format").and_then(Value::as_str) {
        null_type = null_in_type_list(map);
        if let Some(path) = custom.get(format) {
            let path = path.strip_prefix("crate::").unwrap_or(path);
            replacement = Some(marker(HAND, path, Vec::new()));
        } else {
            replacement = format_marker(type_of(map)?, format);
        }
    }
    let mut replacement = replacement?;
    let what = replacement["x-rust-type"]["path"].as_str().unwrap_or_default().to_owned();
    if null_type {
        replacement = json!({ "oneOf": [replacement, { "type": "null" }] });
    } else if nullable {
        replacement = json!({ "nullable": true, "allOf": [replacement] });
    }
    if let Some(description) = schema.get("description") {
        replacement["description"] = description.clone();
    }
    *schema = replacement;
    Some(what)
}

/// [`mark_one`] for every schema of a JSON Schema document, inner ones first.
pub fn mark(schema: &mut Value) {
    if let Value::Object(map) = schema {
        for key in ["properties", "definitions", "$defs", "patternProperties"] {
            if let Some(Value::Object(inner)) = map.get_mut(key) {
                inner.values_mut().for_each(mark);
            }
        }
        for key in ["items", "additionalProperties", "not"] {
            if let Some(inner) = map.get_mut(key) {
                mark(inner);
            }
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            if let Some(Value::Array(inner)) = map.get_mut(key) {
                inner.iter_mut().for_each(mark);
            }
        }
    }
    mark_one(schema, &BTreeMap::new());
}

/// A schema that the engines take for the type `krate::path<parameters>`.
pub fn marker(krate: &str, path: &str, parameters: Vec<Value>) -> Value {
    json!({
        "type": "string",
        "x-rust-type": { "crate": krate, "version": "*", "path": format!("{krate}::{path}"), "parameters": parameters },
    })
}

fn format_marker(ty: &str, format: &str) -> Option<Value> {
    let plain = |name: &str| Some(marker(WIRE, name, Vec::new()));
    match (ty, format) {
        ("string", "byte") => plain("Base64"),
        ("string", "password") => plain("SecretText"),
        ("string", "bool-digit") => plain("BoolDigit"),
        ("string", "date-time-sql") => plain("SqlDateTime"),
        ("string", "http-date") => plain("HttpDate"),
        ("string", "comma-list") => plain("CommaList"),
        ("string", "space-list") => plain("SpaceList"),
        ("integer", "unixtime") => plain("UnixSeconds"),
        ("integer", "unixtime-ms") => plain("UnixMillis"),
        ("string", _) => Some(marker(WIRE, "NumberText", vec![number(format)?])),
        _ => None,
    }
}

/// The schema of the number that a format names.
fn number(format: &str) -> Option<Value> {
    if INTEGERS.contains(&format) {
        Some(json!({ "type": "integer", "format": format }))
    } else if FLOATS.contains(&format) {
        Some(json!({ "type": "number", "format": format }))
    } else {
        None
    }
}

fn type_of(map: &Map<String, Value>) -> Option<&str> {
    match map.get("type")? {
        Value::String(ty) => Some(ty),
        Value::Array(types) => types.iter().filter_map(Value::as_str).find(|ty| *ty != "null"),
        _ => None,
    }
}

fn null_in_type_list(map: &Map<String, Value>) -> bool {
    map.get("type").and_then(Value::as_array).is_some_and(|types| types.iter().any(|ty| ty == "null"))
}

fn union_branches(map: &Map<String, Value>, null_type: &mut bool) -> Option<Vec<Value>> {
    let branches = map.get("oneOf").or_else(|| map.get("anyOf"))?.as_array()?;
    let (null, rest): (Vec<_>, Vec<_>) =
        branches.iter().cloned().partition(|branch| branch.get("type").and_then(Value::as_str) == Some("null"));
    *null_type |= !null.is_empty();
    Some(rest)
}

/// A union of spellings of one thing.
fn union(branches: &[Value]) -> Option<Value> {
    one_or_many(branches).or_else(|| spelled_number(branches)).or_else(|| spelled_time(branches))
}

fn one_or_many(branches: &[Value]) -> Option<Value> {
    let [a, b] = branches else { return None };
    let (one, many) = if a.get("type").and_then(Value::as_str) == Some("array") { (b, a) } else { (a, b) };
    if many.get("type").and_then(Value::as_str) != Some("array") || many.get("items") != Some(one) {
        return None;
    }
    Some(marker(WIRE, "OneOrMany", vec![one.clone()]))
}

/// Branches that were numbers as text are markers by now.
fn spelled_number(branches: &[Value]) -> Option<Value> {
    let mut as_number = None;
    let mut as_text = None;
    for branch in branches {
        let path = branch.pointer("/x-rust-type/path").and_then(Value::as_str);
        match (path, branch.get("type").and_then(Value::as_str)) {
            (Some("wire::NumberText"), _) => {
                as_text = branch.pointer("/x-rust-type/parameters/0").cloned();
            }
            (None, Some("integer" | "number")) => {
                let mut plain = json!({ "type": branch["type"] });
                if let Some(format) = branch.get("format") {
                    plain["format"] = format.clone();
                }
                // `number` is the wider one.
                if as_number.is_none() || branch["type"] == "number" {
                    as_number = Some(plain);
                }
            }
            _ => return None,
        }
    }
    as_text.as_ref()?;
    Some(marker(WIRE, "NumberLenient", vec![as_number.or(as_text)?]))
}

fn spelled_time(branches: &[Value]) -> Option<Value> {
    let mut seconds = false;
    for branch in branches {
        let path = branch.pointer("/x-rust-type/path").and_then(Value::as_str);
        let format = branch.get("format").and_then(Value::as_str);
        match (path, format) {
            (Some("wire::UnixSeconds"), _) => seconds = true,
            (Some("wire::SqlDateTime"), _) | (None, Some("date-time")) => {}
            _ => return None,
        }
    }
    seconds.then(|| marker(WIRE, "UnixSecondsLenient", Vec::new()))
}
