//! Formats are ones that the generator knows.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule = Rule { id: "formats", about: "formats are known", look: Look::OpenApi(look) };

/// Formats with a Rust type of their own, and those that mean a plain string on purpose.
const KNOWN: &[&str] = &[
    "binary",
    "bool-digit",
    "byte",
    "char",
    "comma-list",
    "date",
    "date-time",
    "date-time-sql",
    "decimal",
    "double",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ip",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "space-list",
    "time",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unixtime",
    "unixtime-ms",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        let Some(format) = schema.get("format").and_then(Value::as_str) else { continue };
        if !KNOWN.contains(&format) && !found.custom_formats().contains_key(format) {
            let what = format!("the format `{format}` is not known, and the value stays as its type is");
            let advice = "CONTRIBUTING.md lists the formats; `[formats]` in client.toml names a type for another one";
            found.hint(&format!("{pointer}/format"), what, advice);
        }
    }
}
