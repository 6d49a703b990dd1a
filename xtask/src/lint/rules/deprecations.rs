//! What is deprecated says what to use.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::{Document, Kind};

pub(super) const RULE: Rule =
    Rule { id: "deprecations", about: "what is deprecated says why", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    let operations = document.operations.iter().map(|operation| (&operation.pointer, operation.value));
    let parts = document.parts.iter().filter(|part| matches!(part.kind, Kind::Schema | Kind::Parameter));
    for (pointer, value) in operations.chain(parts.map(|part| (&part.pointer, part.value))) {
        let described = ["description", "summary", "x-deprecation-message", "x-deprecated-reason"]
            .iter()
            .filter_map(|key| value.get(*key)?.as_str())
            .any(|text| {
                let text = text.to_lowercase();
                ["deprecat", "instead", "replaced", "use ", "obsolete", "removed"]
                    .iter()
                    .any(|word| text.contains(word))
            });
        if value.get("deprecated") == Some(&Value::Bool(true)) && !described {
            found.hint(pointer, "deprecated without a reason", "say in its description what to use instead");
        }
    }
}
