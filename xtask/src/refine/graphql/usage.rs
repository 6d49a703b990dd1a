//! Which enums and input objects the operations need.

use std::collections::BTreeSet;

use apollo_compiler::executable::Operation;
use apollo_compiler::{Name, Schema};

use crate::normalise::graphql::answers::{Kind, Shape};
use crate::normalise::graphql::engine_view::View;

/// Input objects and enums that an operation's variables need, others through them.
pub(super) fn of_variables(schema: &Schema, operation: &Operation, view: &View) -> BTreeSet<String> {
    let direct = operation.variables.iter().map(|variable| variable.ty.inner_named_type());
    let inputs = view.inputs.iter().filter_map(|name| schema.get_input_object(name));
    let inner = inputs.flat_map(|input| input.fields.values().map(|field| field.ty.inner_named_type()));
    direct.chain(inner).map(Name::to_string).collect()
}

/// Types of all fields that are selected.
pub(super) fn of_shape(shape: &Shape) -> BTreeSet<String> {
    match &shape.kind {
        Kind::Members(members) => {
            members.iter().map(|member| member.definition.ty.inner_named_type().to_string()).collect()
        }
        Kind::Open { .. } => BTreeSet::new(),
    }
}
