//! Input objects: structs whose optional fields are left out when they are not set.

use std::collections::BTreeSet;

use apollo_compiler::schema::{ExtendedType, InputObjectType};
use heck::ToUpperCamelCase;
use syn::{Fields, Ident, Item, Type};

use super::engine_types::EngineTypes;
use super::leaves::{self, Leaves};
use super::{describe, field_names};
use crate::refine::docs::attributes_for;

/// Takes the named input objects out of the engine's types.
pub(super) fn take(leaves: &Leaves<'_>, wanted: &BTreeSet<String>, types: &mut EngineTypes) -> Vec<(String, Item)> {
    let mut inputs = Vec::new();
    for (graphql, ty) in &leaves.normalised.engine_schema.types {
        if !wanted.contains(graphql.as_str()) {
            continue;
        }
        let described = leaves.normalised.schema.get_input_object(graphql);
        let (ExtendedType::InputObject(_), Some(described)) = (ty, described) else { continue };
        if let Some(mut item) = types.take(&graphql.to_upper_camel_case()) {
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
    match item {
        Item::Struct(item) => {
            item.ident = ident;
            for field in &mut item.fields {
                refine_field(leaves, input, field);
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
            for variant in &mut item.variants {
                let wire = input.fields.iter().find(|(name, _)| variant.ident == name.to_upper_camel_case());
                let (Some((wire, definition)), Fields::Unnamed(fields)) = (wire, &mut variant.fields) else { continue };
                if let Some(field) = fields.unnamed.first_mut() {
                    field.ty = leaves::with_leaf(&field.ty, &leaves.inside(definition.ty.inner_named_type()));
                }
                let wire = wire.as_str();
                variant.attrs = attributes_for(&describe::text(definition.description.as_ref()));
                variant.attrs.push(syn::parse_quote!(#[serde(rename = #wire)]));
            }
        }
        _ => {}
    }
}

fn refine_field(leaves: &Leaves<'_>, input: &InputObjectType, field: &mut syn::Field) {
    let wire = field_names::on_wire(field);
    let Some(definition) = input.fields.get(wire.as_str()) else { return };
    field_names::set(field, &wire);
    let leaf = leaves.inside(definition.ty.inner_named_type());
    field.ty = option_outside(leaves::with_leaf(&field.ty, &leaf));
    // What the server fills in itself need not be sent, whatever its type says.
    if definition.default_value.is_some() && !is_option(&field.ty) {
        let ty = &field.ty;
        field.ty = syn::parse_quote!(::std::option::Option<#ty>);
    }
    if is_option(&field.ty) {
        field.attrs.push(syn::parse_quote!(#[serde(skip_serializing_if = "Option::is_none")]));
    }
    let mut docs = describe::text(definition.description.as_ref());
    if let Some(default) = &definition.default_value {
        docs = format!("{docs}\n\nDefault: `{default}`.").trim().to_owned();
    }
    let docs = attributes_for(&describe::with_deprecation(docs, &definition.directives));
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
        _ => {
            let scalars = ["bool", "f64", "i64", "String", "Value"];
            let Type::Path(path) = leaves::leaf(ty) else { return false };
            path.path.segments.last().is_some_and(|last| scalars.iter().any(|scalar| last.ident == scalar))
        }
    }
}
