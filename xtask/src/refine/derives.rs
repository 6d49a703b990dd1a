//! All types can be compared, and serde is reached through the runtime.

use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Path, Token};

use super::Draft;
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        let attributes = match item {
            Item::Struct(item) => {
                if item.fields.iter().all(|field| field.ident.is_some() && may_be_empty(&field.ty)) {
                    add_default(&mut item.attrs);
                }
                &mut item.attrs
            }
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        let uses_serde = attributes.iter_mut().any(complete);
        if uses_serde {
            let at = attributes
                .iter()
                .position(|attribute| attribute.path().is_ident("derive"))
                .map_or(attributes.len(), |at| at + 1);
            attributes.insert(at, syn::parse_quote!(#[serde(crate = "rt::serde")]));
        }
    }
    Ok(())
}

/// A type whose default is nothing.
fn may_be_empty(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else { return false };
    let last = path.path.segments.last().map(|last| last.ident.to_string());
    matches!(last.as_deref(), Some("Option" | "Vec" | "Map" | "BTreeMap"))
}

/// A struct that may be empty has a default, also where the engine gives it none.
fn add_default(attributes: &mut [Attribute]) {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        if let Ok(mut paths) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) {
            if !paths.iter().any(|path| path.is_ident("Default")) {
                paths.push(syn::parse_quote!(Default));
            }
            *attribute = syn::parse_quote!(#[derive(#paths)]);
        }
    }
}

/// Adds what a `derive` lacks, in one order for all types; tells whether it derives serde's traits.
fn complete(attribute: &mut Attribute) -> bool {
    if !attribute.path().is_ident("derive") {
        return false;
    }
    let Ok(paths) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else {
        return false;
    };
    let has = |name: &str| paths.iter().any(|path| path.segments.last().is_some_and(|last| last.ident == name));
    let mut names: Vec<Path> = vec![syn::parse_quote!(Clone), syn::parse_quote!(Debug)];
    for (name, path) in [
        ("Default", syn::parse_quote!(Default)),
        ("Copy", syn::parse_quote!(Copy)),
        ("Eq", syn::parse_quote!(Eq)),
        ("Hash", syn::parse_quote!(Hash)),
    ] {
        if has(name) {
            names.push(path);
        }
    }
    names.push(syn::parse_quote!(PartialEq));
    let serde = has("Serialize") || has("Deserialize");
    for (name, path) in [
        ("Serialize", syn::parse_quote!(rt::serde::Serialize)),
        ("Deserialize", syn::parse_quote!(rt::serde::Deserialize)),
    ] {
        if has(name) {
            names.push(path);
        }
    }
    *attribute = syn::parse_quote!(#[derive(#(#names),*)]);
    serde
}
