//! Which components the operations reach, through references and the mappings of discriminators.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::load::refs::{decode, push};

/// Components that are kept in any case: requirements name them by name.
const ALWAYS: &[&str] = &["securitySchemes"];

/// Removes the components that nothing outside of `components` and of extensions leads to, and tells how
/// many. A discriminator leads to the targets of its mapping; one without a mapping to every schema that is
/// composed of its own.
pub fn prune_unreachable_components(tree: &mut Value) -> usize {
    let reached = reached(tree);
    let Some(Value::Object(components)) = tree.get_mut("components") else { return 0 };
    let mut removed = 0;
    for (kind, entries) in components.iter_mut().filter(|(kind, _)| !ALWAYS.contains(&kind.as_str())) {
        let Value::Object(entries) = entries else { continue };
        let before = entries.len();
        entries.retain(|name, _| reached.contains(&pointer(kind, name)));
        removed += before - entries.len();
    }
    removed
}

fn pointer(kind: &str, name: &str) -> String {
    let mut pointer = "/components".to_owned();
    push(&mut pointer, kind);
    push(&mut pointer, name);
    pointer
}

fn reached(tree: &Value) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut wanted = Vec::new();
    for (key, value) in tree.as_object().into_iter().flatten() {
        // Extensions are no part of what is served.
        if key != "components" && !key.starts_with("x-") {
            targets(value, &mut wanted);
        }
    }
    while let Some(target) = wanted.pop() {
        // A reference may lead into the middle of a component, or of an operation.
        let component = component_of(&target);
        let place = component.clone().unwrap_or(target);
        if !reached.insert(place.clone()) {
            continue;
        }
        if let Some(value) = tree.pointer(&place) {
            targets(value, &mut wanted);
            if value.get("discriminator").is_some() {
                wanted.extend(composed_of(tree, &place));
            }
        }
    }
    reached
}

/// `/components/<kind>/<name>` of a pointer that begins so.
fn component_of(pointer: &str) -> Option<String> {
    let mut segments = pointer.strip_prefix("/components/")?.split('/');
    let (kind, name) = (segments.next()?, segments.next()?);
    Some(format!("/components/{kind}/{name}"))
}

/// What a part of the document refers to, as JSON pointers.
fn targets(value: &Value, wanted: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                wanted.extend(reference.strip_prefix('#').map(decode));
            }
            let mapping = map.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
            for (_, target) in mapping.and_then(Value::as_object).into_iter().flatten() {
                let Some(target) = target.as_str() else { continue };
                wanted.push(match target.strip_prefix('#') {
                    Some(reference) => decode(reference),
                    None => pointer("schemas", target),
                });
            }
            map.values().for_each(|inner| targets(inner, wanted));
        }
        Value::Array(list) => list.iter().for_each(|inner| targets(inner, wanted)),
        _ => {}
    }
}

/// The schemas that name this one under `allOf`: its variants, if it has a discriminator.
fn composed_of(tree: &Value, place: &str) -> Vec<String> {
    let names_it =
        |part: &Value| part["$ref"].as_str().and_then(|to| to.strip_prefix('#')).is_some_and(|to| decode(to) == place);
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
    schemas
        .filter(|(_, schema)| schema["allOf"].as_array().into_iter().flatten().any(names_it))
        .map(|(name, _)| pointer("schemas", name))
        .collect()
}
