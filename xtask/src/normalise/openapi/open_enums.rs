//! Enums leave the document: answers may hold values that nobody has listed yet, so their types are
//! emitted by us, open. Enums with equal values are one type.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::{Draft, walk};
use crate::error::Result;
use crate::model::{OpenEnum, Variant};
use crate::names;
use crate::normalise::wire_formats::{ENUMS, marker};

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut taken: BTreeSet<String> = draft
        .tree
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .map(|schemas| schemas.keys().map(|name| names::camel(name)).collect())
        .unwrap_or_default();
    let mut found: Vec<OpenEnum> = Vec::new();
    let mut by_values = HashMap::new();
    let report = &mut draft.report;
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        let is_component = at.is_component();
        let Some(map) = schema.as_object_mut().filter(|map| map.contains_key("enum")) else {
            return Ok(());
        };
        let Some(mut parsed) = parse(map) else {
            let ty = plain_type(map);
            map.remove("enum");
            map.remove("type");
            let what = match ty {
                Some(ty) => format!("the listed values are of the type {ty}, which has no enum"),
                None => "the values are of several kinds; any is taken".to_owned(),
            };
            map.extend(ty.map(|ty| ("type".to_owned(), json!(ty))));
            report.note("open_enums", at.pointer(), what, false);
            return Ok(());
        };
        let first: Option<&String> = by_values.get(&values(&parsed));
        let name = match first {
            Some(known) if !is_component => known.clone(),
            _ => {
                parsed.name =
                    if is_component { names::camel(at.words()[0]) } else { inline_name(&at.words(), &mut taken) };
                let name = parsed.name.clone();
                by_values.entry(values(&parsed)).or_insert_with(|| name.clone());
                found.push(parsed);
                name
            }
        };
        let nullable = map.get("nullable").and_then(Value::as_bool) == Some(true);
        let description = map.get("description").cloned();
        let mut replacement = marker(ENUMS, &name, Vec::new());
        if nullable {
            replacement = json!({ "nullable": true, "allOf": [replacement] });
        }
        if let Some(description) = description {
            replacement["description"] = description;
        }
        *schema = replacement;
        Ok(())
    })?;
    draft.enums = found.into_iter().map(|found| (found.name.clone(), found)).collect();
    Ok(())
}

/// What enums of one type have in common: the values, and their names.
fn values(open: &OpenEnum) -> (bool, Vec<(String, String)>) {
    let variants = open.variants.iter().map(|variant| (variant.wire.clone(), variant.name.clone()));
    (open.integer, variants.collect())
}

/// The name of what it belongs to, then its own: a name that later additions do not change.
fn inline_name(words: &[&str], taken: &mut BTreeSet<String>) -> String {
    let words: Vec<&str> = words.iter().copied().filter(|word| !matches!(*word, "item" | "value")).collect();
    names::unique(taken, names::camel(&words.join(" ")))
}

/// Whether a name that the description gives can stay as it is.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name != "Self"
}

/// The type of listed values that are no texts and no integers.
fn plain_type(map: &Map<String, Value>) -> Option<&'static str> {
    let values = map.get("enum")?.as_array()?;
    let mut values = values.iter().filter(|value| !value.is_null()).peekable();
    values.peek()?;
    let values: Vec<&Value> = values.collect();
    if values.iter().all(|value| value.is_boolean()) {
        Some("boolean")
    } else if values.iter().all(|value| value.is_number()) {
        Some("number")
    } else {
        None
    }
}

/// An enum of strings or of integers.
fn parse(map: &mut Map<String, Value>) -> Option<OpenEnum> {
    let Some(Value::Array(values)) = map.get("enum") else { return None };
    let values: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
    if values.is_empty() {
        return None;
    }
    if map.get("enum").and_then(Value::as_array).is_some_and(|all| all.len() > values.len()) {
        map.insert("nullable".to_owned(), json!(true));
    }
    let integer = values.iter().all(|value| value.as_i64().is_some());
    if !integer && !values.iter().all(Value::is_string) {
        return None;
    }
    let list = |key: &str| -> Vec<String> {
        let list = map.get(key).and_then(Value::as_array).into_iter().flatten();
        list.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    };
    let given = ["x-enum-varnames", "x-enumNames"].into_iter().map(list).find(|names| !names.is_empty());
    let docs = list("x-enum-descriptions");
    let mut taken = BTreeSet::from(["Unknown".to_owned()]);
    let mut seen = BTreeMap::new();
    let mut variants = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if seen.insert(wire.clone(), ()).is_some() {
            continue;
        }
        let name = given.as_ref().and_then(|names| names.get(index)).filter(|name| !name.is_empty());
        let name = match name {
            Some(name) if is_type_name(name) => name.clone(),
            name => names::camel(name.unwrap_or(&wire)),
        };
        variants.push(Variant {
            name: names::unique(&mut taken, name),
            docs: docs.get(index).cloned().unwrap_or_default(),
            wire,
            deprecated: None,
        });
    }
    Some(OpenEnum {
        name: String::new(),
        docs: map.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
        integer,
        variants,
    })
}
