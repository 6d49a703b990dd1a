//! Fourth stage: the engines' output becomes what a Rust developer would have written by hand. Each
//! pass is one function in one file; GraphQL has some of its own before these.

mod derives;
pub mod docs;
mod drop_conversions;
pub mod graphql;
mod missing_docs;
mod nullable_fields;
mod optional_fields;
mod property_names;
mod property_order;
mod serde_parts;
pub mod short_paths;
mod text_variants;
mod wire_fields;
mod wire_names;
pub mod wire_type;

use syn::Item;

use crate::error::Result;
use crate::load::client_toml::ClientToml;

/// Generated types on their way through the passes.
#[derive(Debug)]
pub struct Draft<'a> {
    /// The items of `types.rs`.
    pub items: Vec<Item>,
    /// Properties of types in Rust and on the wire, in the order of the description, by Rust name of the type.
    pub properties: &'a std::collections::BTreeMap<String, Vec<(String, String)>>,
    /// Properties that tell null from absent, by Rust name of the type.
    pub nullable: &'a std::collections::BTreeMap<String, std::collections::BTreeSet<String>>,
    /// What `client.toml` says.
    pub client: &'a ClientToml,
    /// `client.toml`, for errors.
    pub client_file: &'a std::path::Path,
}

type Pass = fn(&mut Draft<'_>) -> Result<()>;

/// All passes, in their order.
const PASSES: &[Pass] = &[
    // Less: what the engine adds for its own runtime goes.
    serde_parts::open,
    drop_conversions::run,
    // What the description says, in Markdown that rustdoc accepts.
    docs::run,
    // Names and types that a user sees.
    wire_names::run,
    property_order::run,
    property_names::run,
    optional_fields::run,
    nullable_fields::run,
    wire_fields::run,
    text_variants::run,
    short_paths::run,
    derives::run,
    // Every public item says what it is.
    missing_docs::run,
    serde_parts::close,
];

/// Runs all passes.
pub fn refine(draft: &mut Draft<'_>) -> Result<()> {
    PASSES.iter().try_for_each(|pass| pass(draft))
}
