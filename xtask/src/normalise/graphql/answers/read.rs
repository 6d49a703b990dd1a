//! Reads shapes from the operations. Fields that are asked for several times become one; a set that is
//! nothing but one fragment is that fragment; where the types of a value are told apart, there is one
//! shape for each and one for all others.

use std::collections::BTreeMap;

use apollo_compiler::ast::Directive;
use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::{Field, InlineFragment, Selection, SelectionSet};
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};

use super::super::conditions::{condition, is_conditional};
use super::super::open::Openness;
use super::{Answers, Kind, Member, OTHER, Origin, Shape};

/// Reads all operations.
pub(in crate::normalise::graphql) fn read(schema: &Schema, document: &ExecutableDocument) -> Answers {
    let openness = Openness { schema, document };
    let mut pass = Pass { openness, fragments: BTreeMap::new(), shapes: Vec::new() };
    let mut roots = BTreeMap::new();
    for (name, operation) in &document.operations.named {
        let set = &operation.selection_set;
        let place = Place { origin: Origin::Operation(name.to_string()), path: Vec::new() };
        // A whole answer is a type of its own, even if it is nothing but a fragment.
        let id = pass.reserve();
        let kind = Kind::Members(pass.members(set, &set.ty, &place, false));
        pass.fill(id, place, set.ty.clone(), kind);
        roots.insert(name.to_string(), id);
    }
    Answers { shapes: pass.shapes.into_iter().flatten().collect(), roots }
}

/// An occurrence of a field: on which type, and under which condition.
struct Occurrence {
    field: Node<Field>,
    owner: Name,
    condition: Option<Node<Directive>>,
}

#[derive(Clone)]
struct Place {
    origin: Origin,
    path: Vec<String>,
}

impl Place {
    fn inner(&self, name: &str) -> Self {
        let mut place = self.clone();
        place.path.push(name.to_owned());
        place
    }
}

struct Pass<'a> {
    openness: Openness<'a>,
    fragments: BTreeMap<Name, usize>,
    shapes: Vec<Option<Shape>>,
}

