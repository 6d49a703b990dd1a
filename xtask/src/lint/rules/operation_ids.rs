//! Every operation has an id, and no two have the same.

use std::collections::BTreeMap;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "operation-ids", about: "operations have an id that no other one has", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for operation in &document.operations {
        let Some(id) = operation.value["operationId"].as_str().filter(|id| !id.trim().is_empty()) else {
            found.warning(
                &operation.pointer,
                "no operationId",
                "name it, so that its method is not called after its path, which may change",
            );
            continue;
        };
        if let Some(first) = seen.insert(id, &operation.pointer) {
            let what = format!("a second operation is called `{id}`; the first is at {first}");
            found.error(&format!("{}/operationId", operation.pointer), what, "give one of them another operationId");
        }
    }
}
