//! `if`, `then`, `else` and schemas that depend on a property: what they describe may be there, when is
//! not checked.

use serde_json::{Map, Value};

use super::Done;

pub(super) fn run(map: &mut Map<String, Value>) -> Done {
    let mut branches: Vec<Value> = ["then", "else"].iter().filter_map(|key| map.shift_remove(*key)).collect();
    let condition = map.shift_remove("if");
    for key in ["dependentSchemas", "dependencies"] {
        if let Some(Value::Object(dependent)) = map.shift_remove(key) {
            // A list names properties that are required then.
            branches.extend(dependent.into_iter().map(|(_, schema)| schema).filter(Value::is_object));
        }
    }
    if branches.is_empty() && condition.is_none() {
        return None;
    }
    let mut whole = true;
    for branch in branches {
        let Value::Object(mut branch) = branch else { continue };
        let properties = branch.shift_remove("properties");
        whole &= branch.keys().all(|key| matches!(key.as_str(), "required" | "type" | "description" | "title"));
        let Some(Value::Object(properties)) = properties else { continue };
        let Value::Object(own) = map.entry("properties").or_insert_with(|| Value::Object(Map::new())) else { continue };
        for (name, schema) in properties {
            own.entry(name).or_insert(schema);
        }
    }
    Some(if whole {
        ("properties under a condition to properties that may be there", false)
    } else {
        ("what holds under a condition is not described", true)
    })
}
