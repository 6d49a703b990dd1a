//! `operations/<tag>.rs`: one method and one thin builder per operation. What happens in a call is
//! decided by the runtime from the operation's data.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Item, Type};

use super::api::{list, option};
use super::{doc, ident};
use crate::emit::operations::arguments::{Argument, arguments};
use crate::error::{Error, Result};
use crate::model::{Api, Kind, Media, Operation};
use crate::names;
use crate::refine::{short_paths, wire_type};

mod arguments;
mod docs;

/// `operations/mod.rs`.
pub(super) fn index(api: &Api) -> TokenStream {
    let title = format!(" The operations of {}: one builder each.", api.title);
    let tags: BTreeMap<&str, ()> = api.operations.iter().map(|operation| (operation.tag.as_str(), ())).collect();
    let modules = tags.keys().map(|tag| ident(tag));
    let names = tags.keys().map(|tag| ident(tag));
    quote! {
        #![doc = #title]

        #(mod #modules;)*

        #(pub use #names::*;)*
    }
}

/// The files, by tag.
pub(super) fn modules(api: &Api, items: &[Item]) -> Result<BTreeMap<String, TokenStream>> {
    let mut by_tag: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    for operation in &api.operations {
        by_tag.entry(operation.tag.clone()).or_default().push(one(api, operation, items)?);
    }
    let file = |operations: Vec<TokenStream>| {
        let text = quote!(#(#operations)*).to_string();
        let types = text.contains("types ::").then(|| {
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

fn one(api: &Api, operation: &Operation, items: &[Item]) -> Result<TokenStream> {
    let given = arguments(api, operation, items);
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
    let literal = given.body_literal();
    let body_field = given.body.as_ref().map(|body| {
        let ty = &body.ty;
        quote!(, body: #ty)
    });
    let body_value = literal.as_ref().map(|literal| quote!(, body: #literal));
    let setters = given.optional.iter().map(Argument::setter);
    let send = send(operation, given.body.is_some())?;
    Ok(quote! {
        static #constant: rt::Operation = #data;

        #allow
        impl Client {
            #method_docs
            #deprecated
            pub fn #method(&self #(, #signature)*) -> #builder {
                #builder {
                    call: rt::Call::new(&self.core, &#constant) #(#applied)*
                    #body_value
                }
            }
        }

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

fn send(operation: &Operation, has_body: bool) -> Result<TokenStream> {
    let docs = doc(&docs::send(operation));
    let body = has_body.then(|| match operation.body.as_ref().map(|body| &body.media) {
        Some(Media::Form) => quote!(.form(&self.body)),
        _ => quote!(.json(&self.body)),
    });
    let (ty, send) = match &operation.answer.media {
        Media::Empty => (quote!(()), quote!(send_empty().await)),
        Media::Text(_) => (quote!(String), quote!(send_text().await)),
        Media::Bytes(_) | Media::Form => (quote!(rt::Bytes), quote!(send_raw().await)),
        Media::Json => {
            let ty = operation.answer.ty.as_ref().ok_or_else(|| {
                Error::new(operation.path.as_str(), "the engine knows no type for the answer").operation(&operation.id)
            })?;
            let resolved = wire_type::resolve(ty);
            let plain = short(resolved.plain);
            let send = match resolved.adapter {
                None if operation.document.is_some() => quote!(send_graphql().await),
                None => quote!(send_json().await),
                Some(adapter) => {
                    let adapter = short(adapter);
                    quote!(send_json::<rt::DeserializeAsWrap<#plain, #adapter>>().await.map(|answer| answer.map(rt::DeserializeAsWrap::into_inner)))
                }
            };
            (plain.into_token_stream(), send)
        }
    };
    let raw_docs = doc(docs::send_raw(operation));
    // What is bytes anyway needs no second method.
    let raw = (!matches!(operation.answer.media, Media::Bytes(_) | Media::Form)).then(|| {
        quote! {
            #raw_docs
            pub async fn send_raw(self) -> Result<rt::Response<rt::Bytes>, rt::Error> {
                self.call #body .send_raw().await
            }
        }
    });
    Ok(quote! {
        #docs
        pub async fn send(self) -> Result<rt::Response<#ty>, rt::Error> {
            self.call #body .#send
        }
        #raw
    })
}

fn short(mut ty: Type) -> Type {
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
    // An operation whose answer is only its wrapper is answered in JSON all the same.
    let accept = match (&operation.answer.media, &operation.envelope) {
        (Media::Empty, Some(_)) => Media::Json.mime(),
        (media, _) => media.mime(),
    };
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
