//! The operations as the engine reads them. It makes wrong types of fragments that stand beside other
//! selections, and knows neither `@include` nor inline fragments on objects. So each selection set
//! becomes either one fragment, or fields with their selections merged, or, where the type is open,
//! one inline fragment with all fields for each possible type.

use apollo_compiler::ast::Directive;
use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::{Field, InlineFragment, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};
use heck::ToUpperCamelCase;

/// Directives that may leave a field out of the answer.
const CONDITIONS: [&str; 2] = ["include", "skip"];

/// The document for the engine.
pub(super) fn merge(schema: &Schema, document: &ExecutableDocument) -> ExecutableDocument {
    let pass = Pass { schema, document };
    let mut merged = document.clone();
    for operation in merged.operations.named.values_mut() {
        let operation = operation.make_mut();
        operation.selection_set = pass.set(&operation.selection_set);
        // The engine matches the name that it would give the module.
        operation.name = operation.name.take().map(|name| Name::new(&name.to_upper_camel_case()).unwrap_or(name));
        for variable in &mut operation.variables {
            // It panics on some defaults and needs none of them.
            variable.make_mut().default_value = None;
        }
    }
    for fragment in merged.fragments.values_mut() {
        let fragment = fragment.make_mut();
        fragment.selection_set = pass.set(&fragment.selection_set);
    }
    merged
}

/// Whether a field of the merged document may be missing from the answer.
pub(crate) fn is_conditional(field: &Field) -> bool {
    field.directives.iter().any(|directive| CONDITIONS.contains(&directive.name.as_str()))
}

/// Precedes names of fields from which the engine could not make an identifier, such as `_1047`.
const MARK: &str = "clientwrightRenamed";

/// The name that a field of the merged document has in the answer.
pub(crate) fn wire_name(field: &Field) -> &str {
    let key = field.response_key().as_str();
    key.strip_prefix(MARK).unwrap_or(key)
}

fn makes_identifier(name: &str) -> bool {
    name.trim_start_matches('_').starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Occurrences of one field of the answer, each with the condition that it stands under.
type Found = IndexMap<Name, Vec<(Node<Field>, Option<Node<Directive>>)>>;

struct Pass<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
}

impl Pass<'_> {
    fn set(&self, set: &SelectionSet) -> SelectionSet {
        if let [Selection::FragmentSpread(spread)] = set.selections.as_slice() {
            let fragment = self.document.fragments.get(&spread.fragment_name);
            if spread.directives.is_empty() && fragment.is_some_and(|fragment| *fragment.type_condition() == set.ty) {
                return set.clone();
            }
        }
        let mut merged = SelectionSet::new(set.ty.clone());
        if self.is_open(&set.ty) && self.has_specific(&set.ty, set) {
            merged.selections = self.per_type(set);
        } else {
            merged.selections = self.fields(set, &set.ty);
        }
        merged
    }

    /// `__typename`, and one inline fragment with all fields for each possible type.
    fn per_type(&self, set: &SelectionSet) -> Vec<Selection> {
        let is_typename = |selection: &Selection| selection.as_field().is_some_and(|field| field.name == "__typename");
        let mut selections: Vec<Selection> = Vec::new();
        for ty in self.possible_types(&set.ty) {
            let (typename, fields): (Vec<_>, Vec<_>) = self.fields(set, &ty).into_iter().partition(is_typename);
            if selections.is_empty() {
                selections.extend(typename);
            }
            if !fields.is_empty() {
                let mut fragment = InlineFragment::with_type_condition(ty);
                fragment.selection_set.selections = fields;
                selections.push(Selection::InlineFragment(Node::new(fragment)));
            }
        }
        selections
    }

    /// The fields that a value of type `ty` has in the answer.
    fn fields(&self, set: &SelectionSet, ty: &Name) -> Vec<Selection> {
        let mut found = Found::default();
        self.find(set, ty, None, &mut found);
        found.into_values().filter_map(|occurrences| self.field(occurrences)).map(Selection::Field).collect()
    }

    fn find(&self, set: &SelectionSet, ty: &Name, condition: Option<&Node<Directive>>, found: &mut Found) {
        for selection in &set.selections {
            let own = selection.directives().iter().find(|directive| CONDITIONS.contains(&directive.name.as_str()));
            let condition = own.or(condition);
            match selection {
                Selection::Field(field) => {
                    let key = field.response_key().clone();
                    found.entry(key).or_default().push((field.clone(), condition.cloned()));
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.fragment_name);
                    if let Some(fragment) = fragment.filter(|fragment| self.applies(fragment.type_condition(), ty)) {
                        self.find(&fragment.selection_set, ty, condition, found);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    if fragment.type_condition.as_ref().is_none_or(|on| self.applies(on, ty)) {
                        self.find(&fragment.selection_set, ty, condition, found);
                    }
                }
            }
        }
    }

    /// One field for all of its occurrences; conditional if all of them are.
    fn field(&self, occurrences: Vec<(Node<Field>, Option<Node<Directive>>)>) -> Option<Node<Field>> {
        let condition = occurrences.iter().map(|(_, condition)| condition.clone()).reduce(|a, b| a.and(b)).flatten();
        let (first, _) = occurrences.first()?;
        let mut all = SelectionSet::new(first.selection_set.ty.clone());
        for (field, _) in &occurrences {
            for selection in &field.selection_set.selections {
                if !all.selections.contains(selection) {
                    all.selections.push(selection.clone());
                }
            }
        }
        let key = first.response_key();
        let alias = if makes_identifier(key) { first.alias.clone() } else { Name::new(&format!("{MARK}{key}")).ok() };
        let mut field = Field::new(first.name.clone(), first.definition.clone()).with_opt_alias(alias);
        field.directives.0.extend(condition);
        if !all.selections.is_empty() {
            field.selection_set = self.set(&all);
        }
        Some(Node::new(field))
    }

    /// Whether each value of type `ty` is one of type `on`.
    fn applies(&self, on: &Name, ty: &Name) -> bool {
        on == ty || self.schema.is_subtype(on, ty)
    }

    fn is_open(&self, ty: &Name) -> bool {
        matches!(self.schema.types.get(ty), Some(ExtendedType::Interface(_) | ExtendedType::Union(_)))
    }

    /// Whether something is selected that only some of the possible types have.
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

    /// The object types that a value of this open type can have, in the order of the schema.
    fn possible_types(&self, ty: &Name) -> Vec<Name> {
        let objects = self.schema.types.iter().filter(|(_, ty)| ty.is_object());
        objects.map(|(name, _)| name).filter(|name| self.schema.is_subtype(ty, name)).cloned().collect()
    }
}
