//! References have a target.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;
use crate::load::refs::push;
use crate::names;

pub(super) const RULE: Rule = Rule { id: "references", about: "references have a target", look: Look::Written(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    walk(document, document.tree, &mut String::new(), found);
}

fn walk(document: &Document<'_>, value: &Value, at: &mut String, found: &mut Found<'_>) {
    let length = at.len();
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                check(document, reference, at, found);
            }
            for (key, inner) in map {
                // Examples may hold a `$ref` of their own that means nothing here.
                let example = matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const");
                if example && !at.ends_with("/properties") && !at.ends_with("/schemas") {
                    continue;
                }
                push(at, key);
                walk(document, inner, at, found);
                at.truncate(length);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                push(at, &index.to_string());
                walk(document, inner, at, found);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

fn check(document: &Document<'_>, reference: &str, at: &str, found: &mut Found<'_>) {
    if reference.contains("://") {
        let advice = "put that file beside the description and refer to it by a relative path";
        found.error(at, format!("refers to `{reference}` on the network"), advice);
    } else if let Some((file, _)) =
        reference.split_once('#').or(Some((reference, ""))).filter(|(file, _)| !file.is_empty())
    {
        if !found.is_file(file) {
            found.error(
                at,
                format!("refers to the file `{file}`, which does not exist"),
                "correct the path, or add the file",
            );
        }
    } else if reference.starts_with('#') && document.target(reference).is_none() {
        let (around, name) = reference.rsplit_once('/').unwrap_or(("#", reference));
        let siblings = document.target(around).and_then(Value::as_object);
        let advice = names::nearest(name, siblings.into_iter().flatten().map(|(name, _)| name.as_str()));
        found.error(at, format!("refers to `{reference}`, which does not exist"), advice);
    }
}
