//! What the description says nothing about gets at least its name on the wire.

use syn::{Attribute, Fields, Item};

use super::docs::attributes_for;
use super::property_names::wire_name;
use super::{Draft, serde_parts};
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
        if has_docs(&field.attrs) {
            continue;
        }
        let text = if serde_parts::has(field, "flatten") {
            "Properties that the description does not list.".to_owned()
        } else {
            format!("`{}` on the wire.", wire_name(field).unwrap_or_else(|| ident.to_string()))
        };
        field.attrs.splice(0..0, attributes_for(&text));
    }
}

fn ensure(attributes: &mut Vec<Attribute>, text: impl FnOnce() -> String) {
    if !has_docs(attributes) {
        attributes.splice(0..0, attributes_for(&text()));
    }
}

fn has_docs(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc"))
}
