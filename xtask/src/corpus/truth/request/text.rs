//! The styles of OpenAPI, from the tables of the specification. Values hold no delimiters, so that what was decoded
//! can be compared.

use serde_json::Value;

use super::super::equal::{Needed, difference};

/// The text of a scalar; of what has no text of its own, its JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a text is that of a value: numbers by what they are worth, instants by their moment, JSON by what it says.
pub(in super::super) fn is_text_of(text: &str, value: &Value) -> bool {
    let same = |read: &Value| difference(value, read, false, &mut Needed::default()).is_none();
    let read = serde_json::from_str::<Value>(text);
    match value {
        _ if plain(value) == text => true,
        Value::String(sent) => {
            let given = serde_json::from_str::<Value>(sent).ok().filter(|given| given.is_object() || given.is_array());
            let is_json = |given: &Value| {
                read.is_ok_and(|read| difference(given, &read, false, &mut Needed::default()).is_none())
            };
            same(&Value::String(text.to_owned())) || given.as_ref().is_some_and(is_json)
        }
        _ => read.is_ok_and(|read| same(&read)),
    }
}

/// A value in a path, decoded.
pub(super) fn in_path(style: &str, explode: bool, name: &str, value: &Value) -> String {
    let between = match (style, explode) {
        ("label", true) => ".",
        ("matrix", true) => ";",
        _ => ",",
    };
    let before = match style {
        "label" => ".".to_owned(),
        "matrix" if explode && !value.is_string() && (value.is_array() || value.is_object()) => ";".to_owned(),
        "matrix" => format!(";{name}="),
        _ => String::new(),
    };
    let text = match value {
        Value::Array(items) => {
            let item = |item: &Value| match (style, explode) {
                ("matrix", true) => format!("{name}={}", plain(item)),
                _ => plain(item),
            };
            items.iter().map(item).collect::<Vec<_>>().join(between)
        }
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                if explode { format!("{key}={}", plain(value)) } else { format!("{key},{}", plain(value)) }
            };
            members.iter().map(member).collect::<Vec<_>>().join(between)
        }
        scalar => plain(scalar),
    };
    format!("{before}{text}")
}

/// A value in a query, cookie or form, decoded.
pub(super) fn pairs(style: &str, explode: bool, name: &str, value: &Value) -> Vec<(String, Value)> {
    if style == "deepObject" {
        let mut found = Vec::new();
        deep(name, value, &mut found);
        return found;
    }
    let between = match style {
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        "tabDelimited" => "\t",
        _ => ",",
    };
    let one = |text: String| vec![(name.to_owned(), Value::String(text))];
    match value {
        Value::Array(items) if explode => items.iter().map(|item| (name.to_owned(), item.clone())).collect(),
        Value::Array(items) => one(items.iter().map(plain).collect::<Vec<_>>().join(between)),
        Value::Object(members) if explode => members.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        Value::Object(members) => {
            let texts = members.iter().flat_map(|(key, value)| [key.clone(), plain(value)]);
            one(texts.collect::<Vec<_>>().join(between))
        }
        scalar => vec![(name.to_owned(), scalar.clone())],
    }
}

/// Members and items by their place in brackets; OpenAPI says so of members, and servers read items so.
pub(super) fn deep(name: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| deep(&format!("{name}[{key}]"), value, found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| deep(&format!("{name}[{index}]"), item, found));
        }
        scalar => found.push((name.to_owned(), scalar.clone())),
    }
}
