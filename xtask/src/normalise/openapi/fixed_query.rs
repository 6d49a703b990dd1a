//! Path keys with a query part (`/bottles?operation=pick`): several operations that differ only in a
//! parameter share one path. The query part becomes fixed parameters.

use serde_json::{Value, json};

use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut notes = Vec::new();
    draft.each_operation(|pointer, path, _, operation| {
        let split = path.split_once(['?', '#']);
        let (plain, query) = split.unwrap_or((path, ""));
        operation[found::PATH] = json!(plain);
        let pairs: Vec<Value> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                json!([name, value])
            })
            .collect();
        if !pairs.is_empty() {
            notes.push((pointer.to_owned(), format!("`{query}` to fixed query parameters")));
            operation[found::FIXED_QUERY] = Value::Array(pairs);
        }
        Ok(())
    })?;
    for (pointer, what) in notes {
        draft.report.note("fixed_query", pointer, what, false);
    }
    Ok(())
}
