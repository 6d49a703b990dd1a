//! Schemas say what they describe.

use serde_json::{Map, Value};

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "shapes", about: "arrays have items, and properties belong to objects", look: Look::OpenApi(look) };

const TYPES: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        let types = types(schema);
        if types.contains(&"array") && !schema.contains_key("items") && !schema.contains_key("prefixItems") {
            found.warning(
                pointer,
                "an array without `items`",
                "say what it holds; otherwise its items are any JSON values",
            );
        }
        if let Some(unknown) = types.iter().find(|ty| !TYPES.contains(*ty)) {
            let what = format!("`{unknown}` is no type of JSON");
            let advice = "the types are array, boolean, integer, number, object and string; files are strings";
            found.warning(&format!("{pointer}/type"), what, advice);
        }
        let composed = ["allOf", "oneOf", "anyOf", "$ref"].iter().any(|key| schema.contains_key(*key));
        let has_properties = schema.get("properties").is_some_and(Value::is_object);
        if has_properties && types.is_empty() && !composed && !inner(pointer) {
            found.hint(pointer, "properties without a type", "say `type: object`");
        }
        if has_properties && !types.is_empty() && !types.contains(&"object") {
            let what = format!("properties of something that is of the type {}", types.join(" or "));
            found.warning(pointer, what, "say `type: object`, or remove the properties");
        }
    }
}

/// Whether it is a branch, whose type the schema around it may give.
fn inner(pointer: &str) -> bool {
    ["/allOf/", "/oneOf/", "/anyOf/", "/not", "/if", "/then", "/else"].iter().any(|key| pointer.contains(key))
}

fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
