//! What a user sees says what it is.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "descriptions", about: "operations and parameters are described", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        let text = |key: &str| operation.value[key].as_str().is_some_and(|text| !text.trim().is_empty());
        if !text("summary") && !text("description") {
            let what = format!("{} has neither summary nor description", operation.label());
            found.hint(
                &operation.pointer,
                what,
                "say in one sentence what it does; it becomes the method's documentation",
            );
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    let parameters = document.operations.iter().flat_map(|operation| &operation.parameters);
    for (pointer, parameter) in parameters.filter(|(pointer, _)| seen.insert(pointer.clone())) {
        let described = parameter["description"].as_str().is_some_and(|text| !text.trim().is_empty());
        if !described && parameter.get("$ref").is_none() {
            let name = parameter["name"].as_str().unwrap_or_default();
            found.hint(pointer, format!("the parameter `{name}` has no description"), "say what it does, and its unit");
        }
    }
}
