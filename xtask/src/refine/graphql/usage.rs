//! Which enums and input objects the operations need.

use std::collections::BTreeSet;

use apollo_compiler::Name;

use crate::normalise::graphql::Normalised;
use crate::normalise::graphql::answers::{Kind, Shape};

/// Input objects and enums that the variables need, others through them.
pub(super) fn of_variables(normalised: &Normalised) -> BTreeSet<String> {
    let variables = normalised.document.operations.named.values().flat_map(|operation| &operation.variables);
    let direct = variables.map(|variable| variable.ty.inner_named_type());
    let inputs = normalised.inputs.iter().filter_map(|name| normalised.schema.get_input_object(name));
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
