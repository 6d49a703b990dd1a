//! `enums.rs`: enums that take values that they do not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::{doc, guarded_doc, ident};
use crate::features::Guard;
use crate::model::{Api, OpenEnum};

/// The file.
pub(super) fn tokens(api: &Api) -> TokenStream {
    let enums = api.enums.iter().map(|open| open_enum(open, &api.guard_of_type(&open.name)));
    quote! {
        use clientwright_common::rt;

        #(#enums)*
    }
}

fn open_enum(open: &OpenEnum, guard: &Guard) -> TokenStream {
    let name = ident(&open.name);
    let docs = if open.docs.is_empty() { format!("`{}` of the API.", open.name) } else { open.docs.clone() };
    let docs = guarded_doc(&docs, guard);
    let guard = guard.attribute();
    let variants = open.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let text = match variant.docs.trim() {
            "" => format!("`{}` on the wire.", variant.wire),
            text => format!("{text}\n\n`{}` on the wire.", variant.wire),
        };
        let docs = doc(&text);
        let deprecated = variant.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]));
        quote!(#docs #deprecated #name)
    });
    let pairs = open.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        quote!(#name = #wire)
    });
    let wire = if open.integer { quote!(integer) } else { quote!(text) };
    let allow = open.variants.iter().any(|variant| variant.deprecated.is_some()).then(|| quote!(#[allow(deprecated)]));
    let module = ident(&format!("{}_impls", heck::ToSnakeCase::to_snake_case(open.name.as_str())));
    let impls = match allow {
        None => quote!(#guard rt::open_enum!(#name, #wire, { #(#pairs),* });),
        Some(allow) => quote! {
            #guard
            #allow
            mod #module {
                use super::{rt, #name};
                rt::open_enum!(#name, #wire, { #(#pairs),* });
            }
        },
    };
    quote! {
        #docs
        #guard
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the crate does not know.
            Unknown(rt::Unknown),
        }

        #impls
    }
}
