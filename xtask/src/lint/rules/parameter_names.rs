//! No operation has two parameters of one name at one place.

use std::collections::BTreeSet;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "parameter-names", about: "parameters have a name and a place, once", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        let mut seen = BTreeSet::new();
        for (pointer, parameter) in &operation.parameters {
            let (Some(name), Some(place)) = (parameter["name"].as_str(), parameter["in"].as_str()) else {
                if parameter.get("$ref").is_none() {
                    found.error(pointer, "a parameter without `name` or `in`", "say both");
                }
                continue;
            };
            if !seen.insert((name, place)) {
                let what = format!("a second parameter of {} is called `{name}` in the {place}", operation.label());
                found.error(pointer, what, "remove one of them");
            }
            if !["path", "query", "header", "cookie"].contains(&place) {
                let what = format!("the parameter `{name}` is in `{place}`, which does not exist");
                found.error(pointer, what, "a parameter is in path, query, header or cookie");
            }
        }
    }
}
