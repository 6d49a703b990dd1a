//! How an argument gets into a call: in the signature of the method, or by a setter of the builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{Argument, Goes, Held};
use crate::emit::{doc, ident};

impl Argument {
    /// `name: Type`.
    pub(super) fn signature(&self) -> TokenStream {
        let (name, ty) = (ident(&self.name), &self.taken.ty);
        quote!(#name: #ty)
    }

    /// The method call that puts the value into the call.
    pub(super) fn apply(&self) -> Option<TokenStream> {
        let Goes::Call { method, before, borrowed, adapter } = &self.goes else { return None };
        let value = &self.taken.value;
        let value = match adapter {
            Some(adapter) => quote!(&rt::SerializeAsWrap::<_, #adapter>::new(&#value)),
            None if *borrowed => quote!(&#value),
            None => value.clone(),
        };
        Some(quote!(.#method(#before #value)))
    }

    /// A setter of the builder.
    pub(super) fn setter(&self) -> TokenStream {
        let (name, ty, value) = (ident(&self.name), &self.taken.ty, &self.taken.value);
        let text = if self.docs.trim().is_empty() { format!("Sets `{}`.", self.name) } else { self.docs.clone() };
        let docs = doc(&text);
        let body = match (self.apply(), &self.goes) {
            (Some(call), _) => quote!(self.call = self.call #call;),
            (None, Goes::Body(Held::Optional)) => quote!(self.body.#name = Some(#value);),
            (None, Goes::Body(Held::Nullable)) => quote!(self.body.#name = rt::Nullable::Value(#value);),
            (None, _) => quote!(self.body.#name = #value;),
        };
        let null = self.null_setter();
        quote! {
            #docs
            pub fn #name(mut self, #name: #ty) -> Self {
                #body
                self
            }

            #null
        }
    }

    /// A setter of the builder that sends null in the place of a value.
    fn null_setter(&self) -> Option<TokenStream> {
        let (name, setter) = (ident(&self.name), ident(self.null.as_ref()?));
        let docs = doc(&format!("Sends `null` for `{}`, which says something else than leaving it out.", self.name));
        let body = match &self.goes {
            Goes::Call { before, .. } => quote!(self.call = self.call.null_variable(#before);),
            Goes::Body(_) => quote!(self.body.#name = rt::Nullable::Null;),
        };
        Some(quote! {
            #docs
            pub fn #setter(mut self) -> Self {
                #body
                self
            }
        })
    }

    /// Name and documentation, for the documentation of the method.
    pub(super) fn described(&self) -> (&str, &str) {
        (&self.name, &self.docs)
    }
}
