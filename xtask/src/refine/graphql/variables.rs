//! The types of an operation's variables, which are set one by one.

use std::collections::BTreeMap;

use apollo_compiler::executable::Operation;
use syn::{Item, Type};

use super::leaves::{self, Leaves};
use crate::normalise::graphql::engine_view;

/// The type of each variable as a caller gives it: without the option around it, because what is not
/// set is not sent.
pub(super) fn types(
    leaves: &Leaves<'_>,
    operation: &Operation,
    types: &BTreeMap<String, Item>,
) -> BTreeMap<String, Type> {
    let Some(Item::Struct(item)) = types.get("Variables") else { return BTreeMap::new() };
    let variables = operation.variables.iter().enumerate().filter_map(|(number, variable)| {
        let name = engine_view::member(number);
        let field = item.fields.iter().find(|field| field.ident.as_ref().is_some_and(|ident| *ident == name))?;
        let leaf = leaves.outside(variable.ty.inner_named_type());
        let ty = leaves::with_leaf(&field.ty, &leaf);
        let bare = match leaves::container(&ty) {
            Some((name, inner)) if name == "Option" => inner.clone(),
            _ => ty,
        };
        Some((variable.name.to_string(), bare))
    });
    variables.collect()
}