impl Pass<'_> {
    /// The number of a shape whose inner ones come after it.
    fn reserve(&mut self) -> usize {
        self.shapes.push(None);
        self.shapes.len() - 1
    }

    fn fill(&mut self, id: usize, place: Place, ty: Name, kind: Kind) {
        if let Some(reserved) = self.shapes.get_mut(id) {
            *reserved = Some(Shape { origin: place.origin, path: place.path, ty, kind });
        }
    }

    fn shape(&mut self, set: &SelectionSet, place: Place) -> usize {
        if let Some(fragment) = self.sole_fragment(set, &set.ty, false) {
            return self.fragment(&fragment);
        }
        let id = self.reserve();
        let kind = self.kind(set, &place);
        self.fill(id, place, set.ty.clone(), kind);
        id
    }

    fn fragment(&mut self, name: &Name) -> usize {
        if let Some(&known) = self.fragments.get(name) {
            return known;
        }
        let id = self.reserve();
        self.fragments.insert(name.clone(), id);
        if let Some(fragment) = self.openness.document.fragments.get(name) {
            let set = &fragment.selection_set;
            let place = Place { origin: Origin::Fragment(name.to_string()), path: Vec::new() };
            let kind = match self.sole_fragment(set, &set.ty, false) {
                // A fragment that is nothing but another one has its fields.
                Some(_) => self.open(set, &place).unwrap_or_else(|| self.all_members(set, &place)),
                None => self.kind(set, &place),
            };
            self.fill(id, place, set.ty.clone(), kind);
        }
        id
    }

    fn kind(&mut self, set: &SelectionSet, place: &Place) -> Kind {
        self.open(set, place).unwrap_or_else(|| self.all_members(set, place))
    }

    fn all_members(&mut self, set: &SelectionSet, place: &Place) -> Kind {
        Kind::Members(self.members(set, &set.ty, place, false))
    }

    /// The shapes of a value whose types are told apart.
    fn open(&mut self, set: &SelectionSet, place: &Place) -> Option<Kind> {
        if !self.openness.tells_apart(&set.ty, set) {
            return None;
        }
        let mut variants: Vec<(Name, usize)> = Vec::new();
        // Types that meet the same conditions have the same fields, unless a condition is the type itself.
        let mut known: IndexMap<Vec<(usize, Name)>, usize> = IndexMap::default();
        for ty in self.openness.possible_types(&set.ty) {
            let met = self.openness.met(&set.ty, &ty, set);
            if met.is_empty() {
                continue;
            }
            let id = match known.get(&met) {
                Some(&id) => id,
                None => {
                    let own = met.iter().find(|(_, on)| *on == ty).or(met.first()).map_or(&ty, |(_, on)| on);
                    let id = self.variant(set, &ty, own, place);
                    known.insert(met, id);
                    id
                }
            };
            variants.push((ty, id));
        }
        if variants.is_empty() {
            return None;
        }
        let place = place.inner(OTHER);
        let other = self.reserve();
        let members = self.members(set, &set.ty, &place, false);
        self.fill(other, place, set.ty.clone(), Kind::Members(members));
        Some(Kind::Open { variants, other })
    }

    /// The shape of a value of the type `ty`, named after `own`.
    fn variant(&mut self, set: &SelectionSet, ty: &Name, own: &Name, place: &Place) -> usize {
        if let Some(fragment) = self.sole_fragment(set, ty, true) {
            return self.fragment(&fragment);
        }
        let id = self.reserve();
        let place = place.inner(own);
        let members = self.members(set, ty, &place, true);
        self.fill(id, place, own.clone(), Kind::Members(members));
        id
    }

    /// The fields that a value of type `ty` has in the answer.
    fn members(&mut self, set: &SelectionSet, ty: &Name, place: &Place, is_variant: bool) -> Vec<Member> {
        let mut found: IndexMap<Name, Vec<Occurrence>> = IndexMap::default();
        self.find(set, ty, None, &mut found);
        let mut members = Vec::new();
        for (key, occurrences) in found {
            // A variant tells the type already.
            if !(is_variant && key == "__typename") {
                members.extend(self.member(&key, &occurrences, place));
            }
        }
        members
    }

    fn find(
        &self,
        set: &SelectionSet,
        ty: &Name,
        outer: Option<&Node<Directive>>,
        found: &mut IndexMap<Name, Vec<Occurrence>>,
    ) {
        for selection in &set.selections {
            let condition = condition(selection.directives()).or(outer);
            match selection {
                Selection::Field(field) => {
                    let occurrence =
                        Occurrence { field: field.clone(), owner: set.ty.clone(), condition: condition.cloned() };
                    found.entry(field.response_key().clone()).or_default().push(occurrence);
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.openness.document.fragments.get(&spread.fragment_name);
                    if let Some(fragment) =
                        fragment.filter(|fragment| self.openness.applies(fragment.type_condition(), ty))
                    {
                        self.find(&fragment.selection_set, ty, condition, found);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    if fragment.type_condition.as_ref().is_none_or(|on| self.openness.applies(on, ty)) {
                        self.find(&fragment.selection_set, ty, condition, found);
                    }
                }
            }
        }
    }

    /// One field for all of its occurrences; conditional if all of them are.
    fn member(&mut self, key: &Name, occurrences: &[Occurrence], place: &Place) -> Option<Member> {
        let first = occurrences.first()?;
        let same_condition = occurrences.iter().all(|occurrence| occurrence.condition == first.condition);
        let mut all = SelectionSet::new(first.field.selection_set.ty.clone());
        for Occurrence { field, condition, .. } in occurrences {
            // What only a conditional occurrence asks for is as conditional as that.
            let condition = condition.as_ref().filter(|_| !same_condition);
            for selection in &field.selection_set.selections {
                let selection = match condition {
                    Some(condition) => under(&all.ty, condition, selection),
                    None => selection.clone(),
                };
                if !all.selections.contains(&selection) {
                    all.selections.push(selection);
                }
            }
        }
        let shape = (!all.selections.is_empty()).then(|| self.shape(&all, place.inner(key)));
        Some(Member {
            wire: key.to_string(),
            owner: first.owner.clone(),
            definition: first.field.definition.clone(),
            conditional: occurrences.iter().all(|occurrence| occurrence.condition.is_some()),
            shape,
        })
    }

    /// The fragment on `ty` that a value of `ty` has all of its fields from.
    fn sole_fragment(&self, set: &SelectionSet, ty: &Name, is_variant: bool) -> Option<Name> {
        let mut spreads = Vec::new();
        self.only_spreads(set, ty, is_variant, &mut spreads)?;
        let [name] = spreads.as_slice() else { return None };
        let fragment = self.openness.document.fragments.get(name)?;
        (fragment.type_condition() == ty).then(|| name.clone())
    }

    /// The spreads that apply to `ty`; `None` where something else does as well.
    fn only_spreads(&self, set: &SelectionSet, ty: &Name, is_variant: bool, spreads: &mut Vec<Name>) -> Option<()> {
        for selection in &set.selections {
            match selection {
                _ if is_conditional(selection.directives()) => return None,
                Selection::Field(field) if is_variant && field.name == "__typename" && field.alias.is_none() => {}
                Selection::Field(_) => return None,
                Selection::FragmentSpread(spread) => {
                    let fragment = self.openness.document.fragments.get(&spread.fragment_name)?;
                    let applies = self.openness.applies(fragment.type_condition(), ty);
                    if applies && !spreads.contains(&spread.fragment_name) {
                        spreads.push(spread.fragment_name.clone());
                    }
                }
                Selection::InlineFragment(fragment) => {
                    if fragment.type_condition.as_ref().is_none_or(|on| self.openness.applies(on, ty)) {
                        self.only_spreads(&fragment.selection_set, ty, is_variant, spreads)?;
                    }
                }
            }
        }
        Some(())
    }
}

/// The selection under a condition.
fn under(ty: &Name, condition: &Node<Directive>, selection: &Selection) -> Selection {
    let mut fragment = InlineFragment::without_type_condition(ty.clone());
    fragment.directives.0.push(condition.clone());
    fragment.selection_set.selections.push(selection.clone());
    Selection::InlineFragment(Node::new(fragment))
}
