//! Components are used.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;
use crate::load::refs::{decode, push};

pub(super) const RULE: Rule = Rule { id: "unused-components", about: "components are used", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    let mut used = BTreeSet::new();
    collect(document.tree, &mut used);
    for (kind, components) in document.tree["components"].as_object().into_iter().flatten() {
        if kind == "securitySchemes" || kind.starts_with("x-") {
            continue;
        }
        for name in components.as_object().into_iter().flatten().map(|(name, _)| name) {
            let mut pointer = "/components".to_owned();
            push(&mut pointer, kind);
            push(&mut pointer, name);
            let inside = format!("{pointer}/");
            let by_pointer = used.contains(&pointer)
                || used.range(inside.clone()..).next().is_some_and(|used| used.starts_with(&inside));
            if !by_pointer && !used.contains(name.as_str()) {
                found.hint(&pointer, format!("nothing uses `{name}`"), "remove it, or refer to it");
            }
        }
    }
}

/// Targets of references, and the names in the mappings of discriminators.
fn collect(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) {
                used.insert(decode(reference));
            }
            let mapping = map.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
            for target in mapping.and_then(Value::as_object).into_iter().flatten().filter_map(|(_, to)| to.as_str()) {
                used.insert(target.strip_prefix('#').unwrap_or(target).to_owned());
            }
            map.values().for_each(|inner| collect(inner, used));
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, used)),
        _ => {}
    }
}
