//! Schemas that stood inside of others and have been merged into them, or taken apart, are no types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::components::{referred, schemas};
use super::{Draft, found, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    loop {
        let mut used = BTreeSet::new();
        walk::each_schema(&mut draft.tree, &mut |_, schema| {
            used.extend(referred(schema).map(str::to_owned));
            Ok(())
        })?;
        let all = schemas(&mut draft.tree);
        let before = all.len();
        all.retain(|name, schema| schema.get(found::INLINE) != Some(&Value::Bool(true)) || used.contains(name));
        if all.len() == before {
            return Ok(());
        }
    }
}
