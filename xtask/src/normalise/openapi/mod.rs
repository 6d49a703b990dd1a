//! The passes over an OpenAPI document. Their order is the documentation: what a pass relies on has
//! been done above it.

mod aliases;
mod all_of;
mod answer_headers;
mod bounds;
mod boxes;
mod component_names;
pub mod components;
mod engine_view;
mod enum_unions;
mod envelopes;
mod examples;
mod fixed_query;
mod flat;
mod formats;
mod further_properties;
pub mod incoming;
mod lower_31;
mod media_types;
mod multipart;
mod names;
mod nullable_components;
mod nullable_properties;
mod open_enums;
mod operation_ids;
mod other_kinds;
mod parameters;
mod property_keys;
mod selection;
mod shared_parts;
mod undeclared;
mod unions;
mod unused;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;
use serde_json::Value;

use super::Report;
use crate::error::{Error, Result};
use crate::load::client_toml::ClientToml;
use crate::model::OpenEnum;

/// A document on its way through the passes.
#[derive(Debug)]
pub struct Draft<'a> {
    /// Its file, for errors.
    pub file: &'a Path,
    /// `client.toml`, for errors.
    pub client_file: &'a Path,
    /// What `client.toml` says.
    pub client: &'a ClientToml,
    /// The document.
    pub tree: Value,
    /// The enums that were taken out of it, by Rust name.
    pub enums: IndexMap<String, OpenEnum>,
    /// Names of properties in Rust and on the wire, in the order of the description, by Rust name of the type.
    pub wire_names: BTreeMap<String, Vec<(String, String)>>,
    /// Properties that requests may leave out and may set to null, by their names on the wire and by Rust name of the
    /// type.
    pub nullable: BTreeMap<String, BTreeSet<String>>,
    /// What was changed.
    pub report: Report,
}

type Pass = fn(&mut Draft<'_>) -> Result<()>;

/// The passes that make plain OpenAPI 3.0 of a document, in their order.
const PLAIN: &[Pass] = &[
    // What is not chosen is not looked at.
    selection::run,
    // Parts of the document become plain OpenAPI 3.0 with nothing by reference but schemas.
    shared_parts::run,
    // What the server sends is a list of its own.
    incoming::run,
    lower_31::run,
];

/// The passes that make what the engine takes of it, in their order.
const PASSES: &[Pass] = &[
    fixed_query::run,
    parameters::run,
    // One kind of request body per operation, and one media type per answer.
    operation_ids::run,
    examples::run,
    media_types::run,
    // Every operation, parameter and type gets the name that it has in Rust.
    names::run,
    component_names::run,
    answer_headers::run,
    envelopes::run,
    // Schemas say what a Rust type can hold.
    other_kinds::run,
    bounds::run,
    further_properties::run,
    // Each schema is flat: references instead of schemas within schemas, and nothing made of parts.
    nullable_components::run,
    flat::run,
    all_of::run,
    undeclared::run,
    enum_unions::run,
    multipart::run,
    unused::run,
    // What is a plain type, an enum or a union of ours is a marker, and stands where it is used.
    formats::run,
    open_enums::run,
    unions::run,
    aliases::run,
    boxes::run,
    property_keys::run,
    nullable_properties::run,
];

/// Runs the passes up to plain OpenAPI 3.0 with nothing by reference but schemas.
pub fn to_plain(draft: &mut Draft<'_>) -> Result<()> {
    PLAIN.iter().try_for_each(|pass| pass(draft))
}

/// Runs all passes.
pub fn normalise(draft: &mut Draft<'_>) -> Result<()> {
    to_plain(draft)?;
    PASSES.iter().try_for_each(|pass| pass(draft))
}

pub use engine_view::{ARGUMENT, engine_view, is_json};

/// Names that builders use themselves.
pub const BUILDER_METHODS: &[&str] = &["options", "send", "send_raw", "send_stream"];

/// Keys under which the passes leave their findings in the document.
pub mod found {
    /// Rust name of an operation or a parameter.
    pub const RUST_NAME: &str = "x-clientwright-name";
    /// Path template of an operation, with wire names.
    pub const PATH: &str = "x-clientwright-path";
    /// Fixed query parameters: list of pairs.
    pub const FIXED_QUERY: &str = "x-clientwright-fixed-query";
    /// Media type of the request body or of the successful answer.
    pub const MEDIA: &str = "x-clientwright-media";
    /// Examples of all answers: list of objects with name, status, mime, value.
    pub const EXAMPLES: &str = "x-clientwright-examples";
    /// JSON pointer to the answer in a successful body.
    pub const ENVELOPE: &str = "x-clientwright-envelope";
    /// Marks a schema that stood inside of another one.
    pub const INLINE: &str = "x-clientwright-inline";
    /// Error answers that are JSON: list of objects with status, schema.
    pub const ERRORS: &str = "x-clientwright-errors";
    /// The answer as a stream: media type and schema of an item.
    pub const STREAM: &str = "x-clientwright-stream";
    /// Name of the schema that has the headers of the good answers.
    pub const HEADERS: &str = "x-clientwright-headers";
    /// What the server sends by itself: list of objects with from, name, variant, schema and more.
    pub const INCOMING: &str = "x-clientwright-incoming";
    /// Kind of the body by which an operation differs from the one that it is a variant of.
    pub const VARIANT: &str = "x-clientwright-variant";
    /// Name of a schema in the document.
    pub const SCHEMA_NAME: &str = "x-clientwright-schema";
    /// The unions, by Rust name: description, tag, shapes.
    pub const UNIONS: &str = "x-clientwright-unions";
    /// Lists and maps that have a name, by Rust name: schemas.
    pub const ALIASES: &str = "x-clientwright-aliases";
    /// Names of the properties that an object requires and does not declare.
    pub const UNDECLARED: &str = "x-clientwright-undeclared";
    /// In a description: this union stays a union.
    pub const UNION: &str = "x-clientwright-union";
}

impl<'a> Draft<'a> {
    /// A document before the first pass. The files are named in errors.
    pub fn new(file: &'a Path, client_file: &'a Path, client: &'a ClientToml, tree: Value, report: Report) -> Self {
        Self {
            file,
            client_file,
            client,
            tree,
            enums: IndexMap::new(),
            wire_names: BTreeMap::new(),
            nullable: BTreeMap::new(),
            report,
        }
    }
}

impl Draft<'_> {
    /// A fault at a JSON pointer of the document.
    pub fn fault(&self, pointer: &str, what: impl Into<String>) -> Error {
        Error::new(self.file, what).at_pointer(pointer)
    }

    /// A fault at a key of `client.toml`.
    pub fn client_fault(&self, key: impl Into<String>, what: impl Into<String>) -> Error {
        Error::new(self.client_file, what).at(crate::error::Place::Key(key.into()))
    }

    /// Calls `visit` for each operation: JSON pointer, path key, method, operation.
    pub fn each_operation(&mut self, mut visit: impl FnMut(&str, &str, &str, &mut Value) -> Result<()>) -> Result<()> {
        let Some(Value::Object(paths)) = self.tree.get_mut("paths") else {
            return Ok(());
        };
        for (path, item) in paths.iter_mut() {
            let Value::Object(item) = item else { continue };
            for method in METHODS {
                if let Some(operation) = item.get_mut(*method) {
                    let mut pointer = "/paths".to_owned();
                    crate::load::refs::push(&mut pointer, path);
                    crate::load::refs::push(&mut pointer, method);
                    visit(&pointer, path, method, operation)?;
                }
            }
        }
        Ok(())
    }
}

/// The HTTP methods that OpenAPI knows, as keys of a path item.
pub const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
