//! Fields get plain Rust types; how the wire spells them moves into a serde attribute.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Fields, Item, Type};

use super::serde_parts::{self, append, has, prepend, remove};
use super::{Draft, short_paths, wire_type};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        match item {
            Item::Struct(item) => all(&mut item.fields),
            Item::Enum(item) => item.variants.iter_mut().for_each(|variant| all(&mut variant.fields)),
            _ => Elsewhere.visit_item_mut(item),
        }
    }
    Ok(())
}

fn all(fields: &mut Fields) {
    for field in fields {
        if let Some(mut adapter) = wire_type::take(&mut field.ty) {
            short_paths::shorten_type(&mut adapter);
            let text = adapter.to_token_stream().to_string().replace(' ', "");
            append(field, serde_parts::pair("with", &format!("rt::As::<{text}>")));
        }
        if field.ident.is_some() && wire_type::optional(&field.ty).is_some() {
            absent_is_none(field);
        }
    }
}

/// An optional field may be missing, also where the description demands a `null`.
fn absent_is_none(field: &mut Field) {
    remove(field, &["deserialize_with"]);
    if has(field, "with") && !has(field, "default") {
        prepend(field, serde_parts::word("default"));
    }
}

/// Markers in conversions and the like.
struct Elsewhere;

impl VisitMut for Elsewhere {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        wire_type::take(ty);
        visit_mut::visit_type_mut(self, ty);
    }
}
