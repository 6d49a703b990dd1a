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
    let mut plain = ty.clone();
    let adapter = take(&mut plain);
    Resolved { plain, adapter }
}

/// Makes a type the plain one, and tells how it is spelled on the wire.
pub(super) fn take(ty: &mut Type) -> Option<Type> {
    let Type::Path(path) = &mut *ty else { return None };
    let path = &mut path.path;
    let first = path.segments.first()?;
    let resolved = match path.segments.len() {
        2 if first.ident == "wire" => wire(&path.segments[1].ident.to_string(), path),
        2 if first.ident == "enums" => {
            let name = &path.segments[1].ident;
            as_is(syn::parse_quote!(types::#name))
        }
        _ if first.ident == "hand" => {
            let rest = path.segments.iter().skip(1);
            as_is(syn::parse_quote!(crate::#(#rest)::*))
        }
        _ => return container(path),
    };
    *ty = resolved.plain;
    resolved.adapter
}

fn as_is(plain: Type) -> Resolved {
    Resolved { plain, adapter: None }
}

fn adapted(plain: Type, adapter: Type) -> Resolved {
    Resolved { plain, adapter: Some(adapter) }
}

fn wire(adapter: &str, path: &Path) -> Resolved {
    let name = syn::Ident::new(adapter, proc_macro2::Span::call_site());
    let inner = arguments(path).next().map(resolve);
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
fn container(path: &mut Path) -> Option<Type> {
    let PathArguments::AngleBracketed(arguments) = &mut path.segments.last_mut()?.arguments else { return None };
    let types = arguments.args.iter_mut().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let inner: Vec<Option<Type>> = types.map(take).collect();
    if inner.iter().all(Option::is_none) {
        return None;
    }
    let parts = inner.iter().map(|adapter| match adapter {
        Some(adapter) => quote!(#adapter),
        None => quote!(rt::Same),
    });
    let mut bare = path.clone();
    if let Some(last) = bare.segments.last_mut() {
        last.arguments = PathArguments::None;
    }
    Some(syn::parse_quote!(#bare<#(#parts),*>))
}

fn arguments(path: &Path) -> impl Iterator<Item = &Type> {
    let arguments = match path.segments.last().map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The type inside of `Option<..>`.
pub fn optional(ty: &Type) -> Option<&Type> {
    inside(ty, "Option")
}

/// The type inside of `Box<..>`, `Vec<..>` or another container of this name.
pub(crate) fn inside<'a>(ty: &'a Type, container: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().filter(|last| last.ident == container)?;
    arguments(&path.path).next()
}

/// The type inside of `rt::Nullable<..>`.
pub fn nullable(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let segments = &path.path.segments;
    let ours = segments.len() == 2 && segments[0].ident == "rt" && segments[1].ident == "Nullable";
    ours.then(|| arguments(&path.path).next())?
}
