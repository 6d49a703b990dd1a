//! Objects with listed properties that also say that there may be others: the others are kept in a map,
//! where the engine would drop them. Objects that say nothing about others lose them, as users expect.

use serde_json::{Value, json};

use super::{Draft, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let report = &mut draft.report;
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        if schema.get("additionalProperties") != Some(&Value::Bool(true)) {
            return Ok(());
        }
        let listed = schema.get("properties").and_then(Value::as_object).is_some_and(|listed| !listed.is_empty());
        if listed {
            // A schema that is spelled out, so that the engine does not take it for the default.
            schema["additionalProperties"] = json!({ "nullable": true });
            report.note("further_properties", at.pointer(), "other properties go to a map".to_owned(), false);
        }
        Ok(())
    })
}
