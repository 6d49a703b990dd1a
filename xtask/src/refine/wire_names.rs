//! Fields get back the names that their properties have on the wire: the engine saw those of Rust.

use syn::{Fields, Ident, Item};

use super::property_names::{set_wire_name, wire_name};
use super::{Draft, serde_parts};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        let Item::Struct(item) = item else { continue };
        let Some(properties) = draft.properties.get(&item.ident.to_string()) else { continue };
        let Fields::Named(fields) = &mut item.fields else { continue };
        for field in &mut fields.named {
            let Some(ident) = field.ident.clone() else { continue };
            let key = wire_name(field).unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned());
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
