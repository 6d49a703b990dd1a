//! Fields get back the names that their properties have on the wire: the engine saw those of Rust.

use syn::{Fields, Ident, Item};

use super::property_names::{on_the_wire, set_wire_name};
use super::{Draft, serde_parts};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        let Item::Struct(item) = item else { continue };
        let Some(properties) = draft.properties.get(&item.ident.to_string()) else { continue };
        let Fields::Named(fields) = &mut item.fields else { continue };
        for field in &mut fields.named {
            let (Some(ident), Some(key)) = (field.ident.clone(), on_the_wire(field)) else { continue };
            let Some((key, wire)) = properties.iter().find(|(known, _)| *known == key) else { continue };
            serde_parts::remove(field, &["rename"]);
            if ident != key {
                field.ident = Some(Ident::new(key, ident.span()));
            }
            if key != wire {
                set_wire_name(field, wire);
            }
        }
    }
    Ok(())
}
