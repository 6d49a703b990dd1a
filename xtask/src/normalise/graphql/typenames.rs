//! Where a value can be of several types, `__typename` is asked for: it tells which one came.

use std::collections::BTreeMap;

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::schema::FieldDefinition;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema, name};

use crate::normalise::Report;

const PASS: &str = "typenames";

/// Adds `__typename` to each selection on an interface or union that lacks it.
pub(super) fn add(schema: &Schema, document: &mut ExecutableDocument, report: &mut Report) {
    let fragments: BTreeMap<Name, Name> =
        document.fragments.iter().map(|(name, fragment)| (name.clone(), fragment.type_condition().clone())).collect();
    let mut pass = Pass { schema, fragments, report };
    for (name, operation) in &mut document.operations.named {
        pass.in_set(name, &mut operation.make_mut().selection_set);
    }
    for (name, fragment) in &mut document.fragments {
        pass.in_set(name, &mut fragment.make_mut().selection_set);
    }
}

struct Pass<'a> {
    schema: &'a Schema,
    /// The types that fragments are on.
    fragments: BTreeMap<Name, Name>,
    report: &'a mut Report,
}

impl Pass<'_> {
    fn in_set(&mut self, place: &Name, set: &mut SelectionSet) {
        let is_open = self.schema.types.get(&set.ty).is_some_and(|ty| ty.is_interface() || ty.is_union());
        for selection in &mut set.selections {
            match selection {
                Selection::Field(field) if field.name == "__typename" && (field.alias.is_some() || !is_open) => {
                    let what = format!("`{}` is not in the type of the answer", field.response_key());
                    self.report.note(PASS, place.to_string(), what, true);
                }
                Selection::Field(field) if !field.selection_set.is_empty() => {
                    self.in_set(place, &mut field.make_mut().selection_set);
                }
                Selection::InlineFragment(fragment) => self.in_set(place, &mut fragment.make_mut().selection_set),
                _ => {}
            }
        }
        if is_open && !self.has_typename(set) {
            let definition = FieldDefinition {
                description: None,
                name: name!(__typename),
                arguments: Vec::new(),
                ty: apollo_compiler::ty!(String!),
                directives: Default::default(),
            };
            let field = Field::new(name!(__typename), Node::new(definition));
            set.selections.insert(0, Selection::Field(Node::new(field)));
            let what = format!("`__typename` is asked for on `{}`", set.ty);
            self.report.note(PASS, place.to_string(), what, false);
        }
    }

    /// Whether it is asked for under its own name, here or in a fragment on the same type, which has it
    /// or gets it.
    fn has_typename(&self, set: &SelectionSet) -> bool {
        set.selections.iter().any(|selection| match selection {
            Selection::Field(field) => field.name == "__typename" && field.alias.is_none(),
            Selection::FragmentSpread(spread) => self.fragments.get(&spread.fragment_name) == Some(&set.ty),
            Selection::InlineFragment(_) => false,
        })
    }
}
