//! Fields are called as Rust does; the wire keeps its own names.

use syn::{Field, Ident};

use crate::names;
use crate::refine::property_names::wire_name;

/// The name of the field on the wire, as the engine wrote it.
pub(super) fn on_wire(field: &Field) -> String {
    wire_name(field).unwrap_or_else(|| field.ident.as_ref().map(Ident::to_string).unwrap_or_default())
}

/// Gives the field its Rust name, and no attribute but the one that tells its name on the wire.
pub(super) fn set(field: &mut Field, wire: &str) {
    let name = names::snake(wire);
    field.attrs.clear();
    if name != wire {
        field.attrs.push(syn::parse_quote!(#[serde(rename = #wire)]));
    }
    field.ident = Some(Ident::new(&name, proc_macro2::Span::call_site()));
}
