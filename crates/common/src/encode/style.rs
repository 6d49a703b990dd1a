//! The styles of OpenAPI: how lists and objects become text in a URL, a header, a cookie or a form.
//!
//! | style | `"blue"` | `["blue", "black"]` | exploded | `{"R": 100, "G": 200}` | exploded |
//! |---|---|---|---|---|---|
//! | `Form` | `c=blue` | `c=blue,black` | `c=blue&c=black` | `c=R,100,G,200` | `R=100&G=200` |
//! | `SpaceDelimited` | `c=blue` | `c=blue%20black` | `c=blue&c=black` | `c=R%20100%20G%20200` | `R=100&G=200` |
//! | `PipeDelimited` | `c=blue` | `c=blue%7Cblack` | `c=blue&c=black` | `c=R%7C100%7CG%7C200` | `R=100&G=200` |
//! | `TabDelimited` | `c=blue` | `c=blue%09black` | `c=blue&c=black` | `c=R%09100%09G%09200` | `R=100&G=200` |
//! | `DeepObject` | `c=blue` | `c[0]=blue&c[1]=black` | the same | `c[R]=100&c[G]=200` | the same |
//! | `Simple` | `blue` | `blue,black` | `blue,black` | `R,100,G,200` | `R=100,G=200` |
//! | `Label` | `.blue` | `.blue,black` | `.blue.black` | `.R,100,G,200` | `.R=100.G=200` |
//! | `Matrix` | `;c=blue` | `;c=blue,black` | `;c=blue;c=black` | `;c=R,100,G,200` | `;R=100;G=200` |
//! | `Json` | `c="blue"` | `c=["blue","black"]` | the same | `c={"R":100,"G":200}` | the same |
//!
//! As in RFC 6570, null and an empty list or object leave the parameter out, null in a list or object is
//! left out of it, and an empty text is `c=` (`.` as a label, `;c` in a matrix). Brackets of a deep object and
//! what JSON is made of are percent-encoded. Where a style has no rule, in the lists and objects within a list or object, their JSON text is
//! written; only a deep object goes on inwards: `c[a][b]`, and lists by their index, `c[a][0]`, which also keeps
//! the objects of a list apart. A style that its place does not know is read as the usual one there, `Simple`
//! in paths and headers and `Form` elsewhere; the delimited ones are known everywhere, as Swagger 2.0 has them, and
//! a value that holds their delimiter is an error, because no server could tell.

use serde_json::{Number, Value};

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
    /// `c=blue%09black`, the `tsv` of Swagger 2.0.
    TabDelimited,
    /// `c[R]=100`
    DeepObject,
    /// `blue,black`; the usual one of paths and headers.
    Simple,
    /// `.blue,black`
    Label,
    /// `;c=blue,black`
    Matrix,
    /// `c=["blue","black"]`, for a `content` of JSON.
    Json,
}

impl Style {
    /// What delimits values that are not exploded, where it cannot be told from the same character in a value.
    fn delimiter(self) -> Option<char> {
        match self {
            Self::SpaceDelimited => Some(' '),
            Self::PipeDelimited => Some('|'),
            Self::TabDelimited => Some('\t'),
            _ => None,
        }
    }
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
        Value::Number(number) => Some(number_text(&number)),
        other => Some(other.to_string()),
    }
}

/// A number outside of JSON: one without a fraction is written without one, for servers that read an integer.
pub(crate) fn number_text(number: &Number) -> String {
    /// Above this a float no longer tells integers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64() {
        Some(value) if number.is_f64() && value.fract() == 0.0 && value.abs() <= EXACT => format!("{value:.0}"),
        _ => number.to_string(),
    }
}

/// The texts with commas between them, or what else the style has.
fn joined(style: Style, name: &str, texts: Vec<String>, escape: Escape) -> Result<String, Error> {
    let delimiter = style.delimiter();
    if let Some(delimiter) = delimiter
        && texts.iter().any(|text| text.contains(delimiter))
    {
        return Err(Error::config(format!(
            "a value of `{name}` holds {delimiter:?}, which would be read as the end of the value"
        )));
    }
    let delimiter = delimiter.map_or(",".to_owned(), |delimiter| escaped(delimiter.encode_utf8(&mut [0; 4]), escape));
    let texts: Vec<_> = texts.iter().map(|text| escaped(text, escape)).collect();
    Ok(texts.join(&delimiter))
}

/// The text in a path or header; `None`: there is no value. `escape` writes keys and values, never delimiters.
pub(crate) fn text_of(
    style: Style,
    explode: bool,
    name: &str,
    value: Value,
    escape: Escape,
) -> Result<Option<String>, Error> {
    let escaped = |text: &str| escaped(text, escape);
    // An empty value has no `=` in a matrix.
    let pair = |key: &str, value: String| match (style, value.is_empty()) {
        (Style::Matrix, true) => escaped(key),
        _ => format!("{}={value}", escaped(key)),
    };
    // In a path or a header there is nothing that a delimited style could explode into.
    let explode = explode && style.delimiter().is_none();
    let delimiter = match style {
        Style::Label => ".",
        Style::Matrix => ";",
        _ => ",",
    };
    let parts: Vec<String> = match (Shape::of(value), explode) {
        (Shape::Nothing, _) => return Ok(None),
        (Shape::Map(members), true) => members.iter().map(|(key, value)| pair(key, escaped(value))).collect(),
        (Shape::List(items), true) if style == Style::Matrix => {
            items.iter().map(|item| pair(name, escaped(item))).collect()
        }
        (Shape::List(items), true) => items.iter().map(|item| escaped(item)).collect(),
        (shape, _) => {
            let text = match shape {
                Shape::One(text) => escaped(&text),
                shape => joined(style, name, shape.flat(), escape)?,
            };
            vec![if style == Style::Matrix { pair(name, text) } else { text }]
        }
    };
    let first = if matches!(style, Style::Label | Style::Matrix) { delimiter } else { "" };
    Ok(Some(format!("{first}{}", parts.join(delimiter))))
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
            vec![Pair { key: name.to_owned(), text: joined(style, name, shape.flat(), escape)? }]
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

/// JSON text as a value; null stays nothing. `ascii`: without characters outside of ASCII, as headers need it.
pub(crate) fn json_text(value: Value, ascii: bool) -> Value {
    match value {
        Value::Null => Value::Null,
        value if ascii => Value::String(ascii_json(&value.to_string())),
        value => Value::String(value.to_string()),
    }
}

fn ascii_json(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
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
