//! Whether a value fits a schema of the document, as an independent validator sees it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

/// The address by which the validator knows the document.
const DOCUMENT: &str = "urn:clientwright:document";

/// Validates against schemas of one document.
#[derive(Debug)]
pub(crate) struct Fits {
    registry: Option<Registry<'static>>,
    /// By JSON pointer; `None` for a schema that the validator does not take.
    known: RefCell<BTreeMap<String, Option<Validator>>>,
}

impl Fits {
    /// For a document; `tree` is not changed.
    pub(crate) fn new(tree: &Value) -> Self {
        let mut tree = tree.clone();
        lower(&mut tree);
        Self::lowered(tree)
    }

    /// For a document that is in the validator's words already.
    pub(crate) fn lowered(tree: Value) -> Self {
        let registry =
            Registry::new().draft(Draft::Draft202012).add(DOCUMENT, tree).and_then(|builder| builder.prepare());
        Self { registry: registry.ok(), known: RefCell::default() }
    }

    /// Why a value does not fit the schema at a JSON pointer; `None` if it does, or if nobody can tell.
    pub(crate) fn fault(&self, schema: &str, value: &Value) -> Option<String> {
        self.verdict(schema, value)?.err()
    }

    /// Whether a value fits the schema at a JSON pointer, and why not; `None` if nobody can tell.
    pub(crate) fn verdict(&self, schema: &str, value: &Value) -> Option<Result<(), String>> {
        let registry = self.registry.as_ref()?;
        let mut known = self.known.borrow_mut();
        let validator = known.entry(schema.to_owned()).or_insert_with(|| {
            let reference = json!({ "$ref": format!("{DOCUMENT}#{}", fragment(schema)) });
            jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_registry(registry)
                .offline()
                .build(&reference)
                .ok()
        });
        Some(validator.as_ref()?.validate(value).map_err(|fault| {
            let place = fault.instance_path().to_string();
            let what = shortened(&fault.to_string());
            if place.is_empty() { what } else { format!("at `{place}`: {what}") }
        }))
    }
}

/// A pointer as the fragment of a reference.
fn fragment(pointer: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~$!&'()*+,;=:@?".contains(c);
    let mut text = String::with_capacity(pointer.len());
    for c in pointer.chars() {
        if plain(c) {
            text.push(c);
        } else {
            let mut bytes = [0; 4];
            text.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    text
}

/// The validator repeats the value, which may be a long one.
fn shortened(text: &str) -> String {
    const MOST_CHARS: usize = 200;
    match text.char_indices().nth(MOST_CHARS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What OpenAPI 3.0 spells in its own way becomes JSON Schema. Objects that are no schemas hold these
/// words rarely, and nobody asks for those.
pub(crate) fn lower(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(lower);
            lower_schema(map);
        }
        Value::Array(list) => list.iter_mut().for_each(lower),
        _ => {}
    }
}

fn lower_schema(map: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match map.get(exclusive) {
            Some(Value::Bool(true)) => {
                map.remove(exclusive);
                if let Some(bound) = map.remove(bound) {
                    map.insert(exclusive.to_owned(), bound);
                }
            }
            Some(Value::Bool(false)) => {
                map.remove(exclusive);
            }
            _ => {}
        }
    }
    // A property may have this name.
    if map.get("nullable").is_some_and(Value::is_boolean) && map.remove("nullable") == Some(Value::Bool(true)) {
        allow_null(map);
    }
}

/// Null is one more type where the schema names its own; otherwise the schema becomes one of two.
fn allow_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(ty) = map.get_mut("type") {
        if ty.is_string() {
            *ty = json!([ty.take(), "null"]);
        }
    } else if map.contains_key("$ref") || ["allOf", "oneOf", "anyOf"].iter().any(|key| map.contains_key(*key)) {
        let plain = Value::Object(std::mem::take(map));
        map.insert("anyOf".to_owned(), json!([{ "type": "null" }, plain]));
    }
}
