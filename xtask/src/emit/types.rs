//! `types.rs`: what requests take and answers hold.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Item;

use super::{guarded_doc, ident};
use crate::features::Guard;
use crate::model::{Alias, Api};
use crate::refine::{docs, short_paths, wire_type};

/// The file.
pub(super) fn tokens(api: &Api, items: &[Item]) -> TokenStream {
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
    let nullable =
        items.iter().any(|item| item.to_token_stream().to_string().contains("rt :: Nullable <")).then(|| {
            quote!(
                pub use clientwright_common::Nullable;
            )
        });
    let items = items.iter().map(|item| guarded(api, item));
    quote! {
        #![doc = #title]
        #runtime
        #enums
        #unions
        #nullable

        #(#items)*

        #(#aliases)*
    }
}

/// An item of the engine with its condition, which stands after its documentation.
fn guarded(api: &Api, item: &Item) -> TokenStream {
    let guard = api.features.as_ref().map(|features| features.of_item(item)).unwrap_or_default();
    let Some(condition) = guard.attribute() else { return quote!(#item) };
    let mut item = item.clone();
    let attributes = match &mut item {
        Item::Struct(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        Item::Type(item) => &mut item.attrs,
        _ => return quote!(#condition #item),
    };
    let docs = guarded_doc(&docs::text_of(attributes), &guard);
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    quote!(#docs #condition #item)
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
