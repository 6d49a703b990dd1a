//! Markers (see [`crate::normalise::wire_formats`]) resolved: the plain Rust type that a user sees,
//! and the adapter that knows the spelling on the wire.

use quote::quote;
use syn::{GenericArgument, Path, PathArguments, Type};

/// A type that has been resolved.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// What the user sees.
    pub plain: Type,
    /// How it is spelled on the wire, unless that is how it spells itself.
    pub adapter: Option<Type>,
}

/// Resolves all markers in a type.
pub fn resolve(ty: &Type) -> Resolved {
    let Type::Path(path) = ty else { return as_is(ty) };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["wire", adapter] => wire(adapter, &path.path),
        ["enums", name] => {
            let name = syn::Ident::new(name, proc_macro2::Span::call_site());
            as_is(&syn::parse_quote!(types::#name))
        }
        ["hand", ..] => {
            let rest = path.path.segments.iter().skip(1);
            as_is(&syn::parse_quote!(crate::#(#rest)::*))
        }
        _ => container(&path.path),
    }
}

fn as_is(ty: &Type) -> Resolved {
    Resolved { plain: ty.clone(), adapter: None }
}

fn adapted(plain: Type, adapter: Type) -> Resolved {
    Resolved { plain, adapter: Some(adapter) }
}

fn wire(adapter: &str, path: &Path) -> Resolved {
    let name = syn::Ident::new(adapter, proc_macro2::Span::call_site());
    let inner = arguments(path).first().map(resolve);
    let simple: Type = syn::parse_quote!(rt::wire::#name);
    match (adapter, inner) {
        ("OneOrMany", Some(inner)) => {
            let plain = &inner.plain;
            let same: Type = syn::parse_quote!(rt::Same);
            let adapter = inner.adapter.unwrap_or(same);
            adapted(syn::parse_quote!(::std::vec::Vec<#plain>), syn::parse_quote!(rt::wire::OneOrMany<#adapter>))
        }
        (_, Some(inner)) => adapted(inner.plain, simple),
        ("SecretText", None) => adapted(syn::parse_quote!(rt::Secret), syn::parse_quote!(rt::SecretText)),
        ("BoolDigit", None) => adapted(syn::parse_quote!(bool), simple),
        ("Base64", None) => adapted(syn::parse_quote!(::std::vec::Vec<u8>), simple),
        ("CommaList" | "SpaceList", None) => adapted(syn::parse_quote!(::std::vec::Vec<::std::string::String>), simple),
        (_, None) => adapted(syn::parse_quote!(::chrono::DateTime<::chrono::offset::Utc>), simple),
    }
}

/// Option, list, map and box are resolved inside.
fn container(path: &Path) -> Resolved {
    let inner: Vec<Resolved> = arguments(path).iter().map(resolve).collect();
    let mut plain = path.clone();
    if let Some(last) = plain.segments.last_mut()
        && let PathArguments::AngleBracketed(arguments) = &mut last.arguments
    {
        let types = arguments.args.iter_mut().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        for (ty, resolved) in types.zip(&inner) {
            *ty = resolved.plain.clone();
        }
    }
    let adapter = inner.iter().any(|inner| inner.adapter.is_some()).then(|| {
        let parts = inner.iter().map(|inner| match &inner.adapter {
            Some(adapter) => quote!(#adapter),
            None => quote!(rt::Same),
        });
        let mut bare = path.clone();
        if let Some(last) = bare.segments.last_mut() {
            last.arguments = PathArguments::None;
        }
        syn::parse_quote!(#bare<#(#parts),*>)
    });
    Resolved { plain: syn::parse_quote!(#plain), adapter }
}

fn arguments(path: &Path) -> Vec<Type> {
    let Some(PathArguments::AngleBracketed(arguments)) = path.segments.last().map(|last| &last.arguments) else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.collect()
}

/// The type inside of `Option<..>`.
pub fn optional(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    (last.ident == "Option").then(|| arguments(&path.path).into_iter().next())?
}
