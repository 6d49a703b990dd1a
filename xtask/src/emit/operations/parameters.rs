//! Parameters: how each is taken, and which method of the call writes it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::arguments::{Argument, Goes, Taken, is_list, taken};
use super::short;
use crate::emit::ident;
use crate::model::{Location, Parameter, Writing};
use crate::refine::wire_type;

/// The argument of a parameter.
pub(super) fn parameter(parameter: &Parameter) -> Argument {
    let string: Type = syn::parse_quote!(::std::string::String);
    let ty = parameter.ty.as_ref().unwrap_or(&string);
    if parameter.location == Location::File {
        return file(parameter, ty);
    }
    let resolved = wire_type::resolve(ty);
    let adapter = resolved.adapter.map(|adapter| {
        let adapter = short(adapter);
        quote!(#adapter)
    });
    let goes = goes(parameter, is_list(&resolved.plain), adapter);
    Argument {
        name: parameter.rust_name.clone(),
        docs: parameter.docs.clone(),
        taken: taken(&short(resolved.plain), &parameter.rust_name),
        goes,
        null: (parameter.nullable && !parameter.required).then(String::new),
    }
}

/// How a value that is spelled by `adapter` gets into the call.
fn goes(parameter: &Parameter, is_list: bool, adapter: Option<TokenStream>) -> Goes {
    let name = &parameter.wire_name;
    let call = |method: TokenStream, before: TokenStream| Goes::Call { method, before, borrowed: true, adapter: None };
    let wrapped = |method: &str, before: TokenStream| {
        let method = ident(method);
        Goes::Call { method: quote!(#method), before, borrowed: true, adapter: adapter.clone() }
    };
    let place = ident(match parameter.location {
        Location::Path => "Path",
        Location::Header => "Header",
        Location::Cookie => "Cookie",
        _ => "Query",
    });
    match (parameter.location, parameter.writing) {
        (Location::Part, _) => match &parameter.media_type {
            Some(media_type) => wrapped("part_as", quote!(#name, #media_type,)),
            None => wrapped("part", quote!(#name,)),
        },
        (Location::Variable, _) => match adapter {
            Some(adapter) => call(quote!(variable_as::<#adapter, _>), quote!(#name,)),
            None => call(quote!(variable), quote!(#name,)),
        },
        (Location::Query, Writing::Json) => wrapped("query_json", quote!(#name,)),
        (_, Writing::Json) => wrapped("content_parameter", quote!(rt::Place::#place, #name,)),
        (_, Writing::Styled { style, explode, reserved }) => {
            let style = ident(style);
            let method = if reserved { "styled_reserved" } else { "styled" };
            wrapped(method, quote!(rt::Place::#place, rt::Style::#style, #explode, #name,))
        }
        (location, writing) => {
            let joined = match writing {
                Writing::Joined(",") if is_list && adapter.is_none() => Some(quote!(rt::wire::CommaList)),
                Writing::Joined(" ") if is_list && adapter.is_none() => Some(quote!(rt::wire::SpaceList)),
                _ => None,
            };
            let (with, without) = match location {
                Location::Path => ("path_as", "path"),
                Location::Header => ("header_as", "header"),
                Location::Cookie => ("cookie", "cookie"),
                _ => ("query_as", "query"),
            };
            match joined.or(adapter.clone()) {
                Some(adapter) if with != without => {
                    let method = ident(with);
                    call(quote!(#method::<#adapter, _>), quote!(#name,))
                }
                _ => wrapped(without, quote!(#name,)),
            }
        }
    }
}

/// A file, or several of them.
fn file(parameter: &Parameter, ty: &Type) -> Argument {
    let (name, rust_name) = (&parameter.wire_name, ident(&parameter.rust_name));
    let taken = if is_list(ty) {
        Taken { ty: quote!(impl IntoIterator<Item = impl Into<rt::FilePart>>), value: quote!(#rust_name) }
    } else {
        Taken { ty: quote!(impl Into<rt::FilePart>), value: quote!(#rust_name) }
    };
    let (method, before) = match (is_list(ty), &parameter.media_type) {
        (true, _) => (quote!(part_files), quote!(#name,)),
        (false, Some(media_type)) => (quote!(part_file_as), quote!(#name, #media_type,)),
        (false, None) => (quote!(part_file), quote!(#name,)),
    };
    Argument {
        name: parameter.rust_name.clone(),
        docs: parameter.docs.clone(),
        taken,
        goes: Goes::Call { method, before, borrowed: false, adapter: None },
        null: None,
    }
}
