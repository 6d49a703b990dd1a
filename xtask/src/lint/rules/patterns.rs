//! Patterns are regular expressions.

use serde_json::{Value, json};

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "patterns", about: "patterns are regular expressions", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else { continue };
        if jsonschema::options().offline().build(&json!({ "pattern": pattern })).is_err() {
            let what = format!("`{pattern}` is no regular expression of ECMA-262");
            found.warning(
                &format!("{pointer}/pattern"),
                what,
                "correct it; slashes around it and flags do not belong to it",
            );
        }
    }
}
