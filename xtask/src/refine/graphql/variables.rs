//! The types of an operation's variables, which are set one by one.

use std::collections::BTreeMap;

use apollo_compiler::executable::Operation;
use syn::{Item, Type};

use super::engine_types::EngineTypes;
use super::field_names;
use super::leaves::{self, Leaves};

/// The type of each variable as a caller gives it: without the option around it, because what is not
/// set is not sent.
pub(super) fn types(leaves: &Leaves<'_>, operation: &Operation, types: &mut EngineTypes) -> BTreeMap<String, Type> {
    let Some(Item::Struct(item)) = types.take("Variables") else { return BTreeMap::new() };
    let fields = item.fields.iter().filter_map(|field| {
        let wire = field_names::on_wire(field);
        let variable = operation.variables.iter().find(|variable| variable.name == wire.as_str())?;
        let leaf = leaves.outside(variable.ty.inner_named_type());
        let ty = leaves::with_leaf(&field.ty, &leaf);
        let bare = match leaves::container(&ty) {
            Some((name, inner)) if name == "Option" => inner.clone(),
            _ => ty,
        };
        Some((wire, bare))
    });
    fields.collect()
}
