//! What stands where in an OpenAPI document: which places hold a schema, a parameter, an answer, and so
//! on. Everything else (examples, defaults, extensions) is data, in which a `$ref` means nothing.

use serde_json::Value;

use super::pointer;

/// What an object of the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The whole document.
    Document,
    /// The object under `components`.
    Components,
    /// A path item.
    PathItem,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body.
    RequestBody,
    /// An answer.
    Response,
    /// A header of an answer or of a part.
    Header,
    /// An example with its description.
    Example,
    /// A link.
    Link,
    /// A callback.
    Callback,
    /// A security scheme.
    SecurityScheme,
    /// What a media type says.
    Media,
    /// How a part of a form is written.
    Encoding,
    /// A schema.
    Schema,
}

/// How many of a kind stand under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One, or a list of them.
    Some(Kind),
    /// An object whose keys are free.
    Map(Kind),
}

use Kind::{
    Callback, Components, Document, Encoding, Example, Header, Link, Media, Operation, Parameter, PathItem,
    RequestBody, Response, Schema, SecurityScheme,
};

/// What stands under `key` of an object of this kind; `None`: data.
pub fn inside(kind: Kind, key: &str) -> Option<Shape> {
    let shape = match (kind, key) {
        (Document, "components") => Shape::Some(Components),
        (Document, "paths" | "webhooks" | "x-webhooks") => Shape::Map(PathItem),
        (Document, "definitions") => Shape::Map(Schema),
        (Document, "securityDefinitions") => Shape::Map(SecurityScheme),
        (Document, "parameters") => Shape::Map(Parameter),
        (Document, "responses") => Shape::Map(Response),
        (Components, section) => Shape::Map(of_section(section)?),
        (PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query") => {
            Shape::Some(Operation)
        }
        (PathItem, "additionalOperations") => Shape::Map(Operation),
        (PathItem | Operation, "parameters") => Shape::Some(Parameter),
        (Operation, "requestBody") => Shape::Some(RequestBody),
        (Operation, "responses") => Shape::Map(Response),
        (Operation, "callbacks") => Shape::Map(Callback),
        (Callback, key) if !key.starts_with("x-") && key != "$ref" => Shape::Some(PathItem),
        (Parameter | Header, "schema" | "items") => Shape::Some(Schema),
        (Parameter | Header | RequestBody | Response, "content") => Shape::Map(Media),
        (Parameter | Header | Media, "examples") => Shape::Map(Example),
        (Response | Encoding, "headers") => Shape::Map(Header),
        (Response, "links") => Shape::Map(Link),
        (Response, "schema") => Shape::Some(Schema),
        (Media, "schema" | "itemSchema") => Shape::Some(Schema),
        (Media, "encoding") => Shape::Map(Encoding),
        (Schema, key) => schema(key)?,
        _ => return None,
    };
    Some(shape)
}

fn schema(key: &str) -> Option<Shape> {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => Some(Shape::Map(Schema)),
        "items"
        | "prefixItems"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "allOf"
        | "oneOf"
        | "anyOf"
        | "not"
        | "if"
        | "then"
        | "else"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "contentSchema" => Some(Shape::Some(Schema)),
        _ => None,
    }
}

/// What a section of the components holds.
fn of_section(section: &str) -> Option<Kind> {
    SECTIONS.iter().find(|(_, name)| *name == section).map(|(kind, _)| *kind)
}

/// The kinds that can be referred to, with the section of the components for each.
pub const SECTIONS: &[(Kind, &str)] = &[
    (Schema, "schemas"),
    (Response, "responses"),
    (Parameter, "parameters"),
    (Example, "examples"),
    (RequestBody, "requestBodies"),
    (Header, "headers"),
    (SecurityScheme, "securitySchemes"),
    (Link, "links"),
    (Callback, "callbacks"),
    (PathItem, "pathItems"),
    (Media, "mediaTypes"),
];

impl Kind {
    /// The section of the components for this kind; `None`: it cannot be referred to.
    pub fn section(self) -> Option<&'static str> {
        SECTIONS.iter().find(|(kind, _)| *kind == self).map(|(_, section)| *section)
    }

    /// In words, with the article.
    pub fn words(self) -> &'static str {
        match self {
            Document => "a document",
            Components => "the components",
            PathItem => "a path item",
            Operation => "an operation",
            Parameter => "a parameter",
            RequestBody => "a request body",
            Response => "a response",
            Header => "a header",
            Example => "an example",
            Link => "a link",
            Callback => "a callback",
            SecurityScheme => "a security scheme",
            Media => "a media type",
            Encoding => "an encoding",
            Schema => "a schema",
        }
    }
}

/// What stands at a pointer of a document; `None`: data, or a container.
pub fn kind_at(pointer: &str) -> Option<Kind> {
    kind_below(Document, pointer)
}

/// What stands at a pointer below an object of this kind.
pub fn kind_below(kind: Kind, pointer: &str) -> Option<Kind> {
    let mut kind = kind;
    let mut segments = pointer::segments(pointer).peekable();
    while let Some(segment) = segments.next() {
        match inside(kind, &segment)? {
            Shape::Some(next) => {
                kind = next;
                // Of a list, the number follows. No kind has keys that are numbers, but a callback.
                let number = |segment: &String| segment.bytes().all(|byte| byte.is_ascii_digit());
                segments.next_if(|segment| kind != Callback && number(segment));
            }
            Shape::Map(next) => {
                segments.next()?;
                kind = next;
            }
        }
    }
    Some(kind)
}

/// The objects right inside of an object of this kind: pointer from it, object and kind.
pub fn children(kind: Kind, value: &Value) -> Vec<(String, &Value, Kind)> {
    let mut children = Vec::new();
    for (key, child) in value.as_object().into_iter().flatten() {
        let mut start = String::new();
        match (inside(kind, key), child) {
            (Some(Shape::Some(kind)), Value::Array(list)) => {
                pointer::push(&mut start, key);
                children
                    .extend(list.iter().enumerate().map(|(index, child)| (format!("{start}/{index}"), child, kind)));
            }
            (Some(Shape::Some(kind)), child) => {
                pointer::push(&mut start, key);
                children.push((start, child, kind));
            }
            (Some(Shape::Map(kind)), Value::Object(map)) => {
                pointer::push(&mut start, key);
                for (name, child) in map {
                    let mut place = start.clone();
                    pointer::push(&mut place, name);
                    children.push((place, child, kind));
                }
            }
            _ => {}
        }
    }
    children
}
