//! Multipart forms.

use serde_json::Value;

use super::super::case::{Case, octets};
use super::super::spec::Content;
use super::text::is_text_of;

/// A part: its name and its bytes.
type Part = (String, Vec<u8>);

/// Why a form is not what was given.
pub(super) fn fault(kind: &str, body: &[u8], case: &Case, content: &Content) -> Option<String> {
    let Some((_, boundary)) = kind.split_once("boundary=") else { return Some("the form has no boundary".to_owned()) };
    let mut left = parts(body, boundary.trim_matches('"'));
    for (name, value) in &case.arguments {
        let Some(name) = name.strip_prefix("part:") else { continue };
        let as_json = content.encoding[name]["contentType"].as_str().is_some_and(crate::normalise::openapi::is_json);
        let items = match value {
            Value::Array(items) if !as_json => items.iter().collect(),
            other => vec![other],
        };
        for item in items {
            let fits = |(known, bytes): &Part| known == name && is_part_of(bytes, item);
            match left.iter().position(fits) {
                Some(index) => drop(left.remove(index)),
                None => return Some(format!("the form has no part `{name}` of {item}")),
            }
        }
    }
    left.first().map(|(name, _)| format!("the form has a part `{name}` that was not given"))
}

fn is_part_of(bytes: &[u8], value: &Value) -> bool {
    let is_file = value.get("hex").is_some() || value.get("text").is_some();
    (is_file && octets(value) == bytes) || is_text_of(&String::from_utf8_lossy(bytes), value)
}

fn parts(body: &[u8], boundary: &str) -> Vec<Part> {
    let line = format!("--{boundary}");
    let mut found = Vec::new();
    let mut at = find(body, line.as_bytes());
    while let Some(begin) = at {
        let rest = &body[begin + line.len()..];
        let Some(end) = find(rest, format!("\r\n{line}").as_bytes()) else { break };
        let part = &rest[..end];
        if let Some(split) = find(part, b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&part[..split]).into_owned();
            let name = head.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            found.push((name.replace("%22", "\""), part[split + 4..].to_vec()));
        }
        at = Some(begin + line.len() + end + 2);
    }
    found
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
