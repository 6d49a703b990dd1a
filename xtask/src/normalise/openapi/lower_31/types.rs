//! Types: lists of them, `null` among them, and names that are none.

use serde_json::{Map, Value, json};

use super::Done;

/// The JSON type of a value.
pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Names that people write in the place of a type, with the type and format that they mean.
const OTHER_NAMES: &[(&str, &str, Option<&str>)] = &[
    ("file", "string", Some("binary")),
    ("binary", "string", Some("binary")),
    ("byte", "string", Some("byte")),
    ("date", "string", Some("date")),
    ("datetime", "string", Some("date-time")),
    ("date-time", "string", Some("date-time")),
    ("timestamp", "string", None),
    ("uuid", "string", Some("uuid")),
    ("uri", "string", Some("uri")),
    ("url", "string", Some("uri")),
    ("email", "string", Some("email")),
    ("text", "string", None),
    ("str", "string", None),
    ("enum", "string", None),
    ("int", "integer", None),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("long", "integer", Some("int64")),
    ("bigint", "integer", Some("int64")),
    ("float", "number", Some("float")),
    ("double", "number", Some("double")),
    ("decimal", "number", None),
    ("bool", "boolean", None),
    ("list", "array", None),
    ("map", "object", None),
    ("dict", "object", None),
    ("hash", "object", None),
    ("json", "object", None),
];

pub(super) const TYPES: &[&str] = &["string", "integer", "number", "boolean", "array", "object", "null"];

/// Types by other names, and what is no type at all.
pub(super) fn other_names(map: &mut Map<String, Value>) -> Done {
    let name = match map.get("type")? {
        Value::String(name) if TYPES.contains(&name.as_str()) => return None,
        Value::String(name) => name.to_ascii_lowercase(),
        Value::Array(list) => {
            if list.iter().all(|ty| ty.as_str().is_some_and(|ty| TYPES.contains(&ty))) {
                return None;
            }
            let Some(Value::Array(list)) = map.get_mut("type") else { return None };
            list.retain(|ty| ty.is_null() || ty.as_str().is_some_and(|ty| TYPES.contains(&ty)));
            for ty in list.iter_mut().filter(|ty| ty.is_null()) {
                *ty = json!("null");
            }
            return Some(("types of a list that are none are left out", true));
        }
        Value::Null => {
            map.insert("type".to_owned(), json!("null"));
            return None;
        }
        _ => String::new(),
    };
    if TYPES.contains(&name.as_str()) {
        map.insert("type".to_owned(), json!(name));
        return Some(("a type in other letters to the type", false));
    }
    let known = OTHER_NAMES.iter().find(|(other, ..)| *other == name);
    let Some((_, ty, format)) = known else {
        map.shift_remove("type");
        // These say that every type is meant.
        let lost = !matches!(name.as_str(), "any" | "mixed" | "*" | "");
        return Some(("a type that is none to any", lost));
    };
    map.insert("type".to_owned(), json!(ty));
    if let Some(format) = format {
        map.entry("format").or_insert(json!(format));
    }
    Some(("a type by another name to the type", false))
}

/// A list of types to a union of them, and `null` to `nullable`.
pub(super) fn lists(map: &mut Map<String, Value>) -> Done {
    match map.get("type") {
        Some(Value::String(ty)) if ty == "null" => {
            map.shift_remove("type");
            map.insert("nullable".to_owned(), json!(true));
            map.insert("enum".to_owned(), json!([null]));
            return Some(("the type null to nullable", false));
        }
        Some(Value::Array(_)) => {}
        _ => return None,
    }
    let Some(Value::Array(types)) = map.shift_remove("type") else { return None };
    let (null, mut types): (Vec<_>, Vec<_>) = types.into_iter().partition(|ty| ty == "null");
    if types.iter().any(|ty| ty == "number") {
        types.retain(|ty| ty != "integer");
    }
    let mut distinct = Vec::new();
    for ty in types {
        if !distinct.contains(&ty) {
            distinct.push(ty);
        }
    }
    if !null.is_empty() {
        map.insert("nullable".to_owned(), json!(true));
    }
    match (distinct.len(), distinct.pop()) {
        (0, _) if null.is_empty() => {}
        (0, _) => {
            map.insert("enum".to_owned(), json!([null]));
        }
        (1, Some(only)) => {
            map.insert("type".to_owned(), only);
        }
        (_, last) => {
            distinct.extend(last);
            spread(map, &distinct);
        }
    }
    Some(("list of types to nullable or oneOf", false))
}

/// Gives each type the keywords that speak of it. Where there is a union already, it alone describes.
fn spread(map: &mut Map<String, Value>, types: &[Value]) {
    let all: Map<String, Value> = map.clone();
    map.retain(|key, _| !types.iter().any(|ty| speaks_of(key, ty.as_str().unwrap_or_default())) && key != "enum");
    if map.contains_key("oneOf") || map.contains_key("anyOf") {
        return;
    }
    let mut branches = Vec::new();
    for ty in types {
        let name = ty.as_str().unwrap_or_default();
        let own = all.iter().filter(|(key, _)| speaks_of(key, name)).map(|(key, value)| (key.clone(), value.clone()));
        let mut branch: Map<String, Value> = std::iter::once(("type".to_owned(), ty.clone())).chain(own).collect();
        if let Some(Value::Array(values)) = all.get("enum") {
            let fits = |value: &&Value| type_of(value) == name || (name == "number" && value.is_number());
            let values: Vec<&Value> = values.iter().filter(fits).collect();
            if values.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), json!(values));
        }
        branches.push(Value::Object(branch));
    }
    if !branches.is_empty() {
        map.insert("oneOf".to_owned(), Value::Array(branches));
    }
}

fn speaks_of(key: &str, ty: &str) -> bool {
    match ty {
        "string" => matches!(key, "format" | "pattern" | "minLength" | "maxLength"),
        "integer" | "number" => {
            matches!(key, "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf")
        }
        "array" => matches!(key, "items" | "minItems" | "maxItems" | "uniqueItems"),
        "object" => {
            matches!(key, "properties" | "required" | "additionalProperties" | "minProperties" | "maxProperties")
        }
        _ => false,
    }
}

/// Takes branches that are only `null` out of a union.
pub(super) fn null_branches(map: &mut Map<String, Value>) -> Done {
    let mut done = None;
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = map.get_mut(key) else { continue };
        let before = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == before {
            continue;
        }
        match branches.len() {
            0 => {
                map.shift_remove(key);
                map.insert("enum".to_owned(), json!([null]));
            }
            1 => {
                let only = branches.remove(0);
                map.shift_remove(key);
                match map.get_mut("allOf") {
                    Some(Value::Array(parts)) => parts.push(only),
                    _ => {
                        map.insert("allOf".to_owned(), json!([only]));
                    }
                }
            }
            _ => {}
        }
        map.insert("nullable".to_owned(), json!(true));
        done = Some(("null branch to nullable", false));
    }
    done
}

fn is_null(branch: &Value) -> bool {
    branch.get("type").and_then(Value::as_str) == Some("null") || branch.get("enum") == Some(&json!([null]))
}
