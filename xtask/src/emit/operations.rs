//! `operations/<tag>.rs`: one method and one thin builder per operation. What happens in a call is
//! decided by the runtime from the operation's data.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, Type};

use super::api::{list, option};
use super::{doc, ident};
use crate::emit::operations::arguments::{Argument, Known, arguments};
use crate::error::Result;
use crate::model::{Api, Kind, Location, Media, Operation, Parameter};
use crate::names;
use crate::refine::short_paths;

pub(crate) mod answers;
pub(crate) mod arguments;
mod docs;
mod parameters;
mod setters;

/// `operations/mod.rs`.
pub(super) fn index(api: &Api) -> TokenStream {
    let title = format!(" The operations of {}: one builder each.", api.title);
    let tags: BTreeMap<&str, ()> = api.operations.iter().map(|operation| (operation.tag.as_str(), ())).collect();
    let modules = tags.keys().map(|tag| ident(tag));
    let names = tags.keys().map(|tag| ident(tag));
    let guards: Vec<_> = tags.keys().map(|tag| api.guard_of_module(tag).attribute()).collect();
    quote! {
        #![doc = #title]

        #(#guards mod #modules;)*

        #(#guards pub use #names::*;)*
    }
}

/// The files, by tag.
pub(super) fn modules(api: &Api, items: &[Item]) -> Result<BTreeMap<String, TokenStream>> {
    let known = Known::of(api, items);
    let mut by_tag: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    for operation in &api.operations {
        by_tag.entry(operation.tag.clone()).or_default().push(one(api, operation, &known)?);
    }
    let file = |operations: Vec<TokenStream>| {
        let types = operations.iter().any(super::names_types).then(|| {
            quote!(
                use crate::generated::types;
            )
        });
        quote! {
            use clientwright_common::rt;

            use crate::generated::client::Client;
            #types

            #(#operations)*
        }
    };
    Ok(by_tag.into_iter().map(|(tag, operations)| (tag, file(operations))).collect())
}

/// The name of an operation's builder.
fn builder_name(operation: &Operation) -> String {
    names::camel(&operation.rust_name.to_upper_camel_case())
}

fn one(api: &Api, operation: &Operation, known: &Known<'_>) -> Result<TokenStream> {
    let given = arguments(operation, known);
    let builder = ident(&builder_name(operation));
    let method = ident(&operation.rust_name);
    let constant = ident(&names::snake(&operation.rust_name).trim_end_matches('_').to_uppercase());
    let data = data(operation);
    let method_docs = doc(&docs::method(api, operation, &given));
    let builder_docs = doc(&docs::builder(operation));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let allow = operation.deprecated.then(|| quote!(#[allow(deprecated)]));
    let signature = given.required.iter().map(Argument::signature);
    let applied = given.required.iter().filter_map(Argument::apply);
    let multipart = operation.body.as_ref().is_some_and(|body| body.media == Media::Multipart && body.required);
    // A form that has to be there is begun by its first part, or here.
    let multipart = (multipart && !operation.parameters.iter().any(is_required_part)).then(|| quote!(.multipart()));
    let literal = given.body_literal();
    let body_field = given.body.as_ref().map(|body| {
        let ty = &body.ty;
        quote!(, body: #ty)
    });
    let body_value = literal.as_ref().map(|literal| quote!(, body: #literal));
    let setters = given.optional.iter().map(Argument::setter);
    let send = answers::send(operation, given.body.is_some())?;
    let answer = answers::by_status(operation)?;
    Ok(quote! {
        static #constant: rt::Operation = #data;

        #allow
        impl Client {
            #method_docs
            #deprecated
            pub fn #method(&self #(, #signature)*) -> #builder {
                #builder {
                    call: rt::Call::new(&self.core, &#constant) #multipart #(#applied)*
                    #body_value
                }
            }
        }

        #answer

        #builder_docs
        #deprecated
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #builder {
            call: rt::Call
            #body_field
        }

        #allow
        impl #builder {
            #(#setters)*

            /// Sets options of this call alone: time limits, retries, extra query parameters and headers.
            pub fn options(mut self, options: rt::CallOptions) -> Self {
                self.call = self.call.options(options);
                self
            }

            #send
        }
    })
}

fn is_required_part(parameter: &Parameter) -> bool {
    parameter.required && matches!(parameter.location, Location::Part | Location::File)
}

/// A type as it is written outside of `types.rs`.
pub(crate) fn short(mut ty: Type) -> Type {
    short_paths::shorten_type(&mut ty);
    ty
}

/// The operation as constant data.
fn data(operation: &Operation) -> TokenStream {
    let (id, method, path) = (&operation.id, &operation.method, &operation.path);
    let server = option(operation.server.as_deref());
    let security = operation.security.iter().map(|combination| list(combination));
    let idempotent = operation.idempotent;
    let limits = match &operation.limits {
        Some(limits) => {
            let limits = list(limits);
            quote!(Some(#limits))
        }
        None => quote!(None),
    };
    let query = operation.fixed_query.iter().map(|(name, value)| quote!((#name, #value)));
    let accept = answers::accept(operation);
    let envelope = option(operation.envelope.as_deref());
    let graphql = match &operation.document {
        Some((name, document)) => quote!(Some(rt::Graphql { document: #document, name: #name })),
        None => quote!(None),
    };
    quote! {
        rt::Operation {
            id: #id,
            method: #method,
            path: #path,
            server: #server,
            security: &[#(#security),*],
            idempotent: #idempotent,
            limits: #limits,
            query: &[#(#query),*],
            accept: #accept,
            envelope: #envelope,
            graphql: #graphql,
        }
    }
}

/// Whether the crate needs the GraphQL part of the runtime.
pub(super) fn needs_graphql(api: &Api) -> bool {
    api.kind == Kind::GraphQl
}
