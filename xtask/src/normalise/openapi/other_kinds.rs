//! What a schema says of values of another type than its own says nothing.

use serde_json::Value;

use super::{Draft, walk};
use crate::error::Result;

const OF_OBJECTS: &[&str] = &["properties", "required", "additionalProperties"];

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let report = &mut draft.report;
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        let Value::Object(map) = schema else { return Ok(()) };
        if !map.keys().any(|key| key == "items" || OF_OBJECTS.contains(&key.as_str())) {
            return Ok(());
        }
        let Some(ty) = map.get("type").and_then(Value::as_str) else { return Ok(()) };
        let others: &[&str] = match ty {
            "object" => &["items"],
            "array" => OF_OBJECTS,
            "string" | "integer" | "number" | "boolean" => &["items", "properties", "required", "additionalProperties"],
            _ => &[],
        };
        let others: Vec<String> =
            others.iter().filter(|key| map.contains_key(**key)).map(|key| (*key).to_owned()).collect();
        for key in others {
            map.remove(&key);
            report.note("other_kinds", at.pointer(), format!("`{key}` says nothing here"), false);
        }
        Ok(())
    })
}
