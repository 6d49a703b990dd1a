//! Fields get plain Rust types; how the wire spells them moves into a serde attribute.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Item, LitStr, Meta, Type};

use super::property_names::{add_serde, change_serde};
use super::{Draft, short_paths, wire_type};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        match item {
            Item::Struct(_) | Item::Enum(_) => Fields.visit_item_mut(item),
            _ => Elsewhere.visit_item_mut(item),
        }
    }
    Ok(())
}

struct Fields;

impl VisitMut for Fields {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let resolved = wire_type::resolve(&field.ty);
        field.ty = resolved.plain;
        if let Some(mut adapter) = resolved.adapter {
            short_paths::shorten_type(&mut adapter);
            let text = adapter.to_token_stream().to_string().replace(' ', "");
            let with = LitStr::new(&format!("rt::As::<{text}>"), proc_macro2::Span::call_site());
            add_serde(field, syn::parse_quote!(with = #with));
        }
        if field.ident.is_some() && wire_type::optional(&field.ty).is_some() {
            absent_is_none(field);
        }
    }
}

/// An optional field may be missing, also where the description demands a `null`.
fn absent_is_none(field: &mut Field) {
    change_serde(field, |parts| {
        parts.retain(|part| !part.path().is_ident("deserialize_with"));
        let adapted = parts.iter().any(|part| part.path().is_ident("with"));
        let default = parts.iter().any(|part| part.path().is_ident("default"));
        if adapted && !default {
            let default: Meta = syn::parse_quote!(default);
            parts.insert(0, default);
        }
    });
}

/// Markers in conversions and the like.
struct Elsewhere;

impl VisitMut for Elsewhere {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        *ty = wire_type::resolve(ty).plain;
        visit_mut::visit_type_mut(self, ty);
    }
}
