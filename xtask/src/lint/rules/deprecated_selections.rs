//! Operations do not ask for what is deprecated.

use apollo_compiler::executable::{Selection, SelectionSet};

use super::{
    Look, Rule,
    graphql::{Found, Subject},
};

pub(super) const RULE: Rule =
    Rule { id: "deprecated-selections", about: "operations ask for nothing deprecated", look: Look::GraphQl(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for operation in subject.document.operations.iter() {
        walk(subject, &operation.selection_set, found);
    }
    for fragment in subject.document.fragments.values() {
        walk(subject, &fragment.selection_set, found);
    }
}

fn walk(subject: &Subject<'_>, set: &SelectionSet, found: &mut Found<'_>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                if let Some(directive) = field.definition.directives.get("deprecated") {
                    let reason = directive.specified_argument_by_name("reason").and_then(|value| value.as_str());
                    let what = format!("`{}.{}` is deprecated", set.ty, field.name);
                    let advice = reason.map_or_else(|| "ask for what has taken its place".to_owned(), str::to_owned);
                    found.hint(subject, field.location(), what, advice);
                }
                walk(subject, &field.selection_set, found);
            }
            Selection::InlineFragment(fragment) => walk(subject, &fragment.selection_set, found),
            Selection::FragmentSpread(_) => {}
        }
    }
}
