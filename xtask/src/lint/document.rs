//! An OpenAPI document as the rules see it: every part that has a kind, with its JSON pointer, and the
//! operations with the parameters that hold for them.

use std::cell::OnceCell;
use std::path::Path;

use serde_json::{Map, Value};

use crate::fits::Fits;
use crate::load::pointer::unescape;
use crate::load::refs::{self, push};
use crate::normalise::openapi::METHODS;

/// Kinds of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Schema,
    Parameter,
    Body,
    Response,
    MediaType,
}

/// A part of the document.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) kind: Kind,
    pub(super) pointer: String,
    /// The last segment of the pointer: for a media type its name.
    pub(super) name: String,
    pub(super) value: &'a Value,
}

/// An operation.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    pub(super) pointer: String,
    pub(super) path: String,
    pub(super) method: &'static str,
    pub(super) value: &'a Value,
    /// Pointer and target of each parameter that holds for it.
    pub(super) parameters: Vec<(String, &'a Value)>,
}

impl Operation<'_> {
    /// What it is called: its id, otherwise method and path.
    pub(super) fn label(&self) -> String {
        match self.value["operationId"].as_str() {
            Some(id) => format!("`{id}`"),
            None => format!("`{} {}`", self.method.to_uppercase(), self.path),
        }
    }
}

/// A document, walked once.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) file: &'a Path,
    pub(super) tree: &'a Value,
    pub(super) operations: Vec<Operation<'a>>,
    pub(super) parts: Vec<Part<'a>>,
    fits: OnceCell<Fits>,
}

impl<'a> Document<'a> {
    pub(super) fn new(file: &'a Path, tree: &'a Value) -> Self {
        let mut document = Self { file, tree, operations: Vec::new(), parts: Vec::new(), fits: OnceCell::new() };
        let mut pointer = String::new();
        if let Some(components) = tree.get("components") {
            within(&mut pointer, "components", |at| document.components(components, at));
        }
        for key in ["paths", "webhooks", "x-webhooks"] {
            within(&mut pointer, key, |at| {
                each(tree.get(key), at, |path, item, at| document.path_item(path, item, key == "paths", at));
            });
        }
        document
    }

    /// Whether it is OpenAPI 3.1 or later.
    pub(super) fn is_31(&self) -> bool {
        self.tree["openapi"].as_str().is_some_and(|version| !version.starts_with("3.0"))
    }

    /// What tells whether values fit its schemas.
    pub(super) fn fits(&self) -> &Fits {
        self.fits.get_or_init(|| Fits::new(self.tree))
    }

