//! The types of answers: the engine's structs with the selection sets that they were made from, found
//! by walking both at once. Each gets a preliminary name; the good ones come when all are known.

use std::collections::BTreeMap;

use apollo_compiler::Name;
use apollo_compiler::executable::{Field, Selection, SelectionSet};
use syn::{Fields, Ident, Item, Type};

use super::engine_types::EngineTypes;
use super::leaves::{self, Leaves};
use super::{describe, field_names, open_types};
use crate::normalise::graphql::selections;

/// A type of an answer.
#[derive(Debug)]
pub(super) struct Shape {
    /// The operation or fragment that it belongs to.
    pub(super) origin: Origin,
    /// Names of the fields, aliases included, that lead to it.
    pub(super) path: Vec<String>,
    /// The GraphQL type.
    pub(super) ty: Name,
    /// The struct or enum. Shapes that it names are called by [`placeholder`].
    pub(super) item: Item,
}

/// What a shape belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// An operation, by its name on the wire.
    Operation(String),
    /// A fragment.
    Fragment(String),
}

impl Shape {
    /// Whether it is the whole answer of an operation.
    pub(super) fn is_root(&self) -> bool {
        self.path.is_empty() && matches!(self.origin, Origin::Operation(_))
    }

    /// The fragment that it is, if it is one.
    pub(super) fn fragment(&self) -> Option<&str> {
        match &self.origin {
            Origin::Fragment(name) if self.path.is_empty() => Some(name),
            _ => None,
        }
    }
}

/// What preliminary names begin with; no GraphQL name may.
pub(super) const PLACEHOLDER: &str = "__Shape";

/// The name of a shape until it gets its own.
pub(super) fn placeholder(id: usize) -> Ident {
    Ident::new(&format!("{PLACEHOLDER}{id}"), proc_macro2::Span::call_site())
}

/// The shape that a placeholder stands for.
pub(super) fn placed(ident: &Ident) -> Option<usize> {
    ident.to_string().strip_prefix(PLACEHOLDER)?.parse().ok()
}

/// Walks operations and collects their shapes.
pub(super) struct Collector<'a> {
    leaves: Leaves<'a>,
    fragments: BTreeMap<Name, usize>,
    pub(super) shapes: Vec<Option<Shape>>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(leaves: Leaves<'a>) -> Self {
        Self { leaves, fragments: BTreeMap::new(), shapes: Vec::new() }
    }

    /// The shape of an operation's answer; `None` where the engine left something out.
    pub(super) fn operation(&mut self, name: &str, types: &mut EngineTypes) -> Option<usize> {
        let document = &self.leaves.normalised.engine_document;
        let set = document.operations.named.get(name)?.selection_set.clone();
        let origin = Origin::Operation(name.to_owned());
        self.shape("ResponseData", &set, &origin, &[], types)
    }

    fn fragment(&mut self, name: &Name, types: &mut EngineTypes) -> Option<usize> {
        if let Some(&known) = self.fragments.get(name) {
            return Some(known);
        }
        let set = self.leaves.normalised.engine_document.fragments.get(name)?.selection_set.clone();
        let origin = Origin::Fragment(name.to_string());
        let id = self.shape(name, &set, &origin, &[], types)?;
        self.fragments.insert(name.clone(), id);
        Some(id)
    }

    pub(super) fn shape(
        &mut self,
        engine_name: &str,
        set: &SelectionSet,
        origin: &Origin,
        path: &[String],
        types: &mut EngineTypes,
    ) -> Option<usize> {
        let mut item = types.take(engine_name)?;
        if let (Item::Type(_), Some(Selection::FragmentSpread(spread))) = (&item, set.selections.first()) {
            return self.fragment(&spread.fragment_name, types);
        }
        // The place is taken before the inner shapes get theirs: outer shapes come first.
        let id = self.shapes.len();
        self.shapes.push(None);
        match &mut item {
            Item::Struct(item) => {
                item.ident = placeholder(id);
                item.attrs = syn::parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]);
                if let Fields::Named(fields) = &mut item.fields {
                    // What is not selected is the engine's enum of types beside fields that all have.
                    fields.named = std::mem::take(&mut fields.named)
                        .into_iter()
                        .filter_map(|mut field| {
                            let key = field_names::on_wire(&field);
                            let selected = set.fields().find(|selected| selected.response_key() == key.as_str())?;
                            self.field(&mut field, selected, set, origin, path, types)?;
                            Some(field)
                        })
                        .collect();
                }
            }
            Item::Enum(item) => {
                item.ident = placeholder(id);
                open_types::open(self, item, set, origin, path, types);
            }
            _ => return None,
        }
        if let Some(place) = self.shapes.get_mut(id) {
            *place = Some(Shape { origin: origin.clone(), path: path.to_vec(), ty: set.ty.clone(), item });
        }
        Some(id)
    }

    fn field(
        &mut self,
        field: &mut syn::Field,
        selected: &Field,
        set: &SelectionSet,
        origin: &Origin,
        path: &[String],
        types: &mut EngineTypes,
    ) -> Option<()> {
        let wire = selections::wire_name(selected);
        let leaf: Type = if selected.selection_set.is_empty() {
            let definition = self.leaves.normalised.engine_schema.type_field(&set.ty, &selected.name).ok();
            let ty = definition.map_or_else(|| selected.ty().clone(), |definition| definition.ty.clone());
            self.leaves.inside(ty.inner_named_type())
        } else {
            let engine_name = match leaves::leaf(&field.ty) {
                Type::Path(path) => path.path.segments.last()?.ident.to_string(),
                _ => return None,
            };
            let mut path = path.to_vec();
            path.push(wire.to_owned());
            let id = self.shape(&engine_name, &selected.selection_set, origin, &path, types)?;
            let ident = placeholder(id);
            syn::parse_quote!(#ident)
        };
        field.ty = leaves::with_leaf(&field.ty, &leaf);
        let optional = leaves::container(&field.ty).is_some_and(|(name, _)| name == "Option");
        if selections::is_conditional(selected) && !optional {
            let ty = &field.ty;
            field.ty = syn::parse_quote!(::std::option::Option<#ty>);
        }
        field_names::set(field, wire);
        field.attrs.splice(0..0, describe::field(&self.leaves.normalised.schema, selected));
        Some(())
    }
}
