//! Words of one version of OpenAPI do not stand in documents of another.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "versions", about: "schemas speak the version of their document", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        if document.is_31() {
            if schema.contains_key("nullable") {
                let what = "`nullable` means nothing in OpenAPI 3.1";
                found.warning(&format!("{pointer}/nullable"), what, "write `type: [string, 'null']`");
            }
            let flags = ["exclusiveMinimum", "exclusiveMaximum"].into_iter();
            for key in flags.filter(|key| schema.get(*key).is_some_and(Value::is_boolean)) {
                let what = format!("`{key}` is a number in OpenAPI 3.1");
                found.warning(&format!("{pointer}/{key}"), what, "write the bound itself there");
            }
        } else {
            if schema.get("type").is_some_and(Value::is_array) {
                let what = "OpenAPI 3.0 has no lists of types";
                found.warning(&format!("{pointer}/type"), what, "write `nullable: true`, or say `openapi: 3.1.0`");
            }
            if schema.contains_key("const") {
                let what = "OpenAPI 3.0 has no `const`";
                found.warning(&format!("{pointer}/const"), what, "write an enum of one value, or say `openapi: 3.1.0`");
            }
        }
    }
}
