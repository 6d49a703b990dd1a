//! Bodies stand where servers read them.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::{Document, Kind};

pub(super) const RULE: Rule =
    Rule { id: "request-bodies", about: "GET and HEAD have no body; bodies have content", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        if matches!(operation.method, "get" | "head" | "trace") && operation.value.get("requestBody").is_some() {
            let method = operation.method.to_uppercase();
            let what = format!("{} sends a body with {method}", operation.label());
            let advice = "servers and proxies may drop it; use a query parameter, or the method that the server has";
            found.warning(&format!("{}/requestBody", operation.pointer), what, advice);
        }
    }
    for body in document.all(Kind::Body) {
        if body.value["content"].as_object().is_none_or(serde_json::Map::is_empty) {
            found.warning(&body.pointer, "a body without content", "name its media type and its schema");
        }
    }
}
