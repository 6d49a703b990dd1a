//! `$ref` with siblings. In 3.1 both hold. In 3.0 the siblings mean nothing; those that only comment on
//! the place are kept, and `nullable`, which people write there and mean.

use serde_json::{Map, Value, json};

use super::Done;

/// Keywords that say something about the place and nothing about the values.
const COMMENTS: &[&str] = &["nullable", "description", "title", "deprecated", "readOnly", "writeOnly", "example"];

pub(super) fn siblings(map: &mut Map<String, Value>, hold: bool) -> Done {
    if !map.contains_key("$ref") {
        return None;
    }
    if !map.get("$ref").is_some_and(Value::is_string) {
        map.shift_remove("$ref");
        return Some(("a $ref that is no text is left out", true));
    }
    let before = map.len();
    if !hold {
        map.retain(|key, _| key == "$ref" || COMMENTS.contains(&key.as_str()) || key.starts_with("x-"));
    }
    let ignored = map.len() < before;
    let silent = |key: &String| key.starts_with('$') || (!hold && key != "nullable");
    if map.keys().all(silent) {
        map.retain(|key, _| key == "$ref");
        return ignored.then_some(("what stands beside a $ref means nothing in OpenAPI 3.0", false));
    }
    let reference = map.shift_remove("$ref")?;
    let part = json!({ "$ref": reference });
    match map.get_mut("allOf") {
        Some(Value::Array(parts)) => parts.insert(0, part),
        _ => {
            map.insert("allOf".to_owned(), json!([part]));
        }
    }
    Some(("$ref with siblings to allOf", false))
}
