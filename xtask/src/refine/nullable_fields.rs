//! What a request may leave out and may set to null is a `Nullable`, which tells the two apart. The input objects of
//! GraphQL have it from their own pass.

use syn::{Field, Item};

use super::property_names::on_the_wire;
use super::{Draft, serde_parts, wire_type};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        let Item::Struct(item) = item else { continue };
        let Some(nullable) = draft.nullable.get(&item.ident.to_string()) else { continue };
        for field in &mut item.fields {
            if on_the_wire(field).is_some_and(|wire| nullable.contains(&wire)) {
                make_nullable(field);
            }
        }
    }
    Ok(())
}

/// An optional field becomes one that is written with its null.
pub(super) fn make_nullable(field: &mut Field) {
    let Some(inner) = wire_type::optional(&field.ty) else { return };
    field.ty = syn::parse_quote!(rt::Nullable<#inner>);
    serde_parts::remove(field, &["default", "skip_serializing_if", "deserialize_with"]);
    serde_parts::append(field, serde_parts::word("default"));
    serde_parts::append(field, serde_parts::pair("skip_serializing_if", "rt::Nullable::is_absent"));
}
