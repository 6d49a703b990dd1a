//! A property that an object requires without declaring it may have any value: it would be lost otherwise. It is
//! optional, for such a name is a slip more often than not.

use serde_json::{Value, json};

use super::components::schemas;
use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut notes = Vec::new();
    for (name, schema) in schemas(&mut draft.tree) {
        let is_open = schema.get("additionalProperties").is_some_and(|further| *further != json!(false));
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { continue };
        if is_open || properties.is_empty() {
            continue;
        }
        let mut added = Vec::new();
        for property in required.iter().filter_map(Value::as_str) {
            if !properties.contains_key(property) {
                properties.insert(property.to_owned(), json!({}));
                added.push(property.to_owned());
            }
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|property| !added.iter().any(|added| property == added));
        }
        if !added.is_empty() {
            schema[found::UNDECLARED] = json!(added);
        }
        notes.extend(added.into_iter().map(|property| {
            let what = format!("`{property}` is required and not declared: it is any value");
            (format!("/components/schemas/{name}"), what)
        }));
    }
    for (pointer, what) in notes {
        draft.report.note("undeclared", pointer, what, false);
    }
    Ok(())
}
