//! Documentation from the schema's descriptions and from the comments of the operations.

use apollo_compiler::ast::DirectiveList;
use apollo_compiler::executable::Field;
use apollo_compiler::{Node, Schema};
use syn::{Attribute, Item};

use super::shapes::{Origin, Shape};
use crate::normalise::graphql::{Normalised, comments};
use crate::refine::docs::attributes_for;

/// Documentation of a field of an answer; a field without a description has that of its type.
pub(super) fn field(schema: &Schema, field: &Field) -> Vec<Attribute> {
    let own = text(field.definition.description.as_ref());
    let of_type = || schema.types.get(field.ty().inner_named_type()).filter(|ty| !ty.is_scalar());
    let docs = if own.is_empty() { of_type().map(|ty| text(ty.description())).unwrap_or_default() } else { own };
    attributes_for(&with_deprecation(docs, &field.definition.directives))
}

/// Puts documentation on all shapes.
pub(super) fn shapes(normalised: &Normalised, shapes: &mut [Shape]) {
    for shape in shapes {
        let mut docs = match (&shape.origin, shape.path.is_empty()) {
            (Origin::Operation(name), true) => {
                let operation = normalised.operations.iter().find(|operation| operation.id == *name);
                operation.map(|operation| format!("The answer of `{}`.", operation.method)).unwrap_or_default()
            }
            (Origin::Fragment(name), true) => {
                let fragment = normalised.document.fragments.get(name.as_str());
                comments::above(&normalised.document.sources, fragment.and_then(Node::location))
            }
            _ => String::new(),
        };
        if docs.is_empty() {
            docs = normalised.schema.types.get(&shape.ty).map(|ty| text(ty.description())).unwrap_or_default();
        }
        if docs.is_empty() {
            docs = format!("What was asked for of a `{}`.", shape.ty);
        }
        let attributes = match &mut shape.item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.splice(0..0, attributes_for(&docs));
    }
}

/// A description as Markdown.
pub(super) fn text(description: Option<&Node<str>>) -> String {
    description.map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// Documentation, and why not to use the thing.
pub(super) fn with_deprecation(docs: String, directives: &DirectiveList) -> String {
    match deprecation(directives) {
        Some(reason) => format!("{docs}\n\nDeprecated: {reason}").trim().to_owned(),
        None => docs,
    }
}

/// Why something is deprecated, if it is.
pub(super) fn deprecation(directives: &DirectiveList) -> Option<String> {
    let directive = directives.get("deprecated")?;
    let reason = directive.specified_argument_by_name("reason").and_then(|reason| reason.as_str());
    Some(reason.unwrap_or("no longer supported").to_owned())
}
