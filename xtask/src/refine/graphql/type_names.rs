//! Rust names of what the schema names: enums, input objects and scalars with a typed view. Where one
//! is spoken for, by a request builder or by Rust itself, the type gets a word more.

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::schema::ExtendedType;

use crate::names;
use crate::normalise::Report;
use crate::normalise::graphql::Normalised;

const PASS: &str = "type_names";

/// Names that generated code or its reader takes for something else.
const PRELUDE: &[&str] = &[
    "Box",
    "CallOptions",
    "Client",
    "Clone",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "Fn",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Response",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Value",
    "Vec",
];

/// The names, and all that are taken.
#[derive(Debug)]
pub(super) struct TypeNames {
    by_graphql: BTreeMap<String, String>,
    /// Every name that a type cannot have any more.
    pub(super) taken: BTreeSet<String>,
}

impl TypeNames {
    /// Names all enums and input objects of the schema.
    pub(super) fn new(normalised: &Normalised, report: &mut Report) -> Self {
        let mut taken: BTreeSet<String> = PRELUDE.iter().map(|&name| name.to_owned()).collect();
        taken.extend(normalised.reserved.iter().cloned());
        let mut by_graphql = BTreeMap::new();
        for (graphql, ty) in &normalised.schema.types {
            let more = match ty {
                ExtendedType::Enum(ty) if !ty.is_built_in() => "Kind",
                ExtendedType::InputObject(_) => "Input",
                _ => continue,
            };
            let plain = names::camel(graphql);
            let name = if taken.contains(&plain) { format!("{plain}{more}") } else { plain.clone() };
            let name = names::unique(&mut taken, name);
            if name != plain {
                report.note(
                    PASS,
                    graphql.to_string(),
                    format!("is called `{name}`, because `{plain}` is taken"),
                    false,
                );
            }
            by_graphql.insert(graphql.to_string(), name);
        }
        Self { by_graphql, taken }
    }

    /// The Rust name of an enum or input object.
    pub(super) fn get(&self, graphql: &str) -> Option<&str> {
        self.by_graphql.get(graphql).map(String::as_str)
    }
}
