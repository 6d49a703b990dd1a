//! Operations and parameters get the names that they have in Rust: those of `client.toml`, otherwise
//! the wire name in snake case.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{BUILDER_METHODS, Draft, found};
use crate::error::Result;
use crate::names;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let client = draft.client;
    let mut ids = BTreeSet::new();
    let mut methods = BTreeSet::from(["builder".to_owned(), "core".to_owned()]);
    draft.each_operation(|_, _, _, operation| {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let name = client.names.operations.get(&id).cloned().unwrap_or_else(|| names::snake(&id));
        let name = match operation[found::VARIANT].as_str() {
            Some(kind) => format!("{name}_as_{kind}"),
            None => name,
        };
        operation[found::RUST_NAME] = json!(method_name(&mut methods, name));
        let mut taken: BTreeSet<String> = BUILDER_METHODS.iter().map(|&name| name.to_owned()).collect();
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            for parameter in parameters {
                let wire = parameter["name"].as_str().unwrap_or_default();
                let name = client
                    .names
                    .parameters
                    .get(&format!("{id}.{wire}"))
                    .or_else(|| client.names.parameters.get(wire))
                    .cloned()
                    .unwrap_or_else(|| names::snake(wire));
                parameter[found::RUST_NAME] = json!(names::unique(&mut taken, name));
            }
        }
        ids.insert(id);
        Ok(())
    })?;
    known_operations(draft, &ids)
}

/// A name that is new, also as that of the builder.
fn method_name(taken: &mut BTreeSet<String>, name: String) -> String {
    let mut name = names::unique(taken, name);
    while !taken.insert(names::camel(&name)) {
        name = names::unique(taken, name);
    }
    name
}

/// `client.toml` speaks only of operations that exist.
fn known_operations(draft: &Draft<'_>, ids: &BTreeSet<String>) -> Result<()> {
    let client = draft.client;
    let named = client.names.operations.keys().map(|id| ("names.operations", id));
    let set = client.operations.keys().map(|id| ("operations", id));
    let rules = client.errors.bodies.iter().flat_map(|rule| &rule.operations).map(|id| ("errors.bodies", id));
    let bare = client.envelope.iter().flat_map(|envelope| &envelope.except).map(|id| ("envelope.except", id));
    for (key, id) in named.chain(set).chain(rules).chain(bare) {
        if !ids.contains(id) {
            return Err(draft
                .client_fault(format!("{key}.{id}"), format!("there is no operation `{id}`"))
                .help(names::nearest(id, ids.iter().map(String::as_str))));
        }
    }
    Ok(())
}
