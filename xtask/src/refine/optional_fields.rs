//! What may be left out is an `Option`: an empty list or map says something else than none at all, and is sent and
//! kept as it is. A pointer is inside of it, so that nothing is written where there is nothing.

use syn::{Field, Item, Type};

use super::serde_parts::{self, append, has, remove};
use super::{Draft, wire_type};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        if let Item::Struct(item) = item {
            item.fields.iter_mut().for_each(optional);
        }
    }
    Ok(())
}

fn optional(field: &mut Field) {
    if let Some(inner) = wire_type::inside(&field.ty, "Box").and_then(wire_type::optional) {
        field.ty = syn::parse_quote!(::std::option::Option<::std::boxed::Box<#inner>>);
        remove(field, &["default"]);
        if !has(field, SKIPS) {
            append(field, serde_parts::pair(SKIPS, "::std::option::Option::is_none"));
        }
    }
    let skips = serde_parts::text_of(field, SKIPS);
    if skips.is_some_and(|skips| skips.contains("is_empty")) && !has(field, "flatten") {
        remove(field, &["default", SKIPS]);
        append(field, serde_parts::pair(SKIPS, "::std::option::Option::is_none"));
        if wire_type::optional(&field.ty).is_none() {
            let ty: &Type = &field.ty;
            field.ty = syn::parse_quote!(::std::option::Option<#ty>);
        }
    }
}

const SKIPS: &str = "skip_serializing_if";
