//! What the description says nothing about gets at least its name on the wire.

use syn::{Attribute, Fields, Item};

use super::Draft;
use super::property_names::{serde_metas, wire_name};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                ensure(&mut item.attrs, || format!("`{name}` of the API; its description says no more."));
                fields(&mut item.fields);
            }
            Item::Enum(item) => {
                let name = item.ident.to_string();
                ensure(&mut item.attrs, || format!("`{name}` of the API: one of several shapes."));
                for variant in &mut item.variants {
                    let shape = variant.ident.to_string();
                    ensure(&mut variant.attrs, || format!("The shape `{shape}`."));
                    if matches!(variant.fields, Fields::Named(_)) {
                        fields(&mut variant.fields);
                    }
                }
            }
            Item::Type(item) => {
                let name = item.ident.to_string();
                ensure(&mut item.attrs, || format!("`{name}` of the API; its description says no more."));
            }
            Item::Mod(item) => ensure(&mut item.attrs, || "What the types of this module need.".to_owned()),
            _ => {}
        }
    }
    Ok(())
}

fn fields(fields: &mut Fields) {
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let wire = wire_name(field).unwrap_or_else(|| ident.to_string());
        let flattened =
            field.attrs.iter().filter_map(serde_metas).flatten().any(|part| part.path().is_ident("flatten"));
        ensure(&mut field.attrs, || {
            if flattened {
                "Properties that the description does not list.".to_owned()
            } else {
                format!("`{wire}` on the wire.")
            }
        });
    }
}

fn ensure(attributes: &mut Vec<Attribute>, text: impl FnOnce() -> String) {
    if !attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
        let text = text();
        attributes.insert(0, syn::parse_quote!(#[doc = #text]));
    }
}
