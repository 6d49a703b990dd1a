//! A path and the path parameters of its operations name the same things.

use std::collections::BTreeSet;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "path-parameters", about: "path and path parameters name the same", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        let braces = operation.path.split('{').skip(1).filter_map(|part| part.split_once('}'));
        let named: BTreeSet<&str> = braces.map(|(name, _)| name).collect();
        let declared = || operation.parameters.iter().filter(|(_, parameter)| parameter["in"] == "path");
        for name in &named {
            if !declared().any(|(_, parameter)| parameter["name"] == **name) {
                found.error(
                    &operation.pointer,
                    format!("the path names `{{{name}}}`, which is no parameter of {}", operation.label()),
                    "declare it under `parameters:` with `in: path` and `required: true`",
                );
            }
        }
        for (pointer, parameter) in declared() {
            let name = parameter["name"].as_str().unwrap_or_default();
            if !named.contains(name) {
                let what = format!("the path parameter `{name}` does not stand in `{}`", operation.path);
                found.warning(pointer, what, "put it into the path in braces, or say `in: query`");
            } else if parameter["required"] != true {
                let what = format!("the path parameter `{name}` is not required");
                found.hint(pointer, what, "say `required: true`: a path without it is another path");
            }
        }
    }
}
