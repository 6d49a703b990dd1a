//! Interfaces and unions: which types a value can have, and what is asked for of which.

use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Name, Schema};

/// What schema and document say about open types.
#[derive(Clone, Copy)]
pub(super) struct Openness<'a> {
    pub(super) schema: &'a Schema,
    pub(super) document: &'a ExecutableDocument,
}

impl Openness<'_> {
    /// Whether each value of type `ty` is one of type `on`.
    pub(super) fn applies(&self, on: &Name, ty: &Name) -> bool {
        on == ty || self.schema.is_subtype(on, ty)
    }

    /// Whether `ty` is open, and something is asked for that only some of its types have.
    pub(super) fn tells_apart(&self, ty: &Name, set: &SelectionSet) -> bool {
        let is_open = matches!(self.schema.types.get(ty), Some(ExtendedType::Interface(_) | ExtendedType::Union(_)));
        is_open && self.has_specific(ty, set)
    }

    /// The object types that a value of this open type can have, in the order of the schema.
    pub(super) fn possible_types(&self, ty: &Name) -> Vec<Name> {
        let objects = self.schema.types.iter().filter(|(_, ty)| ty.is_object());
        objects.map(|(name, _)| name).filter(|name| self.schema.is_subtype(ty, name)).cloned().collect()
    }

    /// The conditions on types, of those that not every value of `open` meets, that a value of type
    /// `ty` meets; each with its number, by which two of one type are told apart.
    pub(super) fn met(&self, open: &Name, ty: &Name, set: &SelectionSet) -> Vec<(usize, Name)> {
        let mut met = Vec::new();
        self.meet(open, ty, set, &mut 0, &mut met);
        met
    }

    fn meet(&self, open: &Name, ty: &Name, set: &SelectionSet, count: &mut usize, met: &mut Vec<(usize, Name)>) {
        for selection in &set.selections {
            let (on, inner) = match selection {
                Selection::Field(_) => continue,
                Selection::FragmentSpread(spread) => match self.document.fragments.get(&spread.fragment_name) {
                    Some(fragment) => (Some(fragment.type_condition()), &fragment.selection_set),
                    None => continue,
                },
                Selection::InlineFragment(fragment) => (fragment.type_condition.as_ref(), &fragment.selection_set),
            };
            *count += 1;
            let number = *count;
            let is_met = on.is_none_or(|on| self.applies(on, ty));
            if let Some(on) = on.filter(|on| is_met && !self.applies(on, open)) {
                met.push((number, on.clone()));
            }
            // What is not met is walked as well, so that numbers are the same for all types.
            let mut unmet = Vec::new();
            self.meet(open, ty, inner, count, if is_met { met } else { &mut unmet });
        }
    }

    fn has_specific(&self, ty: &Name, set: &SelectionSet) -> bool {
        set.selections.iter().any(|selection| match selection {
            Selection::Field(_) => false,
            Selection::FragmentSpread(spread) => {
                self.document.fragments.get(&spread.fragment_name).is_some_and(|fragment| {
                    !self.applies(fragment.type_condition(), ty) || self.has_specific(ty, &fragment.selection_set)
                })
            }
            Selection::InlineFragment(fragment) => {
                fragment.type_condition.as_ref().is_some_and(|on| !self.applies(on, ty))
                    || self.has_specific(ty, &fragment.selection_set)
            }
        })
    }
}
