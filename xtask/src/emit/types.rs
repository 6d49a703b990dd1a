//! `types.rs`: what requests take and answers hold.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use super::{doc, ident};
use crate::model::{Alias, Api};
use crate::refine::{short_paths, wire_type};

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
    let aliases = api.aliases.iter().filter_map(alias);
    let runtime = (!items.is_empty() || !api.aliases.is_empty()).then(|| {
        quote!(
            use clientwright_common::rt;
        )
    });
    quote! {
        #![doc = #title]
        #runtime
        #enums
        #unions

        #(#items)*

        #(#aliases)*
    }
}

/// A name for a list or a map whose items have no special spelling.
fn alias(alias: &Alias) -> Option<TokenStream> {
    let resolved = wire_type::resolve(alias.ty.as_ref()?);
    let mut ty = resolved.plain;
    short_paths::within_types(&mut ty);
    let name = ident(&alias.name);
    let text = if alias.docs.trim().is_empty() { format!("`{}` of the API.", alias.name) } else { alias.docs.clone() };
    let docs = doc(&text);
    resolved.adapter.is_none().then(|| quote!(#docs pub type #name = #ty;))
}
