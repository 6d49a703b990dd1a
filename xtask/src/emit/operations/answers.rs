//! What an operation is answered: one type, an enum by status, or a stream.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{builder_name, docs, short};
use crate::emit::{doc, ident};
use crate::error::{Error, Result};
use crate::model::{Answer, Media, Operation};
use crate::refine::wire_type;

/// `send` and what is like it.
pub(super) fn send(operation: &Operation, has_body: bool) -> Result<TokenStream> {
    let docs = doc(&docs::send(operation));
    let body = has_body.then(|| match operation.body.as_ref().map(|body| (&body.media, &body.json)) {
        Some((Media::Form, _)) => quote!(.form(&self.body)),
        Some((_, Some(mime))) => quote!(.json_as(#mime, &self.body)),
        _ => quote!(.json(&self.body)),
    });
    let stream = operation.stream.as_ref().map(stream).transpose()?;
    if let (Some((ty, send)), true) = (&stream, only_streams(operation)) {
        return Ok(quote! {
            #docs
            pub async fn send(self) -> Result<rt::Response<#ty>, rt::Error> {
                self.call #body .#send().await
            }
        });
    }
    let (ty, send) = match operation.answers.as_slice() {
        [only] => one(operation, only)?,
        _ => {
            let name = ident(&enum_name(operation));
            (quote!(#name), quote!(send_by_status().await))
        }
    };
    let raw_docs = doc(docs::send_raw(operation));
    let is_bytes = matches!(operation.answers.as_slice(), [Answer { media: Media::Bytes(_) | Media::Form, .. }]);
    // What is bytes anyway needs no second method.
    let raw = (!is_bytes).then(|| {
        quote! {
            #raw_docs
            pub async fn send_raw(self) -> Result<rt::Response<rt::Bytes>, rt::Error> {
                self.call #body .send_raw().await
            }
        }
    });
    let stream = stream.or(is_bytes.then(|| (quote!(rt::ByteStream), quote!(send_stream))));
    let streamed = stream.map(|(ty, send)| {
        let docs = doc(docs::SEND_STREAM);
        let accept = operation.stream.as_ref().map(|stream| {
            let mime = stream.media.mime();
            quote!(.header("accept", #mime))
        });
        quote! {
            #docs
            pub async fn send_stream(self) -> Result<rt::Response<#ty>, rt::Error> {
                self.call #body #accept .#send().await
            }
        }
    });
    Ok(quote! {
        #docs
        pub async fn send(self) -> Result<rt::Response<#ty>, rt::Error> {
            self.call #body .#send
        }
        #raw
        #streamed
    })
}

/// Whether the only answer is a stream.
pub(crate) fn only_streams(operation: &Operation) -> bool {
    operation.stream.is_some() && operation.answers.iter().all(|answer| answer.media == Media::Empty)
}

/// The type of the only answer, and the end of the call that brings it.
fn one(operation: &Operation, answer: &Answer) -> Result<(TokenStream, TokenStream)> {
    Ok(match &answer.media {
        Media::Text(_) => (quote!(String), quote!(send_text().await)),
        Media::Bytes(_) | Media::Form => (quote!(rt::Bytes), quote!(send_raw().await)),
        Media::Json => {
            let (plain, adapter) = typed(operation, answer)?;
            let send = match adapter {
                None if operation.document.is_some() => quote!(send_graphql().await),
                None => quote!(send_json().await),
                Some(adapter) => {
                    quote!(send_json::<rt::DeserializeAsWrap<#plain, #adapter>>().await.map(|answer| answer.map(rt::DeserializeAsWrap::into_inner)))
                }
            };
            (plain, send)
        }
        _ => (quote!(()), quote!(send_empty().await)),
    })
}

/// The type of a JSON answer, and how it is spelled.
fn typed(operation: &Operation, answer: &Answer) -> Result<(TokenStream, Option<TokenStream>)> {
    let ty = answer.ty.as_ref().ok_or_else(|| {
        Error::new(operation.path.as_str(), "the engine knows no type for the answer").operation(&operation.id)
    })?;
    let resolved = wire_type::resolve(ty);
    let adapter = resolved.adapter.map(|adapter| short(adapter).into_token_stream());
    Ok((short(resolved.plain).into_token_stream(), adapter))
}

/// The type of a stream, and the end of the call that brings it.
fn stream(stream: &Answer) -> Result<(TokenStream, TokenStream)> {
    let value: syn::Type = syn::parse_quote!(::serde_json::Value);
    let item = short(wire_type::resolve(stream.ty.as_ref().unwrap_or(&value)).plain);
    Ok(match stream.media {
        Media::Events => (quote!(rt::EventStream<#item>), quote!(send_events)),
        _ => (quote!(rt::JsonLines<#item>), quote!(send_json_lines)),
    })
}

/// The enum of an operation that has several answers.
pub(super) fn by_status(operation: &Operation) -> Result<Option<TokenStream>> {
    if operation.answers.len() < 2 || only_streams(operation) {
        return Ok(None);
    }
    let name = ident(&enum_name(operation));
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    let mut otherwise = quote!(_ => Err(answer.unexpected()));
    for answer in &operation.answers {
        let status = answer.statuses.first().map_or("200", String::as_str);
        let variant = ident(&variant_name(status));
        let text = match answer.docs.trim() {
            "" => format!("Status {}.", answer.statuses.join(" or ")),
            text => format!("Status {}: {text}", answer.statuses.join(" or ")),
        };
        let docs = doc(&text);
        let (held, read) = match &answer.media {
            Media::Json => {
                let (plain, adapter) = typed(operation, answer)?;
                let read = match adapter {
                    None => quote!(answer.json().map(Self::#variant)),
                    Some(adapter) => quote! {
                        answer.json::<rt::DeserializeAsWrap<#plain, #adapter>>().map(|read| Self::#variant(read.into_inner()))
                    },
                };
                (Some(plain), read)
            }
            Media::Text(_) => (Some(quote!(String)), quote!(answer.text().map(Self::#variant))),
            Media::Empty => (None, quote!(Ok(Self::#variant))),
            _ => (Some(quote!(rt::Bytes)), quote!(Ok(Self::#variant(answer.bytes())))),
        };
        let held = held.map(|ty| quote!((#ty)));
        variants.push(quote!(#docs #variant #held));
        let statuses = answer.statuses.iter().filter_map(|status| status.parse().ok());
        let statuses: Vec<Literal> = statuses.map(Literal::u16_unsuffixed).collect();
        if !statuses.is_empty() {
            arms.push(quote!(#(#statuses)|* => #read));
        }
        if statuses.len() < answer.statuses.len() {
            otherwise = quote!(_ => #read);
        }
    }
    let method = &operation.rust_name;
    let docs = doc(&format!("What [`Client::{method}`](crate::Client::{method}) is answered, by status."));
    Ok(Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "the shapes are the API's")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl rt::FromAnswer for #name {
            fn read(answer: &rt::AnswerParts<'_>) -> Result<Self, rt::Mismatch> {
                match answer.status() {
                    #(#arms,)*
                    #otherwise
                }
            }
        }
    }))
}

pub(crate) fn enum_name(operation: &Operation) -> String {
    format!("{}Answer", builder_name(operation))
}

/// The name of a status.
pub(crate) fn variant_name(status: &str) -> String {
    let name = match status.to_ascii_uppercase().as_str() {
        "200" => "Ok",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "NonAuthoritative",
        "204" => "NoContent",
        "205" => "ResetContent",
        "206" => "PartialContent",
        "207" => "MultiStatus",
        "2XX" => "Success",
        "DEFAULT" => "Default",
        other => return format!("Status{other}"),
    };
    name.to_owned()
}

/// What the request asks for.
pub(super) fn accept(operation: &Operation) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    if let (Some(stream), true) = (&operation.stream, only_streams(operation)) {
        return stream.media.mime().to_owned();
    }
    for answer in &operation.answers {
        // An operation whose answer is only its wrapper is answered in JSON all the same.
        let kind = match (&answer.media, &operation.envelope) {
            (Media::Empty, Some(_)) => Media::Json.mime(),
            (Media::Empty, None) if operation.answers.len() > 1 => continue,
            (media, _) => media.mime(),
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.join(", ")
}
