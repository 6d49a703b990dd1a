//! JSON has a schema.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::{Document, Kind};
use crate::normalise::openapi::is_json;

pub(super) const RULE: Rule =
    Rule { id: "media-types", about: "JSON and forms have a schema", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for media in document.all(Kind::MediaType) {
        let typed = (is_json(&media.name) && media.name != "*/*") || media.name == "application/x-www-form-urlencoded";
        if typed && media.value.get("schema").is_none() {
            let what = format!("`{}` without a schema", media.name);
            found.warning(&media.pointer, what, "describe it; without a schema its type is any JSON value");
        }
        if !media.name.contains('/') {
            let what = format!("`{}` is no media type", media.name);
            found.warning(&media.pointer, what, "write a type and a subtype, such as `application/json`");
        }
    }
}
