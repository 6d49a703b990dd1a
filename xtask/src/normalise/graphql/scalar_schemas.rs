//! The JSON Schemas of scalars describe what is usual, not what is allowed: bounds, closed enums and
//! closed objects would refuse an answer that is merely new. They become documentation.

use serde_json::{Map, Value};

use super::scalars::ScalarView;
use crate::normalise::{BOUNDS, Report};

const PASS: &str = "scalar_schemas";

/// Keys of a schema whose values are schemas by name.
const NAMED: [&str; 4] = ["properties", "definitions", "$defs", "patternProperties"];
/// Keys of a schema whose value is a schema.
const SINGLE: [&str; 2] = ["items", "additionalProperties"];
/// Keys of a schema whose value is a list of schemas.
const LISTED: [&str; 3] = ["allOf", "oneOf", "anyOf"];

/// Loosens all schemas.
pub(super) fn loosen(views: &mut [ScalarView], report: &mut Report) {
    for view in views {
        let file = view.file.display().to_string();
        in_schema(&mut view.schema, "", &mut |pointer, what| {
            report.note(PASS, format!("{file}#{pointer}"), what, false);
        });
    }
}

fn in_schema(schema: &mut Value, pointer: &str, note: &mut dyn FnMut(&str, String)) {
    let Value::Object(map) = schema else { return };
    loosen_one(map, pointer, note);
    for key in NAMED {
        let Some(Value::Object(schemas)) = map.get_mut(key) else { continue };
        for (name, schema) in schemas {
            in_schema(schema, &format!("{pointer}/{key}/{name}"), note);
        }
    }
    for key in SINGLE {
        if let Some(schema) = map.get_mut(key) {
            in_schema(schema, &format!("{pointer}/{key}"), note);
        }
    }
    for key in LISTED {
        let Some(Value::Array(schemas)) = map.get_mut(key) else { continue };
        for (index, schema) in schemas.iter_mut().enumerate() {
            in_schema(schema, &format!("{pointer}/{key}/{index}"), note);
        }
    }
}

fn loosen_one(map: &mut Map<String, Value>, pointer: &str, note: &mut dyn FnMut(&str, String)) {
    let mut texts = Vec::new();
    for key in BOUNDS {
        if let Some(value) = map.remove(*key) {
            note(pointer, format!("`{key}` is documentation only"));
            texts.push(format!("`{key}`: `{value}`."));
        }
    }
    if let Some(Value::Array(values)) = map.remove("enum") {
        note(pointer, "any value is taken, not only those of the enum".to_owned());
        let known: Vec<String> =
            values.iter().filter(|value| !value.is_null()).map(|value| format!("`{value}`")).collect();
        texts.push(format!("Known values: {}.", known.join(", ")));
        map.entry("type").or_insert_with(|| common_type(&values));
    }
    if map.get("additionalProperties") == Some(&Value::Bool(false)) {
        map.remove("additionalProperties");
        note(pointer, "more members are taken".to_owned());
    }
    if !texts.is_empty() {
        let description = map.get("description").and_then(Value::as_str).unwrap_or_default();
        let text = format!("{description}\n\n{}", texts.join(" "));
        map.insert("description".to_owned(), Value::String(text.trim().to_owned()));
    }
}

fn common_type(values: &[Value]) -> Value {
    let name = if values.iter().all(|value| value.is_i64() || value.is_null()) { "integer" } else { "string" };
    if values.iter().any(Value::is_null) { serde_json::json!([name, "null"]) } else { Value::String(name.to_owned()) }
}
