//! Documentation from the schema's descriptions and from the comments of the operations.

use std::collections::BTreeMap;

use apollo_compiler::{Node, Schema};
use syn::{Attribute, Item};

use crate::normalise::graphql::answers::{Member, Origin, Shape};
use crate::normalise::graphql::{Normalised, comments, deprecation};
use crate::refine::docs::attributes_for;

/// Documentation of a field of an answer; a field without a description has that of its type.
pub(super) fn member(schema: &Schema, member: &Member) -> Vec<Attribute> {
    if member.definition.name == "__typename" {
        return attributes_for("Name of the type that the value has.");
    }
    let own = text(member.definition.description.as_ref());
    let inner = member.definition.ty.inner_named_type();
    let of_type = || schema.types.get(inner).filter(|ty| !ty.is_scalar());
    let docs = if own.is_empty() { of_type().map(|ty| text(ty.description())).unwrap_or_default() } else { own };
    attributes_for(&deprecation::told(docs, &member.definition.directives))
}

/// Puts documentation on all shapes.
pub(super) fn shapes(normalised: &Normalised, items: &mut BTreeMap<usize, Item>) {
    for (id, item) in items {
        let Some(shape) = normalised.answers.shapes.get(*id) else { continue };
        let mut docs = own(normalised, shape);
        if docs.is_empty() {
            docs = normalised.schema.types.get(&shape.ty).map(|ty| text(ty.description())).unwrap_or_default();
        }
        if docs.is_empty() {
            docs = format!("What was asked for of a `{}`.", shape.ty);
        }
        let attributes = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.splice(0..0, attributes_for(&docs));
    }
}

/// What is said about the shape itself, and not about its type.
fn own(normalised: &Normalised, shape: &Shape) -> String {
    match &shape.origin {
        _ if !shape.path.is_empty() => String::new(),
        Origin::Operation(name) => {
            let operation = normalised.operations.iter().find(|operation| operation.id == *name);
            operation.map(|operation| format!("The answer of `{}`.", operation.method)).unwrap_or_default()
        }
        Origin::Fragment(name) => {
            let fragment = normalised.document.fragments.get(name.as_str());
            comments::above(&normalised.document.sources, fragment.and_then(Node::location))
        }
    }
}

/// A description as Markdown.
pub(super) fn text(description: Option<&Node<str>>) -> String {
    description.map(|text| text.trim().to_owned()).unwrap_or_default()
}
