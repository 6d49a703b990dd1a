//! What is known about an API once its description is normalised: the one structure that the engines
//! add types to and that the emitters print.

mod incoming;
mod security;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use syn::Type;

use crate::features::{Features, Guard};

pub use incoming::{Incoming, IncomingParameter, Source};
pub use security::{Flow, Placement, Role, Scheme, SchemeKind, Variable};

/// An API.
#[derive(Debug)]
pub struct Api {
    /// Name of its folder in `specs/`.
    pub name: String,
    /// Name of its crate.
    pub krate: String,
    /// Title for people.
    pub title: String,
    /// About it, as Markdown.
    pub description: String,
    /// Version of the API.
    pub version: String,
    /// Kind of its description.
    pub kind: Kind,
    /// Servers, the default one first.
    pub servers: Vec<Server>,
    /// Security schemes.
    pub schemes: Vec<Scheme>,
    /// Operations, in the order of the description.
    pub operations: Vec<Operation>,
    /// Enums, in the order of the description.
    pub enums: Vec<OpenEnum>,
    /// Lists and maps with a name, in the order of the description.
    pub aliases: Vec<Alias>,
    /// Unions, in the order of the description.
    pub unions: Vec<Union>,
    /// What the server sends by itself, in the order of the description.
    pub incoming: Vec<Incoming>,
    /// Properties of types in Rust and on the wire, in the order of the description, by Rust name of the type.
    pub properties: BTreeMap<String, Vec<(String, String)>>,
    /// Properties that requests may leave out and may set to null, by their names on the wire and by Rust name of the
    /// type.
    pub nullable: BTreeMap<String, BTreeSet<String>>,
    /// Features by which a program leaves operations out, if `client.toml` asks for them.
    pub features: Option<Features>,
}

impl Api {
    /// What has to be on for a module of operations to be there.
    pub fn guard_of_module(&self, module: &str) -> Guard {
        self.features.as_ref().map(|features| features.module(module)).unwrap_or_default()
    }

    /// What has to be on for what the server sends to be there.
    pub fn guard_of_incoming(&self) -> Guard {
        self.features.as_ref().map(Features::incoming).unwrap_or_default()
    }

    /// What has to be on for a type to be there.
    pub fn guard_of_type(&self, name: &str) -> Guard {
        self.features.as_ref().map(|features| features.of_type(name)).unwrap_or_default()
    }
}

/// Kinds of description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// OpenAPI.
    OpenApi,
    /// GraphQL.
    GraphQl,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Name by which operations and schemes refer to it.
    pub name: String,
    /// URL template without trailing slash.
    pub url: String,
    /// Variables: name, default, allowed values, description.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: String,
    /// Value unless the user chooses another.
    pub default: String,
    /// Allowed values; empty: any.
    pub values: Vec<String>,
    /// What it is for.
    pub description: String,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Id in the description.
    pub id: String,
    /// Name of the Rust method.
    pub rust_name: String,
    /// HTTP method in upper case.
    pub method: String,
    /// Path template below the server, with the wire names of the parameters.
    pub path: String,
    /// Name of the server, if it is not the default one.
    pub server: Option<String>,
    /// Module that the operation goes to, in snake case.
    pub tag: String,
    /// Documentation as Markdown: the first line is the summary.
    pub docs: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Alternatives of combinations of scheme names.
    pub security: Vec<Vec<String>>,
    /// Whether sending it twice has the effect of sending it once.
    pub idempotent: bool,
    /// Limits that count it in addition to the general ones; `None`: no limit counts it.
    pub limits: Option<Vec<String>>,
    /// Query parameters with a fixed value.
    pub fixed_query: Vec<(String, String)>,
    /// Parameters, required ones first, otherwise in the order of the description.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The successful answers, each with a type or media type of its own; never empty.
    pub answers: Vec<Answer>,
    /// Types of error answers: status and Rust name of the type.
    pub errors: Vec<(String, String)>,
    /// Rust name of the type of the headers that the successful answers have.
    pub headers: Option<String>,
    /// What the answer is as a stream, where the description has one.
    pub stream: Option<Answer>,
    /// JSON pointer to the part of a successful body that is the answer.
    pub envelope: Option<String>,
    /// GraphQL: name and text of the document that is sent.
    pub document: Option<(String, String)>,
    /// Examples of answers, for the sandbox and the documentation.
    pub examples: Vec<Example>,
}

impl Operation {
    /// The places for the types that an engine knows: of the parameters, the body, the answers and the items of
    /// the stream.
    pub fn types(&mut self) -> Vec<&mut Option<Type>> {
        let typed = |media: &Media| matches!(media, Media::Json | Media::Form);
        let mut places: Vec<&mut Option<Type>> =
            self.parameters.iter_mut().map(|parameter| &mut parameter.ty).collect();
        places.extend(self.body.as_mut().filter(|body| typed(&body.media)).map(|body| &mut body.ty));
        let answers = self.answers.iter_mut().filter(|answer| typed(&answer.media));
        places.extend(answers.map(|answer| &mut answer.ty));
        places.extend(self.stream.as_mut().map(|stream| &mut stream.ty));
        places
    }

