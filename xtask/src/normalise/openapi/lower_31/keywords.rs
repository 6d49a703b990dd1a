//! Keywords of a single value.

use serde_json::{Map, Value, json};

use super::Done;
use super::objects;
use super::types::{TYPES, type_of};

/// Keywords about the schema itself, and those that only check what they do not describe.
const WITHOUT_MEANING: &[&str] = &[
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$comment",
    "$vocabulary",
    "$defs",
    "definitions",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "dependentRequired",
    "contentSchema",
];

/// Schemas in `definitions` that are referred to have moved to the components.
pub(super) fn without_meaning(map: &mut Map<String, Value>) -> Done {
    map.retain(|key, _| !WITHOUT_MEANING.contains(&key.as_str()));
    None
}

/// Whether a schema has nothing that any step changes, as nearly all have.
pub(super) fn is_plain(map: &Map<String, Value>) -> bool {
    map.iter().all(|(key, value)| match key.as_str() {
        "type" => value.as_str().is_some_and(|ty| ty != "null" && TYPES.contains(&ty)),
        "properties" => !value.as_object().is_some_and(|properties| properties.values().any(objects::is_nothing)),
        "items" => value.is_object() && !objects::is_nothing(value),
        "additionalProperties" => !objects::is_nothing(value),
        "$ref" => map.len() == 1 && value.is_string(),
        "description" | "title" | "format" | "enum" | "required" | "default" | "example" | "nullable"
        | "deprecated" | "readOnly" | "writeOnly" | "pattern" | "minimum" | "maximum" | "minLength" | "maxLength"
        | "minItems" | "maxItems" | "minProperties" | "maxProperties" | "uniqueItems" | "multipleOf" | "allOf"
        | "discriminator" | "xml" | "externalDocs" => true,
        key => key.starts_with("x-"),
    })
}

pub(super) fn dynamic_references(map: &mut Map<String, Value>) -> Done {
    let before = map.len();
    map.retain(|key, _| !matches!(key.as_str(), "$dynamicRef" | "$recursiveRef"));
    (map.len() < before).then_some(("a dynamic reference is any value", true))
}

pub(super) fn constant(map: &mut Map<String, Value>) -> Done {
    let value = map.shift_remove("const")?;
    let ty = type_of(&value);
    if value.is_null() {
        map.insert("type".to_owned(), json!("null"));
        return Some(("const null to null", false));
    }
    map.entry("type").or_insert(json!(ty));
    if value.is_object() || value.is_array() {
        return Some(("a const that is no single value is not checked", true));
    }
    map.insert("enum".to_owned(), json!([value]));
    Some(("const to enum", false))
}

pub(super) fn examples(map: &mut Map<String, Value>) -> Done {
    let first = match map.shift_remove("examples")? {
        Value::Array(examples) => examples.into_iter().next(),
        Value::Object(examples) => {
            let first = examples.into_iter().next().map(|(_, example)| example);
            first.map(|example| example.get("value").cloned().unwrap_or(example))
        }
        _ => None,
    };
    if let Some(first) = first {
        map.entry("example").or_insert(first);
    }
    None
}

pub(super) fn encodings(map: &mut Map<String, Value>) -> Done {
    let encoding = map.shift_remove("contentEncoding");
    let media = map.shift_remove("contentMediaType");
    let encoding = encoding.as_ref().and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let media = media.as_ref().and_then(Value::as_str).unwrap_or_default();
    let format = match (encoding.as_str(), media) {
        ("base64", _) => "byte",
        ("binary" | "8bit", _) => "binary",
        ("", media) if !media.is_empty() && !is_text(media) => "binary",
        _ => return None,
    };
    map.entry("type").or_insert(json!("string"));
    map.entry("format").or_insert(json!(format));
    Some(("contentEncoding or contentMediaType to format", false))
}

fn is_text(media: &str) -> bool {
    media.starts_with("text/") || ["json", "xml", "yaml", "javascript"].iter().any(|word| media.contains(word))
}

/// In 3.1 an exclusive bound is a number of its own.
pub(super) fn exclusive_bounds(map: &mut Map<String, Value>) -> Done {
    let mut done = None;
    for (exclusive, bound, above) in [("exclusiveMinimum", "minimum", true), ("exclusiveMaximum", "maximum", false)] {
        let Some(value) = map.get(exclusive).filter(|value| value.is_number()).cloned() else { continue };
        let other = map.get(bound).and_then(Value::as_f64);
        let number = value.as_f64().unwrap_or_default();
        if other.is_some_and(|other| if above { other > number } else { other < number }) {
            map.shift_remove(exclusive);
        } else {
            map.insert(bound.to_owned(), value);
            map.insert(exclusive.to_owned(), json!(true));
        }
        done = Some(("an exclusive bound that is a number to bound and flag", false));
    }
    done
}
