//! A YAML or JSON file as a tree.

use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::Parse;
use crate::error::{Error, Place, Result};
use crate::normalise::Report;

/// Reads a file of text in UTF-8, or in UTF-16 with a byte order mark.
pub fn read(file: &Path, shown: &Path) -> Result<String> {
    let bytes = std::fs::read(file).map_err(|error| Error::io(shown, "read it", &error))?;
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| Error::new(shown, "is not valid UTF-16").help("save it as UTF-8"))
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
            Error::new(shown, "is not text in UTF-8").at(Place::Line(line, column)).help("save it as UTF-8")
        }),
    }
}

/// Parses an object in YAML or JSON. `shown` is the name of the file in errors.
pub fn parse(shown: &Path, text: &str) -> Result<Value> {
    parse_noting(shown, text, &mut Report::default())
}

/// Parses an object in YAML or JSON, and notes what is odd about it.
pub fn parse_noting(shown: &Path, text: &str, report: &mut Report) -> Result<Value> {
    let value = parse_any(shown, text, report)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(Error::new(shown, "holds no object at its top")
            .help("a description begins with `openapi: 3.0.3` and `info:`"))
    }
}

/// Parses any value in YAML or JSON.
pub fn parse_any(shown: &Path, text: &str, report: &mut Report) -> Result<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml(text).map_err(|error| yaml_fault(shown, text, &error));
    }
    let parse = Parse::new(text.len(), false);
    match json(text, &parse) {
        Ok(value) => {
            for key in parse.twice.into_inner() {
                let what = format!("the key `{key}` stands twice in one object; the last one counts");
                report.note("load", shown.display().to_string(), what, true);
            }
            Ok(value)
        }
        Err(error) if error.to_string().starts_with("recursion limit") => Err(too_deep(shown)),
        // A flow mapping of YAML also begins with a brace.
        Err(error) => yaml(text).map_err(|_| {
            Error::new(shown, format!("is neither JSON nor YAML: {error}"))
                .at(Place::Line(error.line(), error.column()))
                .help("correct the syntax at that place; a comma too much or a quote too little are the usual causes")
        }),
    }
}

fn json(text: &str, parse: &Parse) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = parse.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

fn yaml(text: &str) -> serde_norway::Result<Value> {
    Parse::new(text.len(), true).deserialize(serde_norway::Deserializer::from_str(text))
}

fn yaml_fault(shown: &Path, text: &str, error: &serde_norway::Error) -> Error {
    let message = error.to_string();
    if message.contains("recursion limit") {
        return too_deep(shown);
    }
    let place = error.location().map(|at| (at.line(), at.column()));
    let line = place.and_then(|(line, _)| text.lines().nth(line.saturating_sub(1)));
    let indent = line.map(|line| &line[..line.len() - line.trim_start().len()]);
    let help = if indent.is_some_and(|indent| indent.contains('\t')) {
        "YAML is indented with spaces; that line begins with a tab"
    } else if message.contains("duplicate key") {
        "keep one of the two"
    } else {
        "correct the syntax at that place; indentation and unquoted colons are the usual causes"
    };
    Error::new(shown, format!("is neither YAML nor JSON: {message}"))
        .at(place.map_or(Place::File, |(line, column)| Place::Line(line, column)))
        .help(help)
}

fn too_deep(shown: &Path) -> Error {
    Error::new(shown, "is nested more than 128 levels deep")
        .help("move the inner parts into components and refer to them")
}
