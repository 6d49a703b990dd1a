//! The two surfaces side by side.

mod functions;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use super::Version;
use super::change::{Change, Effect, Subject};
use crate::model::Operation;

/// Everything that differs.
pub(super) fn surfaces(old: &Version, new: &Version) -> Vec<Change> {
    let renamed = renamed(old, new);
    let mut changes: Vec<Change> = renamed
        .iter()
        .map(|(from, to)| {
            Change::new(Subject::Operation(to.clone()), Effect::Breaking, format!("was called `{from}`"))
                .because("the operation is the same, and its method has another name")
        })
        .collect();
    functions::operations(&old.surface, &new.surface, &renamed, &mut changes);
    let builders: BTreeSet<String> =
        functions::builders(&old.surface).chain(functions::builders(&new.surface)).collect();
    types::structs(&old.surface.structs, &new.surface.structs, &builders, &mut changes);
    types::enums(&old.surface.enums, &new.surface.enums, &mut changes);
    types::aliases(&old.surface.aliases, &new.surface.aliases, &mut changes);
    changes
}

/// Old and new method names of operations that are the same: by their ids, otherwise by what they ask for.
fn renamed(old: &Version, new: &Version) -> BTreeMap<String, String> {
    let (before, after) = (&old.drawn.api.operations, &new.drawn.api.operations);
    let known = |list: &[Operation], id: &str| list.iter().any(|operation| operation.id == id);
    let asks = |operation: &Operation| {
        let document = operation.document.as_ref().map(|(_, text)| text.clone());
        (operation.method.clone(), operation.path.clone(), operation.fixed_query.clone(), document)
    };
    let now = |was: &Operation| {
        let by_id = after.iter().find(|is| is.id == was.id);
        by_id.or_else(|| after.iter().find(|is| !known(before, &is.id) && asks(is) == asks(was)))
    };
    let names = before.iter().filter_map(|was| {
        let is = now(was)?;
        (is.rust_name != was.rust_name).then(|| (was.rust_name.clone(), is.rust_name.clone()))
    });
    names.collect()
}
