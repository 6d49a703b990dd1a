//! Swagger 2.0 to OpenAPI 3.0. The document has been bundled; shared parameters, answers and path items
//! are put where they are used, because what they become depends on the operation's media types.

mod bodies;
mod parameters;
mod paths;
mod responses;
mod schemas;
mod security;
mod servers;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

pub(super) use parameters::OF_THE_SCHEMA;

use super::grammar::{self, Kind, Shape};
use super::refs::push;
use crate::normalise::Report;

/// Converts a document. `origins` tells where components came from, so that notes speak of the source.
pub fn convert(document: &Value, origins: &BTreeMap<String, String>, report: &mut Report) -> Value {
    let mut converter = Converter {
        document,
        origins,
        report,
        noted: HashSet::new(),
        consumes: media_types(document, "consumes"),
        produces: media_types(document, "produces"),
    };
    let mut converted = Map::from_iter([("openapi".to_owned(), json!("3.0.3"))]);
    for (key, value) in document.as_object().into_iter().flatten() {
        let kept = matches!(key.as_str(), "info" | "tags" | "externalDocs" | "security") || key.starts_with("x-");
        if kept && !is_section(key) {
            converted.insert(key.clone(), value.clone());
        }
    }
    converted.insert("servers".to_owned(), converter.servers(document, ""));
    converted.insert("paths".to_owned(), converter.paths());
    converted.insert("components".to_owned(), converter.components());
    Value::Object(converted)
}

/// Whether a key is a section that bundling has added.
fn is_section(key: &str) -> bool {
    key.strip_prefix("x-").is_some_and(|key| grammar::SECTIONS.iter().any(|(_, section)| *section == key))
}

/// A list of media types; `None`: the document does not say.
fn media_types(value: &Value, key: &str) -> Option<Vec<String>> {
    let types = value.get(key)?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned);
    Some(types.collect::<Vec<_>>()).filter(|types| !types.is_empty())
}

struct Converter<'a> {
    document: &'a Value,
    origins: &'a BTreeMap<String, String>,
    report: &'a mut Report,
    noted: HashSet<(String, String)>,
    consumes: Option<Vec<String>>,
    produces: Option<Vec<String>>,
}

impl<'a> Converter<'a> {
    fn components(&mut self) -> Value {
        let mut components = Map::new();
        let mut schemas = Map::new();
        for (name, schema) in self.section("definitions") {
            let mut pointer = "/definitions".to_owned();
            push(&mut pointer, name);
            schemas.insert(name.clone(), self.schema(schema, &pointer));
        }
        components.insert("schemas".to_owned(), Value::Object(schemas));
        let schemes = self.security_schemes();
        components.insert("securitySchemes".to_owned(), Value::Object(schemes));
        Value::Object(components)
    }

    fn section(&self, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.document.get(key).and_then(Value::as_object).into_iter().flatten()
    }

    /// The object that is meant and where it stands: a reference has been checked by the bundling.
    fn meant(&self, value: &'a Value, pointer: &str) -> (&'a Value, String) {
        let (mut value, mut pointer) = (value, pointer.to_owned());
        // Chains of references are short; bundling has opened their circles.
        for _ in 0..16 {
            let reference = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            let Some((target, at)) = reference.and_then(|at| Some((self.document.pointer(at)?, at))) else { break };
            (value, pointer) = (target, at.to_owned());
        }
        (value, pointer)
    }

    /// Notes what is lost, once per place.
    fn lost(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(pointer, what.into(), true);
    }

    fn note(&mut self, pointer: &str, what: String, lost: bool) {
        let mut place = pointer.to_owned();
        let mut end = pointer.len();
        // A component that stood elsewhere is spoken of by where it stood.
        while let Some(at) = pointer[..end].rfind('/') {
            if let Some(origin) = self.origins.get(&pointer[..end]) {
                place = format!("{origin}{}", &pointer[end..]);
                break;
            }
            end = at;
        }
        if self.noted.insert((place.clone(), what.clone())) {
            self.report.note("swagger2", place, what, lost);
        }
    }
}

/// The extensions of an object.
fn extensions(value: &Value) -> impl Iterator<Item = (String, Value)> + '_ {
    let entries = value.as_object().into_iter().flatten();
    entries.filter(|(key, _)| key.starts_with("x-")).map(|(key, value)| (key.clone(), value.clone()))
}

/// A pointer with further segments.
fn below(pointer: &str, segments: &[&str]) -> String {
    let mut pointer = pointer.to_owned();
    segments.iter().for_each(|segment| push(&mut pointer, segment));
    pointer
}

/// Calls `convert` for the schemas right inside of a schema.
fn inner_schemas(key: &str, child: &mut Value, convert: &mut dyn FnMut(&[&str], &mut Value)) {
    match (grammar::inside(Kind::Schema, key), child) {
        (Some(Shape::Some(_)), Value::Array(list)) => {
            for (index, child) in list.iter_mut().enumerate() {
                convert(&[key, &index.to_string()], child);
            }
        }
        (Some(Shape::Some(_)), child) => convert(&[key], child),
        (Some(Shape::Map(_)), Value::Object(map)) => {
            for (name, child) in map.iter_mut() {
                convert(&[key, name], child);
            }
        }
        _ => {}
    }
}
