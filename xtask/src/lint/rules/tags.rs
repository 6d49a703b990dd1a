//! Operations have a tag.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule = Rule { id: "tags", about: "operations have a tag", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        if operation.value["tags"].as_array().is_none_or(Vec::is_empty) {
            let what = format!("{} has no tag", operation.label());
            found.hint(&operation.pointer, what, "name one; the first tag is the module that the operation goes to");
        }
    }
}
