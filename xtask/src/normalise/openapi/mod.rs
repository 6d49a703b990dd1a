//! The passes over an OpenAPI document. Their order is the documentation: what a pass relies on has
//! been done above it.

mod bounds;
mod engine_view;
mod envelopes;
mod fixed_query;
mod formats;
mod further_properties;
mod lower_31;
mod media_types;
mod names;
mod open_enums;
mod operation_ids;
mod selection;
mod shared_parts;
mod union_names;
mod walk;

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
    /// What was changed.
    pub report: Report,
}

type Pass = fn(&mut Draft<'_>) -> Result<()>;

/// All passes, in their order.
const PASSES: &[Pass] = &[
    // What is not chosen is not looked at.
    selection::run,
    // Parts of the document become plain OpenAPI 3.0 with nothing by reference but schemas.
    shared_parts::run,
    lower_31::run,
    fixed_query::run,
    // Every operation and parameter gets the name that it has in Rust.
    operation_ids::run,
    names::run,
    // One request body and one successful answer per operation.
    media_types::run,
    envelopes::run,
    // Schemas say what a Rust type can hold.
    bounds::run,
    further_properties::run,
    union_names::run,
    formats::run,
    open_enums::run,
];

/// Runs all passes.
pub fn normalise(draft: &mut Draft<'_>) -> Result<()> {
    PASSES.iter().try_for_each(|pass| pass(draft))
}

pub use engine_view::{engine_view, is_json};

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
    /// In a description: this union stays a union.
    pub const UNION: &str = "x-clientwright-union";
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
