//! Fields stand in the order of the description, which groups what belongs together; the engine sorts
//! them by name.

use syn::{Fields, Item};

use super::Draft;
use super::property_names::on_the_wire;
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        let Item::Struct(item) = item else { continue };
        let Some(order) = draft.properties.get(&item.ident.to_string()) else { continue };
        let Fields::Named(fields) = &mut item.fields else { continue };
        let mut sorted: Vec<_> = std::mem::take(&mut fields.named).into_iter().collect();
        // Fields that the description does not list, such as a flattened rest, come last.
        sorted.sort_by_cached_key(|field| {
            let wire = on_the_wire(field).unwrap_or_default();
            order.iter().position(|(_, known)| *known == wire).unwrap_or(usize::MAX)
        });
        fields.named = sorted.into_iter().collect();
    }
    Ok(())
}