    /// All parts of a kind.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// All schemas that are not just a reference.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&str, &'a Map<String, Value>)> {
        self.all(Kind::Schema).filter_map(|part| Some((part.pointer.as_str(), part.value.as_object()?)))
    }

    /// What a reference inside of this document refers to, or the value itself.
    pub(super) fn resolve(&self, mut value: &'a Value) -> &'a Value {
        // A circle of references ends at the limit.
        for _ in 0..16 {
            let Some(target) = value.get("$ref").and_then(Value::as_str).and_then(|to| self.target(to)) else { break };
            value = target;
        }
        value
    }

    /// The target of a reference inside of this document.
    pub(super) fn target(&self, reference: &str) -> Option<&'a Value> {
        self.tree.pointer(&refs::decode(reference.strip_prefix('#')?))
    }

    fn components(&mut self, components: &'a Value, at: &mut String) {
        type Visit<'a> = fn(&mut Document<'a>, &'a Value, &mut String);
        let kinds: [(&str, Visit<'a>); 6] = [
            ("schemas", Self::schema),
            ("parameters", Self::parameter),
            ("headers", Self::parameter),
            ("requestBodies", Self::body),
            ("responses", Self::response),
            ("pathItems", |document, item, at| document.path_item("", item, false, at)),
        ];
        for (key, visit) in kinds {
            within(at, key, |at| each(components.get(key), at, |_, value, at| visit(self, value, at)));
        }
    }

    fn path_item(&mut self, path: &str, item: &'a Value, served: bool, at: &mut String) {
        let item = self.resolve(item);
        let shared = self.parameters(item, at);
        for method in METHODS {
            let Some(operation) = item.get(*method) else { continue };
            within(at, method, |at| {
                let mut parameters = self.parameters(operation, at);
                let own = parameters.len();
                for (pointer, parameter) in &shared {
                    let same = |own: &&Value| own["name"] == parameter["name"] && own["in"] == parameter["in"];
                    if !parameters[..own].iter().any(|(_, own)| same(own)) {
                        parameters.push((pointer.clone(), *parameter));
                    }
                }
                if let Some(body) = operation.get("requestBody") {
                    within(at, "requestBody", |at| self.body(body, at));
                }
                within(at, "responses", |at| {
                    each(operation.get("responses"), at, |_, response, at| self.response(response, at));
                });
                within(at, "callbacks", |at| {
                    each(operation.get("callbacks"), at, |_, callback, at| {
                        each(Some(callback), at, |path, item, at| self.path_item(path, item, false, at));
                    });
                });
                if served {
                    let (pointer, path) = (at.clone(), path.to_owned());
                    self.operations.push(Operation { pointer, path, method, value: operation, parameters });
                }
            });
        }
    }

    /// The parameters listed in a path item or an operation, by reference or not.
    fn parameters(&mut self, owner: &'a Value, at: &mut String) -> Vec<(String, &'a Value)> {
        let mut parameters = Vec::new();
        within(at, "parameters", |at| {
            for (index, parameter) in owner["parameters"].as_array().into_iter().flatten().enumerate() {
                within(at, &index.to_string(), |at| {
                    self.parameter(parameter, at);
                    parameters.push((at.clone(), self.resolve(parameter)));
                });
            }
        });
        parameters
    }

    fn parameter(&mut self, parameter: &'a Value, at: &mut String) {
        if parameter.get("$ref").is_some() {
            return;
        }
        self.part(Kind::Parameter, parameter, at);
        if let Some(schema) = parameter.get("schema") {
            within(at, "schema", |at| self.schema(schema, at));
        }
        self.content(parameter, at);
    }

    fn body(&mut self, body: &'a Value, at: &mut String) {
        if body.get("$ref").is_none() {
            self.part(Kind::Body, body, at);
            self.content(body, at);
        }
    }

    fn response(&mut self, response: &'a Value, at: &mut String) {
        if response.get("$ref").is_some() {
            return;
        }
        self.part(Kind::Response, response, at);
        within(at, "headers", |at| each(response.get("headers"), at, |_, header, at| self.parameter(header, at)));
        self.content(response, at);
    }

    fn content(&mut self, owner: &'a Value, at: &mut String) {
        within(at, "content", |at| {
            each(owner.get("content"), at, |_, media, at| {
                self.part(Kind::MediaType, media, at);
                if let Some(schema) = media.get("schema") {
                    within(at, "schema", |at| self.schema(schema, at));
                }
            });
        });
    }

    fn schema(&mut self, schema: &'a Value, at: &mut String) {
        self.part(Kind::Schema, schema, at);
        for key in ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"] {
            within(at, key, |at| each(schema.get(key), at, |_, inner, at| self.schema(inner, at)));
        }
        for key in ["allOf", "oneOf", "anyOf", "prefixItems"] {
            for (index, inner) in schema[key].as_array().into_iter().flatten().enumerate() {
                within(at, key, |at| within(at, &index.to_string(), |at| self.schema(inner, at)));
            }
        }
        for key in ["items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else"] {
            if let Some(inner) = schema.get(key).filter(|inner| inner.is_object()) {
                within(at, key, |at| self.schema(inner, at));
            }
        }
    }

    fn part(&mut self, kind: Kind, value: &'a Value, at: &str) {
        let name = unescape(at.rsplit('/').next().unwrap_or_default());
        self.parts.push(Part { kind, pointer: at.to_owned(), name, value });
    }
}

/// Appends a segment to the pointer for as long as `visit` runs.
fn within(at: &mut String, segment: &str, visit: impl FnOnce(&mut String)) {
    let length = at.len();
    push(at, segment);
    visit(at);
    at.truncate(length);
}

/// Visits the members of an object.
fn each<'a>(object: Option<&'a Value>, at: &mut String, mut visit: impl FnMut(&str, &'a Value, &mut String)) {
    for (name, value) in object.and_then(Value::as_object).into_iter().flatten() {
        within(at, name, |at| visit(name, value, at));
    }
}
