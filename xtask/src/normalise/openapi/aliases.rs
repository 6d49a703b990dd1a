//! Names of what is no type of its own (lists, maps, plain values, markers) give way to what they stand
//! for.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::components::{referred, schemas};
use super::{Draft, found, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut aliases = BTreeMap::new();
    schemas(&mut draft.tree).retain(|name, schema| {
        let is_alias = !is_structure(schema);
        if is_alias {
            let mut schema = schema.take();
            if let Value::Object(map) = &mut schema {
                map.remove(found::SCHEMA_NAME);
                map.remove("title");
            }
            aliases.insert(name.clone(), schema);
        }
        !is_alias
    });
    let mut circles = Vec::new();
    let resolved: HashMap<String, Value> =
        aliases.keys().map(|name| (name.clone(), resolve(name, &aliases, &mut Vec::new(), &mut circles))).collect();
    let named = aliases.keys().filter_map(|name| resolved.get_key_value(name));
    let named = named.filter(|(_, schema)| is_collection(schema));
    draft.tree[found::ALIASES] = named.map(|(name, schema)| (name.clone(), schema.clone())).collect();
    walk::each_schema(&mut draft.tree, &mut |_, schema| {
        replace(schema, &mut |name| resolved.get(name).cloned());
        Ok(())
    })?;
    circles.sort();
    circles.dedup();
    for name in circles {
        let what = "a list or map of itself; what it holds is taken as it comes".to_owned();
        draft.report.note("aliases", format!("/components/schemas/{name}"), what, true);
    }
    Ok(())
}

/// Whether a schema is a struct in Rust.
pub(super) fn is_structure(schema: &Value) -> bool {
    let listed = schema.get("properties").and_then(Value::as_object).is_some_and(|listed| !listed.is_empty());
    listed && schema.get("x-rust-type").is_none()
}

/// Whether a name for it helps: lists and maps, which are long to write.
fn is_collection(schema: &Value) -> bool {
    schema.get("x-rust-type").is_none()
        && (schema.get("type") == Some(&json!("array"))
            || schema.get("additionalProperties").is_some_and(|of| *of != json!(false)))
}

/// What an alias stands for, with all aliases in it resolved.
fn resolve(
    name: &str,
    aliases: &BTreeMap<String, Value>,
    within: &mut Vec<String>,
    circles: &mut Vec<String>,
) -> Value {
    if within.iter().any(|outer| outer == name) {
        circles.push(name.to_owned());
        return json!({});
    }
    within.push(name.to_owned());
    let mut schema = aliases.get(name).cloned().unwrap_or_default();
    inner(&mut schema, &mut |target| aliases.contains_key(target).then(|| resolve(target, aliases, within, circles)));
    within.pop();
    schema
}

/// Replaces references in a schema that is no struct.
fn inner(schema: &mut Value, target: &mut dyn FnMut(&str) -> Option<Value>) {
    for key in ["items", "additionalProperties"] {
        if let Some(inside) = schema.get_mut(key) {
            inner(inside, target);
        }
    }
    replace(schema, target);
}

/// Replaces the reference that a schema is, wraps, or has among the parameters of its marker.
fn replace(schema: &mut Value, target: &mut dyn FnMut(&str) -> Option<Value>) {
    let Value::Object(map) = &*schema else { return };
    if !map.keys().any(|key| matches!(key.as_str(), "$ref" | "allOf" | "x-rust-type")) {
        return;
    }
    if let Some(Value::Array(parameters)) =
        schema.get_mut("x-rust-type").and_then(|marker| marker.get_mut("parameters"))
    {
        parameters.iter_mut().for_each(|parameter| replace(parameter, target));
    }
    if let Some(found) = referred(schema).and_then(&mut *target) {
        let outer = schema.take();
        *schema = found;
        set_words(schema, &outer);
        return;
    }
    let wrapped = schema.get("allOf").and_then(Value::as_array).filter(|parts| parts.len() == 1);
    let Some(found) = wrapped.and_then(|parts| referred(&parts[0])).and_then(&mut *target) else { return };
    let outer = schema.take();
    let nullable = outer.get("nullable") == Some(&json!(true)) || found.get("nullable") == Some(&json!(true));
    // A marker has to be the whole schema, or the only part of one.
    *schema = if nullable && found.get("x-rust-type").is_some() { json!({ "allOf": [found] }) } else { found };
    if nullable {
        schema["nullable"] = json!(true);
    }
    set_words(schema, &outer);
}

fn set_words(schema: &mut Value, outer: &Value) {
    for key in ["description", "deprecated"] {
        if let Some(value) = outer.get(key) {
            schema[key] = value.clone();
        }
    }
}
