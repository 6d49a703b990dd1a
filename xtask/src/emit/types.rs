//! `types.rs`: what requests take and answers hold.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Item};

use super::{guarded_doc, guarded_text, ident};
use crate::error::Result;
use crate::features::Guard;
use crate::model::{Alias, Api};
use crate::refine::{docs, short_paths, wire_type};

/// The file.
pub(super) fn file(api: &Api, items: &[Item]) -> Result<syn::File> {
    let enums = (!api.enums.is_empty()).then(|| {
        quote!(
            pub use super::enums::*;
        )
    });
    let unions = (!api.unions.is_empty()).then(|| {
        quote!(
            pub use super::unions::*;
        )
    });
    let title = format!(" Types of {}.", api.title);
    let aliases = api.aliases.iter().filter_map(|known| alias(known, &api.guard_of_type(&known.name)));
    let runtime = (!items.is_empty() || !api.aliases.is_empty()).then(|| {
        quote!(
            use clientwright_common::rt;
        )
    });
    let has_nullable = |item: &Item| match item {
        Item::Struct(item) => item.fields.iter().any(|field| wire_type::nullable(&field.ty).is_some()),
        _ => false,
    };
    let nullable = items.iter().any(has_nullable).then(|| {
        quote!(
            pub use clientwright_common::Nullable;
        )
    });
    let head = quote! {
        #![doc = #title]
        #runtime
        #enums
        #unions
        #nullable
    };
    let mut file = super::parsed(&api.name, head)?;
    // They are no tokens: what has been parsed need not be parsed again.
    file.items.extend(items.iter().map(|item| guarded(api, item)));
    file.items.extend(super::parsed(&api.name, quote!(#(#aliases)*))?.items);
    Ok(file)
}

/// An item of the engine with its condition, which stands after its documentation.
fn guarded(api: &Api, item: &Item) -> Item {
    let mut item = item.clone();
    let guard = api.features.as_ref().map(|features| features.of_item(&item)).unwrap_or_default();
    let Some(condition) = guard.attribute() else { return item };
    let mut first: Vec<Attribute> = Vec::new();
    let attributes = match &mut item {
        Item::Struct(syn::ItemStruct { attrs, .. })
        | Item::Enum(syn::ItemEnum { attrs, .. })
        | Item::Type(syn::ItemType { attrs, .. }) => {
            first = docs::attributes_for(&guarded_text(&docs::text_of(attrs), &guard));
            attrs.retain(|attribute| !attribute.path().is_ident("doc"));
            attrs
        }
        Item::Impl(item) => &mut item.attrs,
        Item::Macro(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        _ => return item,
    };
    first.push(syn::parse_quote!(#condition));
    attributes.splice(0..0, first);
    item
}

/// A name for a list or a map whose items have no special spelling.
fn alias(alias: &Alias, guard: &Guard) -> Option<TokenStream> {
    let resolved = wire_type::resolve(alias.ty.as_ref()?);
    let mut ty = resolved.plain;
    short_paths::within_types(&mut ty);
    let name = ident(&alias.name);
    let text = if alias.docs.trim().is_empty() { format!("`{}` of the API.", alias.name) } else { alias.docs.clone() };
    let docs = guarded_doc(&text, guard);
    let guard = guard.attribute();
    resolved.adapter.is_none().then(|| quote!(#docs #guard pub type #name = #ty;))
}
