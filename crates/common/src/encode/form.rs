//! Forms in the body of a request, `application/x-www-form-urlencoded`.

use serde_json::Value;

use super::Style;
use super::escape::{escaped, form};
use super::style::{json_text, pairs_of};
use crate::error::Error;

/// The text of a form. Fields that `styles` does not name are written as most servers read them: a list of
/// scalars repeats its field, and what is deeper has its place in brackets, `a[b][0]`.
pub(crate) fn form_text(body: Value, styles: &[(&str, Style, bool)]) -> Result<String, Error> {
    let fields = match body {
        Value::Object(fields) => fields,
        Value::Null => serde_json::Map::new(),
        _ => return Err(Error::config("a form is made from a struct or a map")),
    };
    let mut parts = Vec::new();
    for (name, value) in fields {
        let (style, explode) = match styles.iter().find(|(field, ..)| *field == name) {
            Some((_, style, explode)) => (*style, *explode),
            None if is_deep(&value) => (Style::DeepObject, true),
            None => (Style::Form, true),
        };
        let value = if style == Style::Json { json_text(value, false) } else { value };
        let pairs = pairs_of(style, explode, &name, value, form)?;
        parts.extend(pairs.iter().map(|pair| format!("{}={}", escaped(&pair.key, form), pair.text)));
    }
    Ok(parts.join("&"))
}

fn is_deep(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(|item| item.is_object() || item.is_array()),
        _ => false,
    }
}
