//! Rust names of what the schema names: enums, input objects and scalars with a typed view. Where one
//! is spoken for, by a request builder or by Rust itself, the type gets a word more.

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::schema::ExtendedType;

use crate::names;
use crate::normalise::Report;
use crate::normalise::graphql::{Normalised, PRELUDE};

const PASS: &str = "type_names";

/// The names, and all that are taken.
#[derive(Debug)]
pub(super) struct TypeNames {
    by_graphql: BTreeMap<String, String>,
    /// GraphQL name, Rust name, and the plain name that was taken.
    changed: Vec<(String, String, String)>,
    /// Every name that a type cannot have any more.
    pub(super) taken: BTreeSet<String>,
}

impl TypeNames {
    /// Names all enums and input objects of the schema.
    pub(super) fn new(normalised: &Normalised) -> Self {
        let mut taken: BTreeSet<String> = PRELUDE.iter().map(|&name| name.to_owned()).collect();
        taken.extend(normalised.reserved.iter().cloned());
        let mut by_graphql = BTreeMap::new();
        let mut changed = Vec::new();
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
                changed.push((graphql.to_string(), name.clone(), plain));
            }
            by_graphql.insert(graphql.to_string(), name);
        }
        Self { by_graphql, changed, taken }
    }

    /// Notes the names that are not the plain ones, of types that are used.
    pub(super) fn tell(&self, used: &BTreeSet<String>, report: &mut Report) {
        for (graphql, name, plain) in self.changed.iter().filter(|(graphql, ..)| used.contains(graphql)) {
            report.note(PASS, graphql.clone(), format!("is called `{name}`, because `{plain}` is taken"), false);
        }
    }

    /// The Rust name of an enum or input object.
    pub(super) fn get(&self, graphql: &str) -> Option<&str> {
        self.by_graphql.get(graphql).map(String::as_str)
    }
}
