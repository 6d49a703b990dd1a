//! Every schema gets the name that its type has in Rust, and no two have the same. What a discriminator
//! calls it is kept.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::components::{PREFIX, schemas};
use super::{Draft, found};
use crate::error::Result;
use crate::load::pointer::{decode, unescape};
use crate::names;

/// Names that generated code needs for what the language gives.
const RESERVED: &[&str] = &[
    "Box",
    "Default",
    "Deref",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Other",
    "Result",
    "Some",
    "String",
    "ToString",
    "TryFrom",
    "Vec",
];

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let all = schemas(&mut draft.tree);
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|&name| name.to_owned()).collect();
    let mut renamed = HashMap::new();
    let old = std::mem::take(all);
    let mut notes = Vec::new();
    for (name, mut schema) in old {
        let camel = names::camel(&name);
        let free = if RESERVED.contains(&camel.as_str()) { format!("{camel}Type") } else { camel.clone() };
        let new = names::unique(&mut taken, free);
        if new != camel {
            notes.push((name.clone(), format!("called `{new}`, because its own name is taken")));
        }
        renamed.insert(name.clone(), new.clone());
        if let Value::Object(schema) = &mut schema {
            schema.insert(found::SCHEMA_NAME.to_owned(), json!(name));
        }
        all.insert(new, schema);
    }
    rewrite(&mut draft.tree, &renamed);
    for (name, what) in notes {
        draft.report.note("component_names", format!("/components/schemas/{name}"), what, false);
    }
    Ok(())
}

fn rewrite(value: &mut Value, renamed: &HashMap<String, String>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map.iter_mut() {
                match (key.as_str(), child) {
                    ("$ref", Value::String(reference)) => rewrite_reference(reference, renamed),
                    ("discriminator", Value::Object(of)) => {
                        rewrite_mapping(of, renamed);
                        of.values_mut().for_each(|child| rewrite(child, renamed));
                    }
                    // Names of properties and of statuses, not keywords.
                    ("properties" | "responses" | "headers", Value::Object(named)) => {
                        named.values_mut().for_each(|child| rewrite(child, renamed));
                    }
                    ("example" | "examples" | "default" | "enum", _) => {}
                    (_, child) => rewrite(child, renamed),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|child| rewrite(child, renamed)),
        _ => {}
    }
}

fn rewrite_reference(reference: &mut String, renamed: &HashMap<String, String>) {
    if let Some(new) = reference.strip_prefix(PREFIX).and_then(|name| renamed.get(&*named(name)))
        && reference.get(PREFIX.len()..) != Some(new)
    {
        *reference = format!("{PREFIX}{new}");
    }
}

fn rewrite_mapping(discriminator: &mut Map<String, Value>, renamed: &HashMap<String, String>) {
    let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else { return };
    for target in mapping.values_mut() {
        let Value::String(text) = target else { continue };
        let name = text.strip_prefix(PREFIX).unwrap_or(text);
        if let Some(new) = renamed.get(&*named(name)) {
            *text = format!("{PREFIX}{new}");
        }
    }
}

/// The name that the end of a reference stands for.
fn named(end: &str) -> Cow<'_, str> {
    if end.contains(['%', '~']) { Cow::Owned(unescape(&decode(end))) } else { Cow::Borrowed(end) }
}
