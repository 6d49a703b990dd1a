//! Properties get the names that their fields have in Rust, no two the same; the wire's names are kept
//! for the fields' attributes.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::components::schemas;
use super::{Draft, aliases};
use crate::error::Result;
use crate::names;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut wires = std::mem::take(&mut draft.wire_names);
    for (name, schema) in schemas(&mut draft.tree) {
        if !aliases::is_structure(schema) {
            continue;
        }
        let further = schema.get("additionalProperties").is_some_and(Value::is_object);
        let Some(Value::Object(properties)) = schema.get_mut("properties") else { continue };
        let mut taken: BTreeSet<String> = BTreeSet::new();
        if further {
            // The engine's name for the map of all others.
            taken.insert("extra".to_owned());
        }
        let mut keys = Map::new();
        let mut order = Vec::new();
        for (wire, property) in std::mem::take(properties) {
            let key = names::unique(&mut taken, names::snake(&wire));
            keys.insert(key.clone(), property);
            order.push((key, wire));
        }
        *properties = keys;
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            let known = required.iter().filter_map(Value::as_str);
            let known = known.filter_map(|wire| order.iter().find(|(_, known)| known == wire));
            *required = known.map(|(key, _)| Value::String(key.clone())).collect();
        }
        wires.insert(name.clone(), order);
    }
    draft.wire_names = wires;
    Ok(())
}
