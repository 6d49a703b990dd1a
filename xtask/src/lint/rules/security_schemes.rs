//! Requirements name schemes that there are.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;
use crate::names;

pub(super) const RULE: Rule =
    Rule { id: "security-schemes", about: "requirements name schemes that there are", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    check(document, "", document.tree, found);
    for operation in &document.operations {
        check(document, &operation.pointer, operation.value, found);
    }
}

fn check(document: &Document<'_>, pointer: &str, owner: &Value, found: &mut Found<'_>) {
    let schemes = document.tree.pointer("/components/securitySchemes").and_then(Value::as_object);
    let known = || schemes.into_iter().flatten().map(|(name, _)| name.as_str());
    for (index, alternative) in owner["security"].as_array().into_iter().flatten().enumerate() {
        for (name, _) in alternative.as_object().into_iter().flatten() {
            if !known().any(|known| known == name) {
                let place = format!("{pointer}/security/{index}");
                let what = format!("there is no security scheme `{name}`");
                found.error(&place, what, names::nearest(name, known()));
            }
        }
    }
}
