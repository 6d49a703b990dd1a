//! Every operation says what success is.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "success-answers", about: "operations have a successful answer", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        let answers = operation.value["responses"].as_object();
        let good = |status: &String| status.starts_with('2') || status.starts_with("30") || status == "default";
        if !answers.is_some_and(|answers| answers.keys().any(good)) {
            found.warning(
                &operation.pointer,
                format!("{} has no successful answer", operation.label()),
                "describe the answer with a status of 200 to 299 under `responses:`",
            );
        }
    }
}
