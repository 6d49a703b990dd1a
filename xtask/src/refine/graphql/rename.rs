//! Preliminary names of types become their final ones.

use std::collections::BTreeMap;

use syn::visit_mut::{self, VisitMut};
use syn::{Ident, Item};

use super::shapes::placed;

/// Replaces placeholders of shapes in `item`.
pub(super) fn placeholders(item: &mut Item, name: &dyn Fn(usize) -> Option<Ident>) {
    Rename(&|ident: &Ident| placed(ident).and_then(name)).visit_item_mut(item);
}

/// Gives types other names.
pub(super) fn types(items: &mut [Item], names: &BTreeMap<String, String>) {
    let name = |ident: &Ident| Some(Ident::new(names.get(&ident.to_string())?, ident.span()));
    for item in items {
        Rename(&name).visit_item_mut(item);
    }
}

struct Rename<'a>(&'a dyn Fn(&Ident) -> Option<Ident>);

impl VisitMut for Rename<'_> {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if let Some(name) = (self.0)(ident) {
            *ident = name;
        }
    }

    /// Fields are not types.
    fn visit_member_mut(&mut self, _: &mut syn::Member) {}

    fn visit_field_mut(&mut self, field: &mut syn::Field) {
        visit_mut::visit_type_mut(self, &mut field.ty);
    }
}