    /// Makes one answer of those that have one type.
    pub fn join_answers(&mut self) {
        let mut joined: Vec<Answer> = Vec::new();
        for answer in std::mem::take(&mut self.answers) {
            match joined.iter_mut().find(|known| known.media == answer.media && known.ty == answer.ty) {
                Some(known) => known.statuses.extend(answer.statuses),
                None => joined.push(answer),
            }
        }
        self.answers = joined;
    }
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub wire_name: String,
    /// Name in Rust.
    pub rust_name: String,
    /// Where it goes.
    pub location: Location,
    /// Whether a call without it makes no sense.
    pub required: bool,
    /// Documentation as Markdown.
    pub docs: String,
    /// How its value is written.
    pub writing: Writing,
    /// Whether null is something else than nothing.
    pub nullable: bool,
    /// Media type of a part of a multipart form, where the description names one.
    pub media_type: Option<String>,
    /// Its Rust type; the engine fills it in.
    pub ty: Option<Type>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// The path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The GraphQL variables.
    Variable,
    /// A part of a multipart form.
    Part,
    /// A part of a multipart form that is a file.
    File,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As it is; the items of a list repeat the parameter.
    Repeated,
    /// The items of a list are joined by this text.
    Joined(&'static str),
    /// In a style of OpenAPI.
    Styled {
        /// Name of the style as the runtime has it.
        style: &'static str,
        /// Whether items and members stand for themselves.
        explode: bool,
        /// Whether reserved characters stay.
        reserved: bool,
    },
    /// As JSON text.
    Json,
}

/// A request body.
#[derive(Debug)]
pub struct Body {
    /// Media type.
    pub media: Media,
    /// The media type of JSON, where it is not the usual one.
    pub json: Option<String>,
    /// Whether a call without it makes no sense.
    pub required: bool,
    /// Documentation as Markdown.
    pub docs: String,
    /// Its Rust type; the engine fills it in.
    pub ty: Option<Type>,
}

/// A successful answer of an operation.
#[derive(Debug)]
pub struct Answer {
    /// Statuses that it comes with: `200`, `2XX`, `default`.
    pub statuses: Vec<String>,
    /// Media type.
    pub media: Media,
    /// Documentation as Markdown.
    pub docs: String,
    /// Its Rust type; the engine fills it in.
    pub ty: Option<Type>,
}

/// Kinds of content that differ for the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Media {
    /// Nothing.
    Empty,
    /// JSON.
    Json,
    /// URL-encoded form.
    Form,
    /// A form of parts, which are parameters.
    Multipart,
    /// Server-sent events.
    Events,
    /// Lines of JSON, or a sequence of JSON texts; this media type.
    JsonLines(String),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
}

impl Media {
    /// The media type as the wire has it.
    pub fn mime(&self) -> &str {
        match self {
            Self::Empty => "*/*",
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Events => "text/event-stream",
            Self::JsonLines(mime) | Self::Text(mime) | Self::Bytes(mime) => mime,
        }
    }
}

/// An example of an answer.
#[derive(Debug, Clone)]
pub struct Example {
    /// Name in the description; `example` for the only one.
    pub name: String,
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub mime: String,
    /// The body.
    pub value: Value,
    /// Kind of the error that it is in spite of a successful status: `not-found`, `auth`.
    pub error: Option<String>,
}

/// A name for a list or a map.
#[derive(Debug)]
pub struct Alias {
    /// Rust name.
    pub name: String,
    /// Documentation as Markdown.
    pub docs: String,
    /// Its Rust type; the engine fills it in.
    pub ty: Option<Type>,
}

/// A value of one of several shapes, or of another that is not known.
#[derive(Debug)]
pub struct Union {
    /// Rust name.
    pub name: String,
    /// Documentation as Markdown.
    pub docs: String,
    /// The property whose text names the shape.
    pub tag: Option<String>,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

/// A shape of a [`Union`].
#[derive(Debug)]
pub struct Shape {
    /// Name of the variant.
    pub name: String,
    /// Documentation as Markdown.
    pub docs: String,
    /// Texts of the union's tag that name it.
    pub tags: Vec<String>,
    /// Whether the value is behind a pointer, because it may hold the union itself.
    pub boxed: bool,
    /// Its Rust type; the engine fills it in.
    pub ty: Option<Type>,
}

/// An enum that takes values that it does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenEnum {
    /// Rust name.
    pub name: String,
    /// Documentation as Markdown.
    pub docs: String,
    /// Whether the wire has integers.
    pub integer: bool,
    /// Variants: Rust name, text on the wire, documentation.
    pub variants: Vec<Variant>,
}

/// A variant of an [`OpenEnum`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Rust name.
    pub name: String,
    /// Text on the wire.
    pub wire: String,
    /// Documentation as Markdown.
    pub docs: String,
    /// Whether it is deprecated, and why.
    pub deprecated: Option<String>,
}
