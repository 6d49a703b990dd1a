//! A union with a text among its shapes can be made from a text.

use syn::{Fields, Item};

use super::Draft;
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut added = Vec::new();
    for item in &draft.items {
        let Item::Enum(item) = item else { continue };
        let (name, mut texts) = (&item.ident, Vec::new());
        for variant in &item.variants {
            if let Fields::Unnamed(fields) = &variant.fields
                && let (Some(field), 1) = (fields.unnamed.first(), fields.unnamed.len())
                && field.ty == syn::parse_quote!(::std::string::String)
            {
                texts.push(&variant.ident);
            }
        }
        let [variant] = texts.as_slice() else { continue };
        let by_engine = draft.items.iter().any(|other| converts_text(other, name));
        if !by_engine {
            added.push((
                name.to_string(),
                syn::parse_quote! {
                    impl ::std::convert::From<::std::string::String> for #name {
                        fn from(value: ::std::string::String) -> Self {
                            Self::#variant(value)
                        }
                    }
                },
            ));
        }
        added.push((
            name.to_string(),
            syn::parse_quote! {
                impl ::std::convert::From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self::#variant(value.to_owned())
                    }
                }
            },
        ));
    }
    for (name, block) in added {
        let at = draft.items.iter().position(|item| matches!(item, Item::Enum(item) if item.ident == name));
        draft.items.insert(at.map_or(draft.items.len(), |at| at + 1), block);
    }
    Ok(())
}

fn converts_text(item: &Item, name: &syn::Ident) -> bool {
    let Item::Impl(block) = item else { return false };
    let Some((path, _)) = &block.trait_ else { return false };
    *path == syn::parse_quote!(::std::convert::From<::std::string::String>)
        && *block.self_ty == syn::parse_quote!(#name)
}
