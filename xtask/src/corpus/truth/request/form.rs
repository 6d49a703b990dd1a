//! URL-encoded forms: in queries, and as bodies.

use serde_json::Value;

use super::super::spec::Content;
use super::text;
use crate::load::pointer::decode;

/// Names and values, decoded.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let plain = |text: &str| decode(&text.replace('+', " "));
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// Why a form is not what was given.
pub(super) fn fault(body: &str, sent: &Value, content: &Content) -> Option<String> {
    let mut left = pairs(body);
    let mut expected = Vec::new();
    for (name, value) in sent.as_object().into_iter().flatten() {
        expected.extend(field(name, value, &content.encoding[name]));
    }
    for (name, value) in expected {
        match left.iter().position(|(known, text)| *known == name && text::is_text_of(text, &value)) {
            Some(index) => drop(left.remove(index)),
            None => return Some(format!("the form has no `{name}` of {value}: {body}")),
        }
    }
    left.first().map(|(name, _)| format!("the form has a `{name}` that was not given: {body}"))
}

/// A field as its encoding says; without one, a list repeats it, and what is deeper has its place in brackets, as
/// servers read it.
fn field(name: &str, value: &Value, encoding: &Value) -> Vec<(String, Value)> {
    let told = ["style", "explode", "allowReserved"].iter().any(|key| encoding.get(*key).is_some());
    if told {
        let style = encoding["style"].as_str().unwrap_or("form");
        let explode = encoding["explode"].as_bool().unwrap_or(style == "form");
        return text::pairs(style, explode, name, value);
    }
    if encoding["contentType"].as_str().is_some_and(crate::normalise::openapi::is_json) && !value.is_string() {
        return vec![(name.to_owned(), Value::String(value.to_string()))];
    }
    let is_deep = |value: &Value| value.is_object() || value.is_array();
    match value {
        Value::Array(items) if !items.iter().any(is_deep) => text::pairs("form", true, name, value),
        _ => text::pairs("deepObject", true, name, value),
    }
}
