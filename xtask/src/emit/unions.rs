//! `unions.rs`: values of one of several shapes, which also take shapes that they do not know.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::{doc, guarded_doc, ident};
use crate::features::Guard;
use crate::model::{Api, Shape, Union};
use crate::refine::{short_paths, wire_type};

/// The file.
pub(super) fn tokens(api: &Api) -> TokenStream {
    let unions: TokenStream = api.unions.iter().map(|known| union(known, &api.guard_of_type(&known.name))).collect();
    let types = super::names_types(&unions).then(|| {
        quote!(
            use super::types;
        )
    });
    quote! {
        use clientwright_common::rt;

        #types

        #unions
    }
}

fn union(union: &Union, guard: &Guard) -> TokenStream {
    let name = ident(&union.name);
    let text = if union.docs.trim().is_empty() {
        format!("`{}` of the API: one of several shapes.", union.name)
    } else {
        union.docs.clone()
    };
    let docs = guarded_doc(&text, guard);
    let guard = guard.attribute();
    let shapes: Vec<Resolved<'_>> = union.shapes.iter().map(Resolved::of).collect();
    let variants = shapes.iter().map(|shape| {
        let (name, ty) = (ident(&shape.shape.name), &shape.held);
        let text = match shape.shape.docs.trim() {
            "" => format!("The shape `{}`.", shape.shape.name),
            text => text.to_owned(),
        };
        let docs = doc(&text);
        quote!(#docs #name(#ty))
    });
    let rows = shapes.iter().map(|shape| {
        let (name, ty, adapter, tags) = (ident(&shape.shape.name), &shape.held, &shape.adapter, &shape.shape.tags);
        quote!(#name: #ty, #adapter, [#(#tags),*];)
    });
    let tag = union.tag.as_deref().unwrap_or_default();
    let conversions =
        shapes.iter().filter(|shape| shape.is_alone(&shapes)).map(|shape| conversion(&name, shape, guard.as_ref()));
    quote! {
        #docs
        #guard
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "the shapes are the API's")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value of a shape that this version of the crate does not know.
            Other(rt::Other),
        }

        #guard
        rt::open_union!(#name, #tag, { #(#rows)* });

        #(#conversions)*
    }
}

/// A shape with its types as they are written in the file.
struct Resolved<'a> {
    shape: &'a Shape,
    plain: Type,
    held: Type,
    adapter: Type,
}

impl<'a> Resolved<'a> {
    fn of(shape: &'a Shape) -> Self {
        let value: Type = syn::parse_quote!(::serde_json::Value);
        let resolved = wire_type::resolve(shape.ty.as_ref().unwrap_or(&value));
        let mut plain = resolved.plain;
        short_paths::shorten_type(&mut plain);
        let mut adapter = resolved.adapter.unwrap_or_else(|| syn::parse_quote!(rt::Same));
        short_paths::shorten_type(&mut adapter);
        let (held, adapter) = if shape.boxed {
            (syn::parse_quote!(Box<#plain>), syn::parse_quote!(Box<#adapter>))
        } else {
            (plain.clone(), adapter)
        };
        Self { shape, plain, held, adapter }
    }

    /// Whether no other shape has the same type.
    fn is_alone(&self, all: &[Resolved<'_>]) -> bool {
        all.iter().filter(|other| other.plain == self.plain).count() == 1
    }
}

/// A shape becomes the union by itself.
fn conversion(union: &syn::Ident, shape: &Resolved<'_>, guard: Option<&TokenStream>) -> TokenStream {
    let (name, plain) = (ident(&shape.shape.name), &shape.plain);
    let value = if shape.shape.boxed { quote!(Box::new(value)) } else { quote!(value) };
    let text = (*plain == syn::parse_quote!(String)).then(|| {
        quote! {
            #guard
            impl From<&str> for #union {
                fn from(value: &str) -> Self {
                    Self::#name(value.to_owned())
                }
            }
        }
    });
    quote! {
        #text
        #guard
        impl From<#plain> for #union {
            fn from(value: #plain) -> Self {
                Self::#name(#value)
            }
        }
    }
}
