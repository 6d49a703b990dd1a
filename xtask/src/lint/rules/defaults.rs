//! Defaults fit their schemas.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule = Rule { id: "defaults", about: "defaults fit their schemas", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        if let Some(value) = schema.get("default")
            && let Some(why) = found.fault(pointer, value)
        {
            let what = format!("the default does not fit the schema: {why}");
            found.warning(&format!("{pointer}/default"), what, "correct the default or the schema");
        }
    }
}
