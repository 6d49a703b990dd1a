//! `webhooks.rs` and `callbacks.rs`: the requests that the server sends by itself, as one enum that reads their
//! bodies by name.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::operations::short;
use super::{doc, guarded_doc, ident, names_types};
use crate::model::{Api, Incoming, Media, Source};
use crate::refine::wire_type;

mod docs;

/// A module of its own kind of requests.
pub(super) struct Module {
    /// Its name, and that of its file.
    pub name: &'static str,
    kind: &'static str,
    one: &'static str,
    is: fn(&Source) -> bool,
}

/// All there may be.
pub(super) const MODULES: &[Module] = &[
    Module { name: "webhooks", kind: "Webhook", one: "webhook", is: |source| matches!(source, Source::Webhook) },
    Module {
        name: "callbacks",
        kind: "Callback",
        one: "callback",
        is: |source| matches!(source, Source::Callback { .. }),
    },
];

/// The modules that an API has.
pub(super) fn modules(api: &Api) -> impl Iterator<Item = &'static Module> {
    MODULES.iter().filter(|module| module.requests(api).next().is_some())
}

impl Module {
    fn requests<'a>(&self, api: &'a Api) -> impl Iterator<Item = &'a Incoming> {
        let is = self.is;
        api.incoming.iter().filter(move |incoming| is(&incoming.source))
    }

    /// The file.
    pub(super) fn tokens(&self, api: &Api) -> TokenStream {
        let Module { one, .. } = self;
        let kind = ident(self.kind);
        let about = if self.name == "webhooks" {
            format!("What the server of {} sends by itself: its webhooks, as types.", api.title)
        } else {
            format!("What the server of {} sends after a call that asked for it: its callbacks, as types.", api.title)
        };
        let about = inner_doc(&format!(
            "{about}\n\nWhat proves that a request comes from that server, a signature in most cases, is the program's to look at before it reads the body."
        ));
        let variants: Vec<Variant<'_>> = self.requests(api).map(Variant::of).collect();
        let shared = docs::Shared::of(self.requests(api).collect());
        let declared = variants.iter().map(|variant| variant.declared(api, &shared));
        let arms = variants.iter().map(Variant::arm);
        let names = variants.iter().map(|variant| &variant.incoming.name);
        let text = guarded_doc(&format!("A {one}, by its name.{}", shared.text()), &api.guard_of_incoming());
        let read = doc(&format!(
            "Reads the body of the {one} of this name; one of [`NAMES`](Self::NAMES), or another, which is kept as it came.\n\n# Errors\n\n[`is_decode`](rt::Error::is_decode): the body is not what the description says. The error names the {one} and the place in the body."
        ));
        let names_docs = doc(&format!("The names of the {one}s that the description lists, in its order."));
        let other = doc(&format!("A {one} that this version of the crate does not know."));
        let body = quote! {
            #text
            #[derive(Clone, Debug, PartialEq)]
            #[allow(clippy::large_enum_variant, reason = "the shapes are the API's")]
            #[non_exhaustive]
            pub enum #kind {
                #(#declared,)*
                #other
                Other(rt::Unlisted),
            }

            impl #kind {
                #names_docs
                pub const NAMES: &'static [&'static str] = &[#(#names),*];

                #read
                pub fn read(name: &str, body: &[u8]) -> Result<Self, rt::Error> {
                    match name {
                        #(#arms,)*
                        _ => Ok(Self::Other(rt::Unlisted::new(name, body))),
                    }
                }
            }
        };
        let types = names_types(&body).then(|| {
            quote!(
                use crate::generated::types;
            )
        });
        quote! {
            #about
            use clientwright_common::rt;
            #types

            #body
        }
    }
}

/// A request with its types as they are written in the file.
struct Variant<'a> {
    incoming: &'a Incoming,
    held: Option<TokenStream>,
    adapter: Option<TokenStream>,
}

impl<'a> Variant<'a> {
    fn of(incoming: &'a Incoming) -> Self {
        let value: syn::Type = syn::parse_quote!(::serde_json::Value);
        let typed = |ty: &syn::Type| {
            let resolved = wire_type::resolve(ty);
            let adapter = resolved.adapter.map(|adapter| short(adapter).into_token_stream());
            (Some(short(resolved.plain).into_token_stream()), adapter)
        };
        let (held, adapter) = match &incoming.media {
            Media::Empty => (None, None),
            _ if incoming.is_typed() => typed(incoming.ty.as_ref().unwrap_or(&value)),
            _ => (Some(quote!(rt::Bytes)), None),
        };
        Self { incoming, held, adapter }
    }

    fn declared(&self, api: &Api, shared: &docs::Shared<'_>) -> TokenStream {
        let (name, docs) = (ident(&self.incoming.variant), doc(&docs::one(api, self.incoming, shared)));
        let held = self.held.as_ref().map(|ty| quote!((#ty)));
        quote!(#docs #name #held)
    }

    /// The arm that reads it.
    fn arm(&self) -> TokenStream {
        let (name, variant) = (&self.incoming.name, ident(&self.incoming.variant));
        let reader = match &self.incoming.media {
            Media::Form => quote!(rt::incoming::form),
            _ => quote!(rt::incoming::json),
        };
        let read = match (&self.held, &self.adapter) {
            (None, _) => quote!(Ok(Self::#variant)),
            (Some(_), _) if !self.incoming.is_typed() => {
                quote!(Ok(Self::#variant(rt::Bytes::copy_from_slice(body))))
            }
            (Some(_), None) => quote!(#reader(name, body).map(Self::#variant)),
            (Some(plain), Some(adapter)) => quote! {
                #reader::<rt::DeserializeAsWrap<#plain, #adapter>>(name, body).map(|read| Self::#variant(read.into_inner()))
            },
        };
        quote!(#name => #read)
    }
}

/// Documentation of the file itself.
fn inner_doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#![doc = #lines])*)
}
