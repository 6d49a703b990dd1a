//! What an engine gives up on, found by itself: each schema and each question alone. It is left out, so that
//! one of them does not cost all.

use serde_json::{Map, Value, json};

/// Replaces what `works` does not hold for by any value, and tells where it stood: a name of a schema, or a
/// path of a question.
pub(super) fn isolate(view: &mut Value, works: impl Fn(&Value) -> bool) -> Vec<String> {
    let mut culprits = Vec::new();
    for (pointer, alone) in [("/components/schemas", schema_alone as fn(&str, Value) -> Value), ("/paths", path_alone)]
    {
        let Some(Value::Object(parts)) = view.pointer_mut(pointer) else { continue };
        for (name, part) in parts.iter_mut() {
            let mut bare = part.clone();
            without_references(&mut bare);
            if !works(&document(alone(name, bare))) {
                if pointer == "/paths" {
                    any_values(part)
                } else {
                    *part = json!({})
                }
                culprits.push(format!("{pointer}/{name}"));
            }
        }
    }
    culprits
}

/// A document of one part.
fn document(part: Value) -> Value {
    let mut whole = json!({
        "openapi": "3.0.3",
        "info": { "title": "engine view", "version": "1" },
        "paths": {},
        "components": { "schemas": {} },
    });
    if let (Value::Object(whole), Value::Object(part)) = (&mut whole, part) {
        whole.extend(part);
    }
    whole
}

fn schema_alone(name: &str, schema: Value) -> Value {
    json!({ "components": { "schemas": Map::from_iter([(name.to_owned(), schema)]) } })
}

fn path_alone(name: &str, item: Value) -> Value {
    json!({ "paths": Map::from_iter([(name.to_owned(), item)]) })
}

/// What a part refers to is judged by itself.
fn without_references(value: &mut Value) {
    if value.get("$ref").is_some() {
        *value = json!({});
    }
    match value {
        Value::Object(map) => map.values_mut().for_each(without_references),
        Value::Array(list) => list.iter_mut().for_each(without_references),
        _ => {}
    }
}

/// The question stays, and the answer to each of its parts is any value.
fn any_values(item: &mut Value) {
    let parameters = item.pointer_mut("/post/parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        parameter["schema"] = json!({});
    }
}
