//! Which enums and input objects the operations need.

use std::collections::BTreeSet;

use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Schema};

/// Input objects and enums that an operation's variables need, others through them.
pub(super) fn of_variables(schema: &Schema, operation: &Operation) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for variable in &operation.variables {
        of_input(schema, variable.ty.inner_named_type(), &mut used);
    }
    used
}

fn of_input(schema: &Schema, ty: &str, used: &mut BTreeSet<String>) {
    if !used.insert(ty.to_owned()) {
        return;
    }
    if let Some(ExtendedType::InputObject(input)) = schema.types.get(ty) {
        for field in input.fields.values() {
            of_input(schema, field.ty.inner_named_type(), used);
        }
    }
}

/// Types of all fields that are selected anywhere.
pub(super) fn of_answers(document: &ExecutableDocument) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let operations = document.operations.named.values().map(|operation| &operation.selection_set);
    for set in operations.chain(document.fragments.values().map(|fragment| &fragment.selection_set)) {
        of_set(set, &mut used);
    }
    used
}

fn of_set(set: &SelectionSet, used: &mut BTreeSet<String>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                used.insert(field.ty().inner_named_type().to_string());
                of_set(&field.selection_set, used);
            }
            Selection::InlineFragment(fragment) => of_set(&fragment.selection_set, used),
            Selection::FragmentSpread(_) => {}
        }
    }
}
