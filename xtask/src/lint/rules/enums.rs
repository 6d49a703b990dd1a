//! Values of enums are of the schema's type and stay apart as Rust names.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;
use crate::names;

pub(super) const RULE: Rule =
    Rule { id: "enums", about: "values of enums are of one type and stay apart", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        let Some(values) = schema.get("enum").and_then(Value::as_array) else { continue };
        let place = format!("{pointer}/enum");
        if values.is_empty() {
            found.warning(&place, "an enum without values", "remove it, or list the values");
        }
        types(&place, schema, values, found);
        let mut seen: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
        let named = schema.contains_key("x-enum-varnames");
        for value in values {
            let key = value.as_str().map_or_else(|| value.to_string(), names::camel);
            let before = seen.entry(key).or_default();
            if before.contains(&value) {
                found.warning(&place, format!("the value {value} stands twice"), "remove one of them");
            } else if let Some(first) = before.first().filter(|_| !named && value.is_string()) {
                let what = format!("the values {first} and {value} have the same name in Rust");
                found.hint(&place, what, "name the variants under `x-enum-varnames`");
            }
            before.push(value);
        }
    }
}

/// Values that are not of the schema's type, as one finding.
fn types(place: &str, schema: &Map<String, Value>, values: &[Value], found: &mut Found<'_>) {
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let wrong = |value: &&Value| !(nullable && value.is_null()) && wrong_type(schema.get("type"), value).is_some();
    let mut wrong = values.iter().filter(wrong);
    let Some(first) = wrong.next() else { return };
    let expected = wrong_type(schema.get("type"), first).unwrap_or_default();
    let more = match wrong.count() {
        0 => String::new(),
        others => format!(", nor are {others} others"),
    };
    let what = format!("the value {first} is no {expected}{more}");
    let advice = if expected == "array" {
        "an enum of the items belongs under `items:`"
    } else {
        "correct the value or the type; quotes make a string of a word or a number"
    };
    found.warning(place, what, advice);
}

/// The type that the value should have and does not.
fn wrong_type<'a>(declared: Option<&'a Value>, value: &Value) -> Option<&'a str> {
    let declared = declared?.as_str()?;
    let fits = match declared {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    (!fits).then_some(declared)
}
