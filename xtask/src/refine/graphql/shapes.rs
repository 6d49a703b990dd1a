//! The types of answers: what the engine wrote for each shape, with the names and documentation that
//! the schema has for it. Each gets a preliminary name; the good ones come when all are known.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Fields, FieldsNamed, Ident, Item, ItemEnum, ItemStruct, Type};

use super::leaves::{self, Leaves};
use super::{describe, field_names};
use crate::names;
use crate::normalise::graphql::Normalised;
use crate::normalise::graphql::answers::{Kind, Member, OTHER};
use crate::normalise::graphql::engine_view;
use crate::refine::docs::attributes_for;

/// What preliminary names begin with; no GraphQL name may.
const PLACEHOLDER: &str = "__Shape";

/// The name of a shape until it gets its own.
fn placeholder(id: usize) -> Ident {
    Ident::new(&format!("{PLACEHOLDER}{id}"), proc_macro2::Span::call_site())
}

/// The shape that a placeholder stands for.
pub(super) fn placed(ident: &Ident) -> Option<usize> {
    ident.to_string().strip_prefix(PLACEHOLDER)?.parse().ok()
}

/// Variants of an open type: Rust name, and name on the wire.
pub(super) struct OpenType {
    pub(super) known: Vec<(String, String)>,
    /// The variant for all other types.
    pub(super) other: String,
}

/// Makes the types of shapes.
pub(super) struct Shapes<'a> {
    leaves: Leaves<'a>,
    normalised: &'a Normalised,
    /// By the number of the shape.
    pub(super) items: BTreeMap<usize, Item>,
    /// The shapes that are open.
    pub(super) open: BTreeMap<usize, OpenType>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(leaves: Leaves<'a>, normalised: &'a Normalised) -> Self {
        Self { leaves, normalised, items: BTreeMap::new(), open: BTreeMap::new() }
    }

    /// Takes the types of these shapes from what the engine wrote; `None` where it left something out.
    pub(super) fn take(&mut self, ids: &[usize], types: &BTreeMap<String, Item>) -> Option<()> {
        for &id in ids {
            if self.items.contains_key(&id) {
                continue;
            }
            let shape = self.normalised.answers.shapes.get(id)?;
            let item = match &shape.kind {
                Kind::Members(members) => Item::Struct(self.structure(id, members, types)?),
                Kind::Open { variants, other } => Item::Enum(self.open_type(id, variants, *other)),
            };
            self.items.insert(id, item);
        }
        Some(())
    }

    fn structure(&self, id: usize, members: &[Member], types: &BTreeMap<String, Item>) -> Option<ItemStruct> {
        let mut fields: FieldsNamed = syn::parse_quote!({});
        let mut taken = BTreeSet::new();
        for (number, member) in members.iter().enumerate() {
            let Some(Item::Struct(written)) = types.get(&engine_view::shape(id)) else { return None };
            let name = engine_view::member(number);
            let written =
                written.fields.iter().find(|field| field.ident.as_ref().is_some_and(|ident| *ident == name))?;
            fields.named.push(self.field(written.clone(), member, &mut taken));
        }
        let ident = placeholder(id);
        let mut item: ItemStruct = syn::parse_quote! {
            #[derive(::serde::Serialize, ::serde::Deserialize)]
            pub struct #ident {}
        };
        item.fields = Fields::Named(fields);
        Some(item)
    }

    fn field(&self, mut field: syn::Field, member: &Member, taken: &mut BTreeSet<String>) -> syn::Field {
        let leaf: Type = match member.shape {
            Some(shape) => {
                let ident = placeholder(self.stand_in(shape));
                syn::parse_quote!(#ident)
            }
            None => self.leaves.of_member(member),
        };
        field.ty = leaves::with_leaf(&field.ty, &leaf);
        let optional = leaves::container(&field.ty).is_some_and(|(name, _)| name == "Option");
        if member.conditional && !optional {
            let ty = &field.ty;
            field.ty = syn::parse_quote!(::std::option::Option<#ty>);
        }
        field_names::set(&mut field, &member.wire, taken);
        field.attrs.splice(0..0, describe::member(&self.normalised.schema, member));
        field
    }

    /// An enum with a variant for each type that is told apart, and one for all others, also for those
    /// that the schema does not know yet.
    fn open_type(&mut self, id: usize, variants: &[(apollo_compiler::Name, usize)], other: usize) -> ItemEnum {
        let ident = placeholder(id);
        let mut item: ItemEnum = syn::parse_quote! {
            #[derive(Clone)]
            pub enum #ident {}
        };
        let mut taken = BTreeSet::new();
        let mut known = Vec::new();
        for (wire, shape) in variants {
            let name = names::unique(&mut taken, names::camel(wire));
            let (variant, inner) = (ident_of(&name), placeholder(self.stand_in(*shape)));
            let docs = attributes_for(&format!("It is a `{wire}`."));
            item.variants.push(syn::parse_quote!(#(#docs)* #variant(#inner)));
            known.push((name, wire.to_string()));
        }
        let name = if taken.contains(OTHER) { format!("{OTHER}Type") } else { OTHER.to_owned() };
        let name = names::unique(&mut taken, name);
        let (variant, inner) = (ident_of(&name), placeholder(self.stand_in(other)));
        let docs = attributes_for("It is of any other type, also of one that this version does not know.");
        item.variants.push(syn::parse_quote!(#(#docs)* #variant(#inner)));
        self.open.insert(id, OpenType { known, other: name });
        item
    }

    fn stand_in(&self, id: usize) -> usize {
        self.normalised.stand_ins.get(id).copied().unwrap_or(id)
    }
}

fn ident_of(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::call_site())
}

/// By this the runtime reads an open type.
pub(super) fn open_impl(ident: &Ident, open: &OpenType) -> Item {
    let other = ident_of(&open.other);
    let known = open.known.iter().map(|(name, wire)| {
        let name = ident_of(name);
        quote::quote!(#name = #wire)
    });
    syn::parse_quote!(rt::by_typename!(#ident, { #(#known),* }, #other);)
}
