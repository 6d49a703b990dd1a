//! Shapes of a union get the names that the description gives them in `x-enum-varnames`; the engine
//! reads them as titles.

use serde_json::Value;

use super::{Draft, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    walk::each_schema(&mut draft.tree, &mut |_, schema| {
        let Some(names) = schema.get("x-enum-varnames").and_then(Value::as_array).cloned() else { return Ok(()) };
        for key in ["oneOf", "anyOf"] {
            let branches = schema.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten();
            for (branch, name) in branches.zip(&names) {
                if let Some(branch) = branch.as_object_mut().filter(|branch| !branch.contains_key("$ref")) {
                    branch.insert("title".to_owned(), name.clone());
                }
            }
        }
        Ok(())
    })
}
