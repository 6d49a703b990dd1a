//! Untyped JSON has a typed view.

use std::collections::BTreeSet;

use apollo_compiler::executable::{Selection, SelectionSet};

use super::{
    Look, Rule,
    graphql::{Found, Subject},
};

pub(super) const RULE: Rule =
    Rule { id: "untyped-scalars", about: "fields of untyped JSON have a typed view", look: Look::GraphQl(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let mut seen = BTreeSet::new();
    for operation in subject.document.operations.iter() {
        walk(subject, &operation.selection_set, &mut seen, found);
    }
    for fragment in subject.document.fragments.values() {
        walk(subject, &fragment.selection_set, &mut seen, found);
    }
}

fn walk(subject: &Subject<'_>, set: &SelectionSet, seen: &mut BTreeSet<String>, found: &mut Found<'_>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                let coordinate = format!("{}.{}", set.ty, field.name);
                let untyped = field.definition.ty.inner_named_type().as_str().eq_ignore_ascii_case("json");
                if untyped
                    && !subject.source.scalar_schemas.contains_key(&coordinate)
                    && seen.insert(coordinate.clone())
                {
                    let what = format!("`{coordinate}` is untyped JSON");
                    let advice = format!("describe it by a JSON Schema and name that under [scalars.\"{coordinate}\"]");
                    found.hint(subject, field.location(), what, advice);
                }
                walk(subject, &field.selection_set, seen, found);
            }
            Selection::InlineFragment(fragment) => walk(subject, &fragment.selection_set, seen, found),
            Selection::FragmentSpread(_) => {}
        }
    }
}
