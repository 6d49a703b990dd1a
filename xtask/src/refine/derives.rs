//! All types can be compared, and serde is reached through the runtime.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Item, Meta};

use super::Draft;
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut written = BTreeMap::new();
    for item in &mut draft.items {
        let (attributes, may_be_empty) = match item {
            Item::Struct(item) => {
                let may_be_empty = item.fields.iter().all(|field| field.ident.is_some() && may_be_empty(&field.ty));
                (&mut item.attrs, may_be_empty)
            }
            Item::Enum(item) => (&mut item.attrs, false),
            _ => continue,
        };
        let derive = attributes.iter().enumerate().find_map(|(at, attribute)| Some((at, Traits::of(attribute)?)));
        let Some((at, mut traits)) = derive else { continue };
        // A struct that may be empty has a default, also where the engine gives it none.
        traits.0[DEFAULT] |= may_be_empty;
        let uses_serde = traits.0[SERIALIZE] || traits.0[DESERIALIZE];
        let new = written.entry(traits).or_insert_with_key(Traits::attributes);
        attributes.splice(at..=at, new.iter().take(1 + usize::from(uses_serde)).cloned());
    }
    Ok(())
}

/// A type whose default is nothing.
fn may_be_empty(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|last| ["Option", "Vec", "Map", "BTreeMap"].iter().any(|name| last.ident == name))
        || super::wire_type::nullable(ty).is_some()
}

/// The traits that types derive, by name, and as they are written. The order is that of all types.
const TRAITS: [(&str, &str); 9] = [
    ("Clone", "Clone"),
    ("Debug", "Debug"),
    ("Default", "Default"),
    ("Copy", "Copy"),
    ("Eq", "Eq"),
    ("Hash", "Hash"),
    ("PartialEq", "PartialEq"),
    ("Serialize", "rt::serde::Serialize"),
    ("Deserialize", "rt::serde::Deserialize"),
];
const DEFAULT: usize = 2;
const SERIALIZE: usize = 7;
const DESERIALIZE: usize = 8;

/// Which of them a type derives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Traits([bool; TRAITS.len()]);

impl Traits {
    /// Those of a `derive`, and those that all types have.
    fn of(attribute: &Attribute) -> Option<Self> {
        let Meta::List(list) = &attribute.meta else { return None };
        if !list.path.is_ident("derive") {
            return None;
        }
        let mut traits = Self(TRAITS.map(|(name, _)| matches!(name, "Clone" | "Debug" | "PartialEq")));
        for token in list.tokens.clone() {
            // Names of modules are none of these.
            let TokenTree::Ident(ident) = token else { continue };
            if let Some(known) = TRAITS.iter().position(|(name, _)| ident == name) {
                traits.0[known] = true;
            }
        }
        Some(traits)
    }

    /// The `derive`, and what reaches serde through the runtime.
    fn attributes(&self) -> Vec<Attribute> {
        let chosen = TRAITS.iter().zip(self.0).filter(|(_, chosen)| *chosen);
        let paths = chosen.filter_map(|((_, path), _)| path.parse::<TokenStream>().ok());
        vec![syn::parse_quote!(#[derive(#(#paths),*)]), syn::parse_quote!(#[serde(crate = "rt::serde")])]
    }
}
