//! The schemas of a document under their names: everything that becomes a named type.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::names;

/// Where a reference to a schema begins.
pub(super) const PREFIX: &str = "#/components/schemas/";

/// The name that a reference to a schema has.
pub fn referred(schema: &Value) -> Option<&str> {
    let reference = schema.get("$ref")?.as_str()?;
    reference.strip_prefix(PREFIX)
}

/// The schema that a wrapper holds, which says no more than what is true of its place; otherwise the schema
/// itself.
pub fn unwrapped(schema: &Value) -> &Value {
    match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) => only,
        _ => schema,
    }
}

/// A reference to the schema of this name.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{PREFIX}{name}") })
}

/// The schemas of a document; empty ones are made where there are none.
pub(super) fn schemas(tree: &mut Value) -> &mut Map<String, Value> {
    let mut place = tree;
    for key in ["components", "schemas"] {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key];
    }
    if !place.is_object() {
        *place = json!({});
    }
    match place {
        Value::Object(schemas) => schemas,
        _ => unreachable!("the schemas have just been made"),
    }
}

/// Named schemas that are added while others are walked.
#[derive(Debug)]
pub(super) struct Additions {
    taken: BTreeSet<String>,
    by_shape: HashMap<String, String>,
    /// The new ones, in the order in which they were found.
    pub(super) schemas: Map<String, Value>,
}

impl Additions {
    /// Beside these schemas; one that is equal to a new one takes its place.
    pub(super) fn beside(known: &Map<String, Value>) -> Self {
        let taken = known.keys().map(|name| names::camel(name)).collect();
        let mut by_shape = HashMap::new();
        for (name, schema) in known {
            by_shape.entry(shape(schema)).or_insert_with(|| name.clone());
        }
        Self { taken, by_shape, schemas: Map::new() }
    }

    /// Beside these schemas, and equal to none of them.
    pub(super) fn apart(known: &Map<String, Value>) -> Self {
        let taken = known.keys().map(|name| names::camel(name)).collect();
        Self { taken, by_shape: HashMap::new(), schemas: Map::new() }
    }

    /// The name of a schema that has this shape, if there is one.
    pub(super) fn known(&self, schema: &Value) -> Option<String> {
        self.by_shape.get(&shape(schema)).cloned()
    }

    /// The name of a schema that has this shape: of a known one, or a new one made of `words`.
    pub(super) fn name(&mut self, words: &[&str], schema: Value) -> String {
        let shape = shape(&schema);
        if let Some(known) = self.by_shape.get(&shape) {
            return known.clone();
        }
        let name = names::unique(&mut self.taken, names::camel(&words.join(" ")));
        self.by_shape.insert(shape, name.clone());
        self.schemas.insert(name.clone(), schema);
        name
    }
}

/// Text that is the same for schemas that differ only in words for people.
pub(super) fn shape(schema: &Value) -> String {
    let mut text = String::new();
    spell(schema, &mut text);
    text
}

/// Writes a value with its keys sorted. Each text has its length before it, so that none can be taken for another.
fn spell(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().filter(|(key, value)| !is_for_people(key, value)).collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in members {
                spell_word(key, text);
                spell(value, text);
            }
            text.push('}');
        }
        Value::Array(list) => {
            text.push('[');
            list.iter().for_each(|value| spell(value, text));
            text.push(']');
        }
        Value::String(word) => {
            text.push('"');
            spell_word(word, text);
        }
        Value::Bool(true) => text.push('t'),
        Value::Bool(false) => text.push('f'),
        Value::Null => text.push('n'),
        Value::Number(number) => {
            text.push_str(&number.to_string());
            text.push(';');
        }
    }
}

fn spell_word(word: &str, text: &mut String) {
    // The length, its last digit first.
    let mut length = word.len();
    while length > 0 {
        text.push(char::from(b'0' + (length % 10) as u8));
        length /= 10;
    }
    text.push(':');
    text.push_str(word);
}

/// Whether a keyword says something of a schema that changes no type.
fn is_for_people(key: &str, value: &Value) -> bool {
    match key {
        "description" | "title" | "deprecated" | "externalDocs" | "readOnly" | "writeOnly" => {
            value.is_string() || value.is_boolean()
        }
        key => key.starts_with("x-clientwright-"),
    }
}
