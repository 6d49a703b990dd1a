//! Schemas that stand inside of others get a name of their own, so that every schema is flat: it holds
//! plain values, lists and maps of them, and references. Schemas of equal structure share one name.

use serde_json::{Map, Value, json};

use super::components::{Additions, reference, schemas};
use super::{Draft, found, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut additions = Additions::beside(schemas(&mut draft.tree));
    let mut shared = 0_usize;
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        let Some(map) = schema.as_object_mut() else { return Ok(()) };
        if !is_composite(map) || (at.is_component() && !map.contains_key("nullable")) {
            return Ok(());
        }
        let outer = annotations(map);
        let before = additions.schemas.len();
        let name = additions.name(&at.words(), Value::Object(std::mem::take(map)));
        shared += usize::from(additions.schemas.len() == before);
        let target = reference(&name);
        *schema = if outer.is_empty() { target } else { wrapper(outer, target) };
        Ok(())
    })?;
    for schema in additions.schemas.values_mut() {
        schema[found::INLINE] = json!(true);
    }
    schemas(&mut draft.tree).extend(additions.schemas);
    if shared > 0 {
        draft.report.note(
            "flat",
            "/".to_owned(),
            format!("{shared} inline schemas share a type with an equal one"),
            false,
        );
    }
    Ok(())
}

/// Whether a schema becomes a type with a name.
fn is_composite(map: &Map<String, Value>) -> bool {
    let mut keys = map.keys().map(String::as_str);
    if !keys.clone().any(|key| matches!(key, "properties" | "oneOf" | "anyOf" | "allOf"))
        || keys.any(|key| key == "$ref")
    {
        return false;
    }
    let listed = |key: &str| map.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    let properties = map.get("properties").and_then(Value::as_object).is_some_and(|listed| !listed.is_empty());
    let wrapped = listed("allOf") == 1 && !properties && !map.contains_key("oneOf") && !map.contains_key("anyOf");
    properties || listed("oneOf") > 0 || listed("anyOf") > 0 || (listed("allOf") > 0 && !wrapped)
}

/// What is said of the place and not of the type: taken away from the schema.
fn annotations(map: &mut Map<String, Value>) -> Map<String, Value> {
    let mut outer = Map::new();
    if let Some(description) = map.get("description").filter(|text| text.is_string()) {
        outer.insert("description".to_owned(), description.clone());
    }
    for key in ["nullable", "deprecated"] {
        if let Some(value) = map.remove(key).filter(|value| *value == json!(true)) {
            outer.insert(key.to_owned(), value);
        }
    }
    outer
}

/// A reference with what is said of its place.
fn wrapper(mut outer: Map<String, Value>, target: Value) -> Value {
    outer.insert("allOf".to_owned(), json!([target]));
    Value::Object(outer)
}
