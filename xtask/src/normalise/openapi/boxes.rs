//! A shape of a union that leads back to the union without a list or a map between them is boxed: a type
//! cannot hold itself.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::components::{referred, schemas, unwrapped};
use super::{Draft, found};
use crate::error::Result;
use crate::normalise::wire_formats::ENUMS;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let unions = draft.tree.get(found::UNIONS).and_then(Value::as_object).cloned().unwrap_or_default();
    if unions.is_empty() {
        return Ok(());
    }
    // They come back below: a copy of all schemas would cost more than the whole pass.
    let structs = std::mem::take(schemas(&mut draft.tree));
    let graph = Graph { structs: &structs, unions: &unions };
    let all = draft.tree.get_mut(found::UNIONS).and_then(Value::as_object_mut).into_iter().flatten();
    for (name, union) in all {
        for shape in union["shapes"].as_array_mut().into_iter().flatten() {
            let mut seen = BTreeSet::new();
            let leads_back = held(&shape["schema"]).is_some_and(|held| graph.reaches(&held, name, &mut seen));
            shape["boxed"] = json!(leads_back);
        }
    }
    *schemas(&mut draft.tree) = structs;
    Ok(())
}

struct Graph<'a> {
    structs: &'a Map<String, Value>,
    unions: &'a Map<String, Value>,
}

impl Graph<'_> {
    fn reaches(&self, from: &str, goal: &str, seen: &mut BTreeSet<String>) -> bool {
        let mut open = vec![from.to_owned()];
        while let Some(name) = open.pop() {
            if name == goal {
                return true;
            }
            if !seen.insert(name.clone()) {
                continue;
            }
            let properties = self.structs.get(&name).and_then(|schema| schema["properties"].as_object());
            open.extend(properties.into_iter().flatten().filter_map(|(_, property)| held(property)));
            let shapes = self.unions.get(&name).and_then(|union| union["shapes"].as_array());
            open.extend(shapes.into_iter().flatten().filter_map(|shape| held(&shape["schema"])));
        }
        false
    }
}

/// The name of the type that a value of this schema holds by itself, not behind a list or a map.
fn held(schema: &Value) -> Option<String> {
    let schema = unwrapped(schema);
    let marker = schema.pointer("/x-rust-type/path").and_then(Value::as_str);
    let ours = marker.and_then(|path| path.strip_prefix(&format!("{ENUMS}::")[..]));
    ours.or(referred(schema)).map(str::to_owned)
}
