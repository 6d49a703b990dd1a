//! Every operation has an id, and no two have the same.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use serde_json::json;

use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut notes = Vec::new();
    let mut twice = None;
    draft.each_operation(|pointer, path, method, operation| {
        let given = operation["operationId"].as_str().map(str::to_owned);
        let id = given.unwrap_or_else(|| {
            let id = format!("{method} {}", path.replace(['{', '}', '?', '=', '&', '#'], " ")).to_snake_case();
            notes.push((pointer.to_owned(), format!("no operationId; called `{id}`")));
            id
        });
        if let Some(first) = seen.insert(id.clone(), pointer.to_owned()) {
            twice.get_or_insert((pointer.to_owned(), first, id.clone()));
        }
        operation["operationId"] = json!(id);
        operation["x-clientwright-method"] = json!(method.to_uppercase());
        operation[found::RUST_NAME] = json!(id.to_snake_case());
        Ok(())
    })?;
    if let Some((second, first, id)) = twice {
        return Err(draft
            .fault(
                &format!("{second}/operationId"),
                format!("a second operation is called `{id}`; the first is at {first}"),
            )
            .operation(id)
            .help("give one of them another operationId"));
    }
    for (pointer, what) in notes {
        draft.report.note("operation_ids", pointer, what, false);
    }
    Ok(())
}
