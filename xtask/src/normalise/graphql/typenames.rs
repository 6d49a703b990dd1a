//! Where the types that a value can have are told apart, `__typename` is asked for: it tells which one
//! came.

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::schema::FieldDefinition;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema, name};

use super::conditions::is_conditional;
use super::open::Openness;
use crate::normalise::Report;

const PASS: &str = "typenames";

/// Adds `__typename` to each selection that needs it and lacks it.
pub(super) fn add(schema: &Schema, document: &mut ExecutableDocument, report: &mut Report) {
    let before = document.clone();
    let mut pass = Pass { openness: Openness { schema, document: &before }, report };
    for (name, operation) in &mut document.operations.named {
        pass.in_set(name, &mut operation.make_mut().selection_set);
    }
    for (name, fragment) in &mut document.fragments {
        pass.in_set(name, &mut fragment.make_mut().selection_set);
    }
}

struct Pass<'a> {
    openness: Openness<'a>,
    report: &'a mut Report,
}

impl Pass<'_> {
    fn in_set(&mut self, place: &Name, set: &mut SelectionSet) {
        let needs = self.openness.tells_apart(&set.ty, set) && !self.has_typename(set);
        for selection in &mut set.selections {
            match selection {
                Selection::Field(field) if !field.selection_set.is_empty() => {
                    self.in_set(place, &mut field.make_mut().selection_set);
                }
                Selection::InlineFragment(fragment) => self.in_set(place, &mut fragment.make_mut().selection_set),
                _ => {}
            }
        }
        if needs {
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

    /// Whether it is always asked for under its own name, here or in a fragment on the same type, which
    /// has it or gets it.
    fn has_typename(&self, set: &SelectionSet) -> bool {
        set.selections.iter().any(|selection| match selection {
            _ if is_conditional(selection.directives()) => false,
            Selection::Field(field) => field.name == "__typename" && field.alias.is_none(),
            Selection::FragmentSpread(spread) => {
                let fragment = self.openness.document.fragments.get(&spread.fragment_name);
                fragment.is_some_and(|fragment| {
                    let inner = &fragment.selection_set;
                    inner.ty == set.ty && (self.openness.tells_apart(&inner.ty, inner) || self.has_typename(inner))
                })
            }
            Selection::InlineFragment(_) => false,
        })
    }
}
