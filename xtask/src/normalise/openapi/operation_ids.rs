//! Every operation has an id, and no two have the same.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use serde_json::json;

use super::{Draft, found};
use crate::error::Result;
use crate::names;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut seen = BTreeSet::new();
    let mut notes = Vec::new();
    draft.each_operation(|pointer, path, method, operation| {
        let given = operation["operationId"].as_str().map(str::to_owned);
        let id = given.unwrap_or_else(|| {
            let id = made(method, path);
            notes.push((pointer.to_owned(), format!("no operationId; called `{id}`")));
            id
        });
        let own = names::unique(&mut seen, id.clone());
        if own != id {
            notes.push((pointer.to_owned(), format!("a second operation is called `{id}`; called `{own}`")));
        }
        let id = own;
        operation["operationId"] = json!(id);
        operation["x-clientwright-method"] = json!(method.to_uppercase());
        operation[found::RUST_NAME] = json!(id.to_snake_case());
        Ok(())
    })?;
    for (pointer, what) in notes {
        draft.report.note("operation_ids", pointer, what, false);
    }
    Ok(())
}

/// The id of an operation that has none.
pub(super) fn made(method: &str, path: &str) -> String {
    format!("{method} {}", path.replace(['{', '}', '?', '=', '&', '#'], " ")).to_snake_case()
}
