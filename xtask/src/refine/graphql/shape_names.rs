//! The names of shapes. A fragment has its own; the answer of an operation ends in `Answer`; what
//! several operations share is called like its GraphQL type; all else has the operation's name before
//! that of the type, without saying a word twice: `CharacterByNameCharacter`, `ReportFightsFight`.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::names;
use crate::normalise::graphql::Normalised;
use crate::normalise::graphql::answers::{Kind, OTHER, Origin, Shape};

/// The name of each shape that stands for itself.
pub(super) fn names(normalised: &Normalised, taken: &mut BTreeSet<String>) -> BTreeMap<usize, String> {
    let (shapes, stand_ins) = (&normalised.answers.shapes, &normalised.stand_ins);
    let mut origins: BTreeMap<usize, BTreeSet<&Origin>> = BTreeMap::new();
    for (shape, &stand_in) in shapes.iter().zip(stand_ins) {
        origins.entry(stand_in).or_default().insert(&shape.origin);
    }
    let prefixes = Prefixes::new(normalised, taken);
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for &id in origins.keys() {
        let Some(shape) = shapes.get(id) else { continue };
        if let Some(fragment) = shape.fragment() {
            found.insert(id, prefixes.fragments.get(fragment).cloned().unwrap_or_default());
        } else if shape.is_root() {
            let name = format!("{}Answer", prefixes.of(&shape.origin));
            found.insert(id, names::unique(taken, name));
        }
    }
    let others = others(shapes, stand_ins);
    let mut shared: Vec<(usize, usize)> = origins
        .iter()
        .filter(|(id, origins)| origins.len() > 1 && !found.contains_key(id) && !others.contains_key(id))
        .map(|(&id, origins)| (usize::MAX - origins.len(), id))
        .collect();
    shared.sort_unstable();
    for (_, id) in shared {
        let Some(shape) = shapes.get(id) else { continue };
        let name = names::camel(&shape.ty);
        if taken.insert(name.clone()) {
            found.insert(id, name);
        }
    }
    for &id in origins.keys() {
        let own = |_: &&Shape| !found.contains_key(&id) && !others.contains_key(&id);
        let Some(shape) = shapes.get(id).filter(own) else { continue };
        let prefix = prefixes.of(&shape.origin);
        let last = shape.path.last().map_or(shape.ty.as_str(), String::as_str);
        let parent = shape.path.len().checked_sub(2).and_then(|at| shape.path.get(at));
        let parent = parent.map(|parent| format!("{}{}", parent.to_upper_camel_case(), last.to_upper_camel_case()));
        let candidates = [Some(shape.ty.to_string()), Some(last.to_owned()), parent];
        let free =
            candidates.iter().flatten().map(|candidate| joined(prefix, candidate)).find(|name| !taken.contains(name));
        let name = free.unwrap_or_else(|| joined(prefix, &shape.path.join("_")));
        found.insert(id, names::unique(taken, name));
    }
    for (id, open) in others {
        if !found.contains_key(&id)
            && let Some(name) = found.get(&open).map(|name| format!("{name}{OTHER}"))
        {
            found.insert(id, names::unique(taken, name));
        }
    }
    found
}

/// Shapes for all other types, and the open ones that have them.
fn others(shapes: &[Shape], stand_ins: &[usize]) -> BTreeMap<usize, usize> {
    let mut others = BTreeMap::new();
    for (id, shape) in shapes.iter().enumerate().filter(|(id, _)| stand_ins.get(*id) == Some(id)) {
        if let Kind::Open { other, .. } = shape.kind
            && let Some(&stand_in) = stand_ins.get(other)
            // An equal fragment or shape elsewhere has a name already.
            && stand_in == other
        {
            others.entry(other).or_insert(id);
        }
    }
    others
}

/// What names begin with.
struct Prefixes {
    operations: BTreeMap<String, String>,
    fragments: BTreeMap<String, String>,
}

impl Prefixes {
    fn new(normalised: &Normalised, taken: &mut BTreeSet<String>) -> Self {
        let operations = normalised.operations.iter();
        let operations = operations.map(|operation| (operation.id.clone(), names::camel(&operation.method))).collect();
        let mut fragments = BTreeMap::new();
        for fragment in normalised.answers.shapes.iter().filter_map(Shape::fragment) {
            let plain = names::camel(fragment);
            let name = if taken.contains(&plain) { format!("{plain}Fields") } else { plain };
            fragments.insert(fragment.to_owned(), names::unique(taken, name));
        }
        Self { operations, fragments }
    }

    fn of(&self, origin: &Origin) -> &str {
        let found = match origin {
            Origin::Operation(name) => self.operations.get(name),
            Origin::Fragment(name) => self.fragments.get(name),
        };
        found.map_or("", String::as_str)
    }
}

/// `prefix` and `name`, without the words that both begin with, nor a word that stands at the seam
/// already. At least one word of `name` is left.
fn joined(prefix: &str, name: &str) -> String {
    let words = |text: &str| -> Vec<String> { text.to_snake_case().split('_').map(str::to_owned).collect() };
    let (before, mut after) = (words(prefix), words(name));
    let common = before.iter().zip(&after).take_while(|(a, b)| same(a, b)).count();
    after.drain(..common.min(after.len().saturating_sub(1)));
    if after.len() > 1 && before.last().zip(after.first()).is_some_and(|(a, b)| same(a, b)) {
        after.remove(0);
    }
    format!("{prefix}{}", after.join("_").to_upper_camel_case())
}

/// Equal but for the plural.
fn same(a: &str, b: &str) -> bool {
    a.strip_suffix('s').unwrap_or(a) == b.strip_suffix('s').unwrap_or(b)
}
