//! `types.rs`: what requests take and answers hold.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use crate::model::Api;

/// The file.
pub(super) fn tokens(api: &Api, items: &[Item]) -> TokenStream {
    let enums = (!api.enums.is_empty()).then(|| {
        quote!(
            pub use super::enums::*;
        )
    });
    let title = format!(" Types of {}.", api.title);
    let runtime = (!items.is_empty()).then(|| {
        quote!(
            use clientwright_common::rt;
        )
    });
    quote! {
        #![doc = #title]
        #runtime
        #enums

        #(#items)*
    }
}
