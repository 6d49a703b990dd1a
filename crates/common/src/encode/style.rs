//! The styles of OpenAPI: how lists and objects become text in a URL, a header, a cookie or a form.
//!
//! | style | `"blue"` | `["blue", "black"]` | exploded | `{"R": 100, "G": 200}` | exploded |
//! |---|---|---|---|---|---|
//! | `Form` | `c=blue` | `c=blue,black` | `c=blue&c=black` | `c=R,100,G,200` | `R=100&G=200` |
//! | `SpaceDelimited` | `c=blue` | `c=blue%20black` | `c=blue&c=black` | `c=R%20100%20G%20200` | `R=100&G=200` |
//! | `PipeDelimited` | `c=blue` | `c=blue%7Cblack` | `c=blue&c=black` | `c=R%7C100%7CG%7C200` | `R=100&G=200` |
//! | `DeepObject` | `c=blue` | `c[0]=blue&c[1]=black` | the same | `c[R]=100&c[G]=200` | the same |
//! | `Simple` | `blue` | `blue,black` | `blue,black` | `R,100,G,200` | `R=100,G=200` |
//! | `Label` | `.blue` | `.blue,black` | `.blue.black` | `.R,100,G,200` | `.R=100.G=200` |
//! | `Matrix` | `;c=blue` | `;c=blue,black` | `;c=blue;c=black` | `;c=R,100,G,200` | `;R=100;G=200` |
//!
//! As in RFC 6570, null and an empty list or object leave the parameter out, null in a list or object is
//! left out of it, and an empty text is `c=` (`.` as a label, `;c` in a matrix). Brackets of a deep object are
//! percent-encoded. Where a style has no rule, in the lists and objects within a list or object, their JSON text is
//! written; only a deep object goes on inwards: `c[a][b]`, and lists by their index, `c[a][0]`, which also keeps
//! the objects of a list apart. A style that its place does not know is read as the usual one there: `Simple`
//! in paths and headers, `Form` elsewhere.

use serde_json::Value;

use super::escape::{Escape, escaped};
use crate::error::Error;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A place of the path template.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a list or object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `c=blue,black`; the usual one of queries, cookies and forms.
    Form,
    /// `c=blue%20black`
    SpaceDelimited,
    /// `c=blue%7Cblack`
    PipeDelimited,
    /// `c[R]=100`
    DeepObject,
    /// `blue,black`; the usual one of paths and headers.
    Simple,
    /// `.blue,black`
    Label,
    /// `;c=blue,black`
    Matrix,
}

/// A value, as far as the styles tell values apart.
enum Shape {
    Nothing,
    One(String),
    List(Vec<String>),
    Map(Vec<(String, String)>),
}

impl Shape {
    fn of(value: Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.into_iter().filter_map(text).collect()).or_nothing(),
            Value::Object(members) => {
                let members = members.into_iter().filter_map(|(key, value)| Some((key, text(value)?)));
                Self::Map(members.collect()).or_nothing()
            }
            scalar => text(scalar).map_or(Self::Nothing, Self::One),
        }
    }

    fn or_nothing(self) -> Self {
        match &self {
            Self::List(items) if items.is_empty() => Self::Nothing,
            Self::Map(members) if members.is_empty() => Self::Nothing,
            _ => self,
        }
    }

    /// The texts of a list, or keys and values of an object in turn.
    fn flat(self) -> Vec<String> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(text) => vec![text],
            Self::List(items) => items,
            Self::Map(members) => members.into_iter().flat_map(|(key, value)| [key, value]).collect(),
        }
    }
}

