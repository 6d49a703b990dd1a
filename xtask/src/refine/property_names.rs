//! Fields get the names of `client.toml`; the wire keeps its own.

use std::collections::BTreeSet;

use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Item, LitStr, Meta, Token};

use super::Draft;
use crate::error::{Error, Place, Result};
use crate::names;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let wanted = &draft.client.names.properties;
    let mut unused: BTreeSet<&String> = wanted.keys().collect();
    for item in &mut draft.items {
        let Item::Struct(item) = item else { continue };
        let type_name = item.ident.to_string();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for field in &mut item.fields {
            let Some(ident) = field.ident.clone() else { continue };
            let wire = wire_name(field).unwrap_or_else(|| plain(&ident));
            let own = format!("{type_name}.{wire}");
            let name = [&own, &wire].into_iter().find_map(|key| {
                let (key, name) = wanted.get_key_value(key)?;
                unused.remove(key);
                Some(name.clone())
            });
            let name = names::unique(&mut taken, name.unwrap_or_else(|| plain(&ident)));
            if name != plain(&ident) {
                field.ident = Some(syn::Ident::new(&name, ident.span()));
                set_wire_name(field, &wire);
            }
        }
    }
    match unused.into_iter().next() {
        None => Ok(()),
        Some(key) => Err(Error::new(draft.client_file, "no generated type has this property")
            .at(Place::Key(format!("names.properties.\"{key}\"")))
            .help("name it as the wire does, alone or as `Type.property`; remove the line if the property is gone")),
    }
}

fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text).to_owned()
}

/// The name that a field has on the wire, where it says so itself.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    field.attrs.iter().find_map(|attribute| {
        let metas = serde_metas(attribute)?;
        metas.iter().find_map(|meta| match meta {
            Meta::NameValue(pair) if pair.path.is_ident("rename") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
    })
}

pub(super) fn set_wire_name(field: &mut Field, wire: &str) {
    if wire_name(field).is_none() {
        let wire = LitStr::new(wire, proc_macro2::Span::call_site());
        change_serde(field, |parts| parts.insert(0, syn::parse_quote!(rename = #wire)));
    }
}

/// The parts of a `#[serde(..)]` attribute.
pub(super) fn serde_metas(attribute: &Attribute) -> Option<Punctuated<Meta, Token![,]>> {
    if !attribute.path().is_ident("serde") {
        return None;
    }
    attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
}

/// Adds a part to the field's `#[serde(..)]` attribute, which all parts share.
pub(super) fn add_serde(field: &mut Field, part: Meta) {
    change_serde(field, |parts| parts.push(part));
}

/// Changes the parts of the field's `#[serde(..)]` attribute.
pub(super) fn change_serde(field: &mut Field, change: impl FnOnce(&mut Vec<Meta>)) {
    let mut parts = Vec::new();
    field.attrs.retain(|attribute| match serde_metas(attribute) {
        Some(metas) => {
            parts.extend(metas);
            false
        }
        None => true,
    });
    change(&mut parts);
    if !parts.is_empty() {
        field.attrs.push(syn::parse_quote!(#[serde(#(#parts),*)]));
    }
}
