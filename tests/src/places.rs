//! Where a JSON value has something.

use std::collections::BTreeSet;

use serde_json::Value;

/// JSON pointers of everything in the value that is not null: to see whether a typed view of it lost a part.
pub fn places(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(value, String::new(), &mut found);
    found
}

fn collect(value: &Value, place: String, found: &mut BTreeSet<String>) {
    match value {
        Value::Null => return,
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{place}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                collect(member, format!("{place}/{key}"), found);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found.insert(place);
}