/// The text of a value that stands within another one.
fn text(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

fn joined(texts: Vec<String>, delimiter: &str, escape: Escape) -> String {
    let texts: Vec<_> = texts.iter().map(|text| escaped(text, escape)).collect();
    texts.join(delimiter)
}

/// The text in a path or header; `None`: there is no value. `escape` writes keys and values, never delimiters.
pub(crate) fn text_of(style: Style, explode: bool, name: &str, value: Value, escape: Escape) -> Option<String> {
    let escaped = |text: &str| escaped(text, escape);
    // An empty value has no `=` in a matrix.
    let pair = |key: &str, value: String| match (style, value.is_empty()) {
        (Style::Matrix, true) => escaped(key),
        _ => format!("{}={value}", escaped(key)),
    };
    let delimiter = match style {
        Style::Label => ".",
        Style::Matrix => ";",
        _ => ",",
    };
    let parts: Vec<String> = match (Shape::of(value), explode) {
        (Shape::Nothing, _) => return None,
        (Shape::Map(members), true) => members.iter().map(|(key, value)| pair(key, escaped(value))).collect(),
        (Shape::List(items), true) if style == Style::Matrix => {
            items.iter().map(|item| pair(name, escaped(item))).collect()
        }
        (Shape::List(items), true) => items.iter().map(|item| escaped(item)).collect(),
        (shape, _) => {
            let text = joined(shape.flat(), ",", escape);
            vec![if style == Style::Matrix { pair(name, text) } else { text }]
        }
    };
    let first = if matches!(style, Style::Label | Style::Matrix) { delimiter } else { "" };
    Some(format!("{first}{}", parts.join(delimiter)))
}

/// A part of a query, cookie or form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The key as it is.
    pub(crate) key: String,
    /// The value as it is sent.
    pub(crate) text: String,
}

/// The parts of a query, cookie or form; `escape` writes values, never delimiters.
pub(crate) fn pairs_of(
    style: Style,
    explode: bool,
    name: &str,
    value: Value,
    escape: Escape,
) -> Result<Vec<Pair>, Error> {
    if style == Style::DeepObject {
        let mut pairs = Vec::new();
        deepen(name.to_owned(), value, escape, &mut pairs);
        return Ok(pairs);
    }
    let pair = |key: &str, text: &str| Pair { key: key.to_owned(), text: escaped(text, escape) };
    Ok(match (Shape::of(value), explode) {
        (Shape::Nothing, _) => Vec::new(),
        (Shape::One(text), _) => vec![pair(name, &text)],
        (Shape::List(items), true) => items.iter().map(|item| pair(name, item)).collect(),
        (Shape::Map(members), true) => members.iter().map(|(key, value)| pair(key, value)).collect(),
        (shape, false) => {
            let (delimiter, character) = match style {
                Style::SpaceDelimited => ("%20", ' '),
                Style::PipeDelimited => ("%7C", '|'),
                // A comma within a value is escaped, and so differs.
                _ => (",", '\0'),
            };
            let texts = shape.flat();
            if texts.iter().any(|text| text.contains(character)) && delimiter != "," {
                return Err(Error::config(format!(
                    "a value of `{name}` holds `{character}`, which would be read as the end of the value"
                )));
            }
            vec![Pair { key: name.to_owned(), text: joined(texts, delimiter, escape) }]
        }
    })
}

fn deepen(key: String, value: Value, escape: Escape, pairs: &mut Vec<Pair>) {
    match value {
        Value::Object(members) => {
            for (inner, value) in members {
                deepen(format!("{key}[{inner}]"), value, escape, pairs);
            }
        }
        Value::Array(items) => {
            let items = items.into_iter().filter(|item| !item.is_null());
            for (index, item) in items.enumerate() {
                deepen(format!("{key}[{index}]"), item, escape, pairs);
            }
        }
        scalar => pairs.extend(text(scalar).map(|text| Pair { key, text: escaped(&text, escape) })),
    }
}

/// JSON text without characters outside of ASCII, as headers need it.
pub(crate) fn ascii_json(value: &Value) -> String {
    let mut out = String::new();
    for character in value.to_string().chars() {
        if character.is_ascii() && character != '\x7f' {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
