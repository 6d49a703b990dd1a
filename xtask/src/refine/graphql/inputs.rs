//! Input objects: structs whose optional fields are left out when they are not set, and are null where that is said.

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::ast::InputValueDefinition;
use apollo_compiler::schema::InputObjectType;
use syn::{Fields, Ident, Item, Type};

use super::leaves::{self, Leaves};
use super::{describe, field_names};
use crate::names;
use crate::normalise::graphql::deprecation;
use crate::normalise::graphql::engine_view;
use crate::refine::docs::attributes_for;
use crate::refine::{nullable_fields, wire_type};

/// Takes the input objects out of the engine's types, by their names in the schema.
pub(super) fn take(leaves: &Leaves<'_>, types: &BTreeMap<String, Item>) -> Vec<(String, Item)> {
    let mut inputs = Vec::new();
    for (number, graphql) in leaves.normalised.inputs.iter().enumerate() {
        let described = leaves.normalised.schema.get_input_object(graphql);
        let written = types.get(&engine_view::input(number)).cloned();
        if let (Some(described), Some(mut item)) = (described, written) {
            refine(leaves, described, &mut item);
            inputs.push((graphql.to_string(), item));
        }
    }
    inputs
}

fn refine(leaves: &Leaves<'_>, input: &InputObjectType, item: &mut Item) {
    let name = leaves.names.get(&input.name).unwrap_or(&input.name);
    let ident = Ident::new(name, proc_macro2::Span::call_site());
    let docs = attributes_for(&describe::text(input.description.as_ref()));
    let mut taken = BTreeSet::new();
    match item {
        Item::Struct(item) => {
            item.ident = ident;
            // The engine writes fields in the order of the view.
            for (field, (wire, definition)) in item.fields.iter_mut().zip(&input.fields) {
                refine_field(leaves, definition, wire, &mut taken, field);
            }
            item.attrs = docs;
            // A field without a natural default has to be given.
            if item.fields.iter().all(|field| has_default(&field.ty)) {
                item.attrs.push(syn::parse_quote!(#[derive(Default, ::serde::Serialize)]));
            } else {
                item.attrs.push(syn::parse_quote!(#[derive(::serde::Serialize)]));
            }
        }
        Item::Enum(item) => {
            item.ident = ident;
            item.attrs = docs;
            item.attrs.push(syn::parse_quote!(#[derive(::serde::Serialize)]));
            for (variant, (wire, definition)) in item.variants.iter_mut().zip(&input.fields) {
                let Fields::Unnamed(fields) = &mut variant.fields else { continue };
                if let Some(field) = fields.unnamed.first_mut() {
                    field.ty = leaves::with_leaf(&field.ty, &leaves.inside(definition.ty.inner_named_type()));
                }
                let name = names::unique(&mut taken, names::camel(wire));
                variant.ident = Ident::new(&name, proc_macro2::Span::call_site());
                let wire = wire.as_str();
                let docs = describe::text(definition.description.as_ref());
                variant.attrs = attributes_for(&deprecation::told(docs, &definition.directives));
                variant.attrs.push(syn::parse_quote!(#[serde(rename = #wire)]));
            }
        }
        _ => {}
    }
}

fn refine_field(
    leaves: &Leaves<'_>,
    definition: &InputValueDefinition,
    wire: &str,
    taken: &mut BTreeSet<String>,
    field: &mut syn::Field,
) {
    field_names::set(field, wire, taken);
    let leaf = leaves.inside(definition.ty.inner_named_type());
    field.ty = option_outside(leaves::with_leaf(&field.ty, &leaf));
    // What the server fills in itself need not be sent, whatever its type says.
    if definition.default_value.is_some() && !is_option(&field.ty) {
        let ty = &field.ty;
        field.ty = syn::parse_quote!(::std::option::Option<#ty>);
        field.attrs.push(syn::parse_quote!(#[serde(skip_serializing_if = "Option::is_none")]));
    } else {
        // Left out, null and a value are three things to a server.
        nullable_fields::make_nullable(field);
    }
    let mut docs = describe::text(definition.description.as_ref());
    if let Some(default) = &definition.default_value {
        docs = format!("{docs}\n\nDefault: `{default}`.").trim().to_owned();
    }
    let docs = attributes_for(&deprecation::told(docs, &definition.directives));
    field.attrs.splice(0..0, docs);
}

fn is_option(ty: &Type) -> bool {
    leaves::container(ty).is_some_and(|(name, _)| name == "Option")
}

/// `Option<Box<T>>` for the engine's `Box<Option<T>>`; a list needs no box.
fn option_outside(ty: Type) -> Type {
    let Some(("Box", inner)) = leaves::container(&ty).as_ref().map(|(name, inner)| (name.as_str(), *inner)) else {
        return ty;
    };
    match leaves::container(inner) {
        Some((name, list)) if name == "Option" && leaves::container(list).is_some_and(|(name, _)| name == "Vec") => {
            inner.clone()
        }
        Some((name, inner)) if name == "Option" => syn::parse_quote!(::std::option::Option<::std::boxed::Box<#inner>>),
        _ => ty,
    }
}

fn has_default(ty: &Type) -> bool {
    match leaves::container(ty) {
        Some((name, _)) if name != "Box" => true,
        _ if wire_type::nullable(ty).is_some() => true,
        _ => {
            let scalars = ["bool", "f64", "i64", "String", "Value"];
            let Type::Path(path) = leaves::leaf(ty) else { return false };
            path.path.segments.last().is_some_and(|last| scalars.iter().any(|scalar| last.ident == scalar))
        }
    }
}
