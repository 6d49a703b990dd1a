//! The program of a document: for each operation a function that makes the call of a case with the generated
//! builder and gives back what came of it. It uses the crate as its users do.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Item, Type};

use super::seed::argument_name;
use crate::emit::ident;
use crate::emit::operations::answers::{enum_name, only_streams, variant_name};
use crate::emit::operations::arguments::{Argument, Goes, Held, Known, arguments, is_list};
use crate::emit::operations::short;
use crate::error::{Error, Result};
use crate::model::{Answer, Api, Location, Media, Operation, Parameter};
use crate::refine::wire_type;

/// The text of a program for the crate whose library has this name.
pub(super) fn text(api: &Api, items: &[Item], library: &str) -> Result<String> {
    let library = ident(library);
    let known = Known::of(api, items);
    let functions = api.operations.iter().enumerate().map(|(index, operation)| function(operation, index, &known));
    let functions = functions.collect::<Result<Vec<_>>>()?;
    let names = (0..api.operations.len()).map(function_name);
    let tokens = quote! {
        #![allow(deprecated, unused_mut, unused_imports, unused_variables, clippy::all, missing_docs)]

        use clientwright_truth::{Called, Case, rt};
        use #library::{Client, operations, types};

        /// Makes the call of a case.
        pub fn call(client: Client, operation: usize, case: Case) -> Called {
            const OPERATIONS: &[fn(Client, Case) -> Called] = &[#(#names),*];
            OPERATIONS[operation](client, case)
        }

        #(#functions)*
    };
    let mut file: syn::File =
        syn::parse2(tokens).map_err(|error| Error::new("the program", format!("it does not parse: {error}")))?;
    InCrate(library).visit_file_mut(&mut file);
    Ok(prettyplease::unparse(&file))
}

/// The end of a program that stands for itself.
pub(super) const MAIN: &str = "\nfn main() -> std::process::ExitCode {\n    clientwright_truth::main(call)\n}\n";

fn function_name(index: usize) -> syn::Ident {
    ident(&format!("operation_{index}"))
}

fn function(operation: &Operation, index: usize, known: &Known<'_>) -> Result<TokenStream> {
    let given = arguments(operation, known);
    let name = function_name(index);
    let method = ident(&operation.rust_name);
    let body = body(operation)?;
    let required = given.required.iter().map(|argument| {
        let (value, fallible) = value(operation, argument);
        if fallible { quote!(#value?) } else { value }
    });
    let setters = given.optional.iter().map(|argument| setter(operation, argument));
    let end = end(operation)?;
    Ok(quote! {
        fn #name(client: Client, case: Case) -> Called {
            Box::pin(async move {
                #body
                let mut call = client.#method(#(#required),*);
                #(#setters)*
                #end
            })
        }
    })
}

/// The body as the type that the method takes, whole or taken apart.
fn body(operation: &Operation) -> Result<Option<TokenStream>> {
    let Some(body) = &operation.body else { return Ok(None) };
    Ok(match &body.media {
        Media::Json | Media::Form => {
            let ty = body.ty.as_ref().ok_or_else(|| Error::new("the program", "the body has no type"))?;
            let ty = short(wire_type::resolve(ty).plain);
            Some(quote!(let body: #ty = case.body()?;))
        }
        Media::Multipart | Media::Empty => None,
        _ => Some(quote!(let body = case.body_bytes();)),
    })
}

/// The value of an argument, and whether making it may fail.
fn value(operation: &Operation, argument: &Argument) -> (TokenStream, bool) {
    let name = ident(&argument.name);
    match (&argument.goes, parameter(operation, argument)) {
        (Goes::Body(_), _) => (quote!(body.#name), false),
        (_, None) => (quote!(body), false),
        (_, Some(parameter)) => {
            let wire = argument_name(parameter.location, &parameter.wire_name);
            match (parameter.location, is_list(&parameter_type(parameter).plain)) {
                (Location::File, true) => (quote!(case.files(#wire)), false),
                (Location::File, false) => (quote!(case.file(#wire)), false),
                _ => {
                    let (ty, adapter) = typed(&parameter_type(parameter));
                    (quote!(case.required::<#ty, #adapter>(#wire)), true)
                }
            }
        }
    }
}

/// What is optional is set if the case has it.
fn setter(operation: &Operation, argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    match (&argument.goes, parameter(operation, argument)) {
        (Goes::Body(Held::Optional), _) => quote! {
            if let Some(value) = body.#name {
                call = call.#name(value);
            }
        },
        (Goes::Body(Held::Nullable), _) => {
            let null = argument.null.as_deref().map(ident).map(|null| quote!(call = call.#null();));
            quote! {
                match body.#name {
                    rt::Nullable::Absent => {}
                    rt::Nullable::Null => { #null }
                    rt::Nullable::Value(value) => call = call.#name(value),
                }
            }
        }
        (Goes::Body(Held::Plain), _) => quote!(call = call.#name(body.#name);),
        (_, None) => quote!(call = call.#name(body);),
        (_, Some(parameter)) => {
            let wire = argument_name(parameter.location, &parameter.wire_name);
            if parameter.location == Location::File {
                let (value, _) = value(operation, argument);
                return quote! {
                    if case.has(#wire) {
                        call = call.#name(#value);
                    }
                };
            }
            let (ty, adapter) = typed(&parameter_type(parameter));
            quote! {
                if let Some(value) = case.optional::<#ty, #adapter>(#wire)? {
                    call = call.#name(value);
                }
            }
        }
    }
}

/// The parameter that an argument is; `None`: it is the body or a part of it.
fn parameter<'a>(operation: &'a Operation, argument: &Argument) -> Option<&'a Parameter> {
    let is_body = matches!(argument.goes, Goes::Body(_));
    operation.parameters.iter().find(|parameter| parameter.rust_name == argument.name && !is_body)
}

fn parameter_type(parameter: &Parameter) -> wire_type::Resolved {
    let string: Type = syn::parse_quote!(::std::string::String);
    wire_type::resolve(parameter.ty.as_ref().unwrap_or(&string))
}

/// Plain type and adapter.
fn typed(resolved: &wire_type::Resolved) -> (TokenStream, TokenStream) {
    let adapter = match &resolved.adapter {
        Some(adapter) => short(adapter.clone()).into_token_stream(),
        None => quote!(rt::Same),
    };
    (short(resolved.plain.clone()).into_token_stream(), adapter)
}

/// Sends the call and gives back what it was answered.
fn end(operation: &Operation) -> Result<TokenStream> {
    let stream = operation.stream.as_ref().map(|stream| {
        let read = if stream.media == Media::Events { quote!(events) } else { quote!(lines) };
        let send = if only_streams(operation) { quote!(send) } else { quote!(send_stream) };
        quote!(clientwright_truth::#read(call.#send().await?.into_inner()).await)
    });
    if let (Some(stream), true) = (&stream, only_streams(operation)) {
        return Ok(quote!(#stream));
    }
    let stream = stream.map(|stream| {
        quote! {
            if case.is_streamed() {
                return #stream;
            }
        }
    });
    let good = match operation.answers.as_slice() {
        [only] => {
            let read = read(operation, only, &quote!(&answer))?;
            quote!(#read)
        }
        several => {
            let name = ident(&enum_name(operation));
            let arms = several.iter().map(|answer| {
                let status = answer.statuses.first().map_or("200", String::as_str);
                let variant = ident(&variant_name(status));
                let read = read(operation, answer, &quote!(&answer))?;
                Ok(if answer.media == Media::Empty {
                    quote!(operations::#name::#variant => #read)
                } else {
                    quote!(operations::#name::#variant(answer) => #read)
                })
            });
            let arms = arms.collect::<Result<Vec<_>>>()?;
            quote! {
                match answer {
                    #(#arms,)*
                    _ => clientwright_truth::nothing(),
                }
            }
        }
    };
    let mut bad = Vec::new();
    let mut otherwise = quote!(_ => clientwright_truth::no_error(error));
    for (status, ty) in &operation.errors {
        let ty = ident(ty);
        let read = quote!(clientwright_truth::error::<types::#ty>(&error));
        match status.parse::<u16>() {
            Ok(code) => bad.insert(0, quote!(Some(#code) => #read)),
            Err(_) if status == "default" => otherwise = quote!(Some(400..) => #read, #otherwise),
            Err(_) => {
                let hundred = status.chars().next().and_then(|first| first.to_digit(10)).unwrap_or(4) as u16 * 100;
                let last = hundred + 99;
                bad.push(quote!(Some(#hundred..=#last) => #read));
            }
        }
    }
    Ok(quote! {
        #stream
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                #good
            }
            Err(error) => match error.status().map(|status| status.as_u16()) {
                #(#bad,)*
                #otherwise
            },
        }
    })
}

/// An answer as JSON.
fn read(operation: &Operation, answer: &Answer, place: &TokenStream) -> Result<TokenStream> {
    Ok(match &answer.media {
        Media::Empty | Media::Multipart => quote!(clientwright_truth::nothing()),
        Media::Text(_) => quote!(clientwright_truth::text(#place)),
        Media::Json => {
            let ty = answer.ty.as_ref();
            let ty = ty.ok_or_else(|| Error::new(operation.path.as_str(), "the answer has no type"))?;
            let (ty, adapter) = typed(&wire_type::resolve(ty));
            quote!(clientwright_truth::json_as::<#ty, #adapter>(#place))
        }
        _ => quote!(clientwright_truth::bytes(#place)),
    })
}

/// What the crate calls `crate` has its name here.
struct InCrate(syn::Ident);

impl VisitMut for InCrate {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let Some(first) = path.segments.first_mut()
            && first.ident == "crate"
        {
            first.ident = self.0.clone();
        }
        visit_mut::visit_path_mut(self, path);
    }
}
