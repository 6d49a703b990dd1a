//! The judge of values: the `jsonschema` crate, over the document as its vendor wrote it.

use serde_json::{Map, Value, json};

use crate::fits::{self, Fits};

/// The schemas of a document in the words of JSON Schema, and who judges by them.
pub(super) struct Judge {
    /// The document.
    pub(super) tree: Value,
    strict: Fits,
    /// Where a document contradicts itself: one of several may be more than one, and what is closed is open.
    lenient: Fits,
}

impl Judge {
    pub(super) fn new(document: &Value) -> Self {
        let mut tree = document.clone();
        fits::lower(&mut tree);
        each_map(&mut tree, &mut |map| {
            // What is no regular expression is no bound: nobody can tell what it was to be.
            if map.get("pattern").and_then(Value::as_str).is_some_and(|pattern| !is_pattern(pattern)) {
                map.remove("pattern");
            }
            // The words of OpenAPI for bytes are no words of JSON Schema.
            if map.get("type").and_then(Value::as_str) == Some("file") {
                map.insert("type".to_owned(), json!("string"));
            }
        });
        let mut open = tree.clone();
        each_map(&mut open, &mut loosen);
        Self { strict: Fits::lowered(tree.clone()), lenient: Fits::lowered(open), tree }
    }

    /// Whether a value fits the schema at this JSON pointer, and why not.
    pub(super) fn judge(&self, pointer: &str, value: &Value) -> Result<(), String> {
        match self.strict.verdict(pointer, value) {
            Some(verdict) => verdict,
            None => Err("the validator does not take the schema".to_owned()),
        }
    }

    /// Whether a value fits the schema where the schema is read so that there can be a value.
    pub(super) fn judge_leniently(&self, pointer: &str, value: &Value) -> Result<(), String> {
        match self.lenient.verdict(pointer, value) {
            Some(verdict) => verdict,
            None => Err("the validator does not take the schema".to_owned()),
        }
    }
}

fn is_pattern(pattern: &str) -> bool {
    jsonschema::options().build(&json!({ "pattern": pattern })).is_ok()
}

fn loosen(map: &mut Map<String, Value>) {
    if map.get("oneOf").is_some_and(Value::is_array)
        && !map.contains_key("anyOf")
        && let Some(branches) = map.remove("oneOf")
    {
        map.insert("anyOf".to_owned(), branches);
    }
    if map.get("additionalProperties") == Some(&json!(false)) {
        map.remove("additionalProperties");
    }
}

fn each_map(value: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(|inner| each_map(inner, visit));
            visit(map);
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| each_map(inner, visit)),
        _ => {}
    }
}
