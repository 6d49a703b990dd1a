//! Properties by pattern, properties that nothing else describes, and properties that can't be there.

use serde_json::{Map, Value, json};

use super::{Done, any_of};

/// Properties whose names fit a pattern become the further properties.
pub(super) fn patterns(map: &mut Map<String, Value>) -> Done {
    let Value::Object(patterns) = map.shift_remove("patternProperties")? else { return None };
    if patterns.is_empty() {
        return None;
    }
    let schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
    let listed = map.get("properties").and_then(Value::as_object).is_some_and(|listed| !listed.is_empty());
    map.entry("type").or_insert(json!("object"));
    match (map.get("additionalProperties"), listed) {
        (Some(Value::Bool(false)), _) | (None, false) => {
            map.insert("additionalProperties".to_owned(), any_of(schemas));
            Some(("properties by pattern to further properties", false))
        }
        (Some(Value::Object(_)), _) => {
            let others = map.get_mut("additionalProperties").map(Value::take);
            map.insert("additionalProperties".to_owned(), any_of(schemas.into_iter().chain(others).collect()));
            Some(("properties by pattern to further properties", true))
        }
        _ => {
            map.insert("additionalProperties".to_owned(), json!(true));
            Some(("properties by pattern to further properties of any type", true))
        }
    }
}

pub(super) fn unevaluated(map: &mut Map<String, Value>) -> Done {
    let others = map.shift_remove("unevaluatedProperties")?;
    let composed = ["allOf", "oneOf", "anyOf", "$ref"].iter().any(|key| map.contains_key(*key));
    if map.contains_key("additionalProperties") || (composed && others == json!(false)) {
        return None;
    }
    map.insert("additionalProperties".to_owned(), others);
    Some(("unevaluatedProperties to additionalProperties", false))
}

/// The schema `false`, as OpenAPI 3.0 can say it.
pub(super) fn nothing() -> Value {
    json!({ "not": {} })
}

/// Whether a schema is [`nothing`].
pub(super) fn is_nothing(schema: &Value) -> bool {
    let Value::Object(map) = schema else { return false };
    map.len() == 1 && map.get("not").and_then(Value::as_object).is_some_and(Map::is_empty)
}

/// Properties and branches that take nothing cannot be there.
pub(super) fn never(map: &mut Map<String, Value>) -> Done {
    let mut done = None;
    if let Some(Value::Object(properties)) = map.get_mut("properties") {
        let before = properties.len();
        properties.retain(|_, schema| !is_nothing(schema));
        if properties.len() < before {
            done = Some(("properties that cannot be there are left out", false));
        }
    }
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = map.get_mut(key) else { continue };
        let before = branches.len();
        branches.retain(|schema| !is_nothing(schema));
        if branches.len() < before {
            done = Some(("branches that take nothing are left out", false));
        }
        if branches.is_empty() {
            map.shift_remove(key);
        }
    }
    if map.get("items").is_some_and(is_nothing) {
        map.shift_remove("items");
    }
    if map.get("additionalProperties").is_some_and(is_nothing) {
        map.insert("additionalProperties".to_owned(), json!(false));
    }
    if map.get("not").is_some_and(Value::is_boolean) {
        map.shift_remove("not");
    }
    done
}
