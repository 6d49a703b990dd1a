//! Discriminators name a required property, and mappings have targets.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;
use crate::load::refs::push;

pub(super) const RULE: Rule = Rule {
    id: "discriminators",
    about: "discriminators name a required property of each variant",
    look: Look::Written(look),
};

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        let Some(discriminator) = schema.get("discriminator").filter(|value| value.is_object()) else { continue };
        let place = format!("{pointer}/discriminator");
        let Some(property) = discriminator["propertyName"].as_str() else {
            found.error(
                &place,
                "a discriminator without `propertyName`",
                "name the property that tells the variants apart",
            );
            continue;
        };
        for (value, target) in discriminator["mapping"].as_object().into_iter().flatten() {
            let Some(target) = target.as_str() else { continue };
            if !has_target(document, target) {
                let mut place = format!("{place}/mapping");
                push(&mut place, value);
                found.error(
                    &place,
                    format!("`{target}` does not exist"),
                    "name a schema, as a reference or by its name",
                );
            }
        }
        let branches = ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
        for branch in branches {
            let variant = branch["$ref"].as_str().unwrap_or("a variant");
            if !requires(document, branch, property, 0) {
                let what = format!("`{variant}` does not require the property `{property}`");
                found.hint(&place, what, "list it under `required:`, since every value has it");
            }
        }
    }
}

fn has_target(document: &Document<'_>, target: &str) -> bool {
    let by_name = document.tree.pointer("/components/schemas").and_then(|schemas| schemas.get(target));
    by_name.is_some() || document.target(target).is_some() || (!target.starts_with('#') && target.contains(['/', '.']))
}

fn requires<'a>(document: &Document<'a>, schema: &'a Value, property: &str, depth: u8) -> bool {
    let schema = document.resolve(schema);
    // A circle of references ends at the limit. What cannot be seen is not complained about.
    if depth > 16 || schema.get("$ref").is_some() {
        return true;
    }
    let listed = |key: &str| schema[key].as_array().into_iter().flatten();
    listed("required").any(|name| name == property)
        || listed("allOf").any(|part| requires(document, part, property, depth + 1))
        || ["oneOf", "anyOf"].iter().any(|key| {
            schema[*key].as_array().is_some_and(|branches| {
                !branches.is_empty() && branches.iter().all(|branch| requires(document, branch, property, depth + 1))
            })
        })
}
