//! Enums are drawn from the schema: they take values that the schema does not know yet.

use std::collections::BTreeSet;

use apollo_compiler::Schema;
use apollo_compiler::schema::ExtendedType;

use super::describe;
use super::type_names::TypeNames;
use crate::model::{OpenEnum, Variant};
use crate::names;
use crate::normalise::graphql::deprecation;

/// The enums that are used, in the order of the schema.
pub(super) fn enums(schema: &Schema, type_names: &TypeNames, used: &BTreeSet<String>) -> Vec<OpenEnum> {
    let mut enums = Vec::new();
    for (graphql, ty) in &schema.types {
        let (ExtendedType::Enum(ty), Some(name)) = (ty, type_names.get(graphql)) else { continue };
        if !used.contains(graphql.as_str()) {
            continue;
        }
        let mut taken = BTreeSet::from(["Unknown".to_owned()]);
        let variants = ty.values.iter().map(|(wire, value)| {
            let name = names::camel(wire);
            let name = if name == "Unknown" { "UnknownValue".to_owned() } else { name };
            Variant {
                name: names::unique(&mut taken, name),
                wire: wire.to_string(),
                docs: describe::text(value.description.as_ref()),
                deprecated: deprecation::reason(&value.directives),
            }
        });
        enums.push(OpenEnum {
            name: name.to_owned(),
            variants: variants.collect(),
            docs: describe::text(ty.description.as_ref()),
            integer: false,
        });
    }
    enums
}
