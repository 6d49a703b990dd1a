//! Fields get the names of `client.toml`; the wire keeps its own.

use std::collections::BTreeSet;

use syn::{Field, Item};

use super::{Draft, serde_parts};
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
            let own = (!wanted.is_empty()).then(|| format!("{type_name}.{wire}"));
            let name = own.iter().chain([&wire]).find_map(|key| {
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
    serde_parts::text_of(field, "rename")
}

/// The name that a field has on the wire: its own where it says no other.
pub(super) fn on_the_wire(field: &Field) -> Option<String> {
    wire_name(field).or_else(|| field.ident.as_ref().map(plain))
}

pub(super) fn set_wire_name(field: &mut Field, wire: &str) {
    if wire_name(field).is_none() {
        serde_parts::prepend(field, serde_parts::pair("rename", wire));
    }
}
