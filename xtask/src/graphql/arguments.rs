//! The documentation of a variable is that of the argument or input field that it fills.

use std::collections::BTreeMap;

use apollo_compiler::Node;
use apollo_compiler::ast::{InputValueDefinition, Type, Value, VariableDefinition};
use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;

use crate::normalise::graphql::{Normalised, deprecation, documents};

/// What each variable fills: the first place that has a description, or else the first place.
pub(super) fn used(
    normalised: &Normalised,
    operation: &Node<Operation>,
) -> BTreeMap<String, Node<InputValueDefinition>> {
    let mut used = BTreeMap::new();
    let alone = documents::alone(&normalised.document, operation);
    let fragments = alone.fragments.values().map(|fragment| &fragment.selection_set);
    for set in std::iter::once(&operation.selection_set).chain(fragments) {
        in_set(normalised, set, &mut used);
    }
    used
}

/// Comment or description, then what holds for a caller who does not set it.
pub(super) fn docs(
    comment: String,
    argument: Option<&Node<InputValueDefinition>>,
    variable: &VariableDefinition,
    required: bool,
) -> String {
    let described = argument.and_then(|argument| argument.description.as_ref()).map(|text| text.trim().to_owned());
    let docs = if comment.is_empty() { described.unwrap_or_default() } else { comment };
    let docs = argument.map_or_else(|| docs.clone(), |argument| deprecation::told(docs.clone(), &argument.directives));
    let of_argument = || argument.and_then(|argument| argument.default_value.as_ref());
    let default = variable.default_value.as_ref().or_else(of_argument).filter(|_| !required);
    // What an absent value, an empty text or an empty list means is told better in words.
    let default =
        default.map(|default| default.to_string()).filter(|text| !matches!(text.as_str(), "null" | "\"\"" | "[]"));
    match default {
        Some(default) => format!("{docs}\n\nDefault: `{default}`.").trim().to_owned(),
        None => docs,
    }
}

type Used = BTreeMap<String, Node<InputValueDefinition>>;

fn in_set(normalised: &Normalised, set: &SelectionSet, used: &mut Used) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                for argument in &field.arguments {
                    let definition = field.definition.arguments.iter().find(|known| known.name == argument.name);
                    if let Some(definition) = definition {
                        in_value(normalised, &argument.value, definition, used);
                    }
                }
                in_set(normalised, &field.selection_set, used);
            }
            Selection::InlineFragment(fragment) => in_set(normalised, &fragment.selection_set, used),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn in_value(normalised: &Normalised, value: &Value, definition: &Node<InputValueDefinition>, used: &mut Used) {
    match value {
        Value::Variable(name) => {
            let known = used.entry(name.to_string()).or_insert_with(|| definition.clone());
            if known.description.is_none() && definition.description.is_some() {
                *known = definition.clone();
            }
        }
        Value::List(values) => values.iter().for_each(|value| in_value(normalised, value, definition, used)),
        Value::Object(members) => {
            for (name, value) in members {
                if let Some(field) = input_field(normalised, &definition.ty, name) {
                    in_value(normalised, value, field, used);
                }
            }
        }
        _ => {}
    }
}

fn input_field<'a>(normalised: &'a Normalised, ty: &Type, name: &str) -> Option<&'a Node<InputValueDefinition>> {
    match normalised.schema.types.get(ty.inner_named_type())? {
        ExtendedType::InputObject(input) => input.fields.get(name).map(|field| &field.node),
        _ => None,
    }
}
