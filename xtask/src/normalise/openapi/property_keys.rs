//! Properties get the names that their fields have in Rust, no two the same. The document keeps those of
//! the wire.

use std::collections::BTreeSet;

use serde_json::Value;

use super::components::schemas;
use super::{Draft, aliases};
use crate::error::Result;
use crate::names;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut wires = std::mem::take(&mut draft.wire_names);
    for (name, schema) in schemas(&mut draft.tree) {
        let Some(Value::Object(properties)) = schema.get("properties").filter(|_| aliases::is_structure(schema)) else {
            continue;
        };
        let mut taken: BTreeSet<String> = BTreeSet::new();
        if schema.get("additionalProperties").is_some_and(Value::is_object) {
            // The engine's name for the map of all others.
            taken.insert("extra".to_owned());
        }
        let keys = properties.keys().map(|wire| (names::unique(&mut taken, names::snake(wire)), wire.clone()));
        wires.insert(name.clone(), keys.collect());
    }
    draft.wire_names = wires;
    Ok(())
}
