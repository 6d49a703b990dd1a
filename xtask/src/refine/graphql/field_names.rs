//! Fields are called as Rust does; the wire keeps its own names.

use std::collections::BTreeSet;

use syn::{Field, Ident};

use crate::names;

/// Gives the field its Rust name, which no other field of the struct has, and no attribute but the one
/// that tells its name on the wire.
pub(super) fn set(field: &mut Field, wire: &str, taken: &mut BTreeSet<String>) {
    let name = names::unique(taken, names::snake(wire));
    field.attrs.clear();
    if name != wire {
        field.attrs.push(syn::parse_quote!(#[serde(rename = #wire)]));
    }
    field.ident = Some(Ident::new(&name, proc_macro2::Span::call_site()));
}
