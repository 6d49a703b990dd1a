//! It is known which calls may be sent twice.

use super::{Look, Rule, client::Found};
use crate::lint::subject::Subject;

pub(super) const RULE: Rule =
    Rule { id: "repeating", about: "it is known which calls may be sent twice", look: Look::Client(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let operations = subject.api.map(|api| api.operations.as_slice()).unwrap_or_default();
    let told = |id: &str| subject.client.operations.get(id).is_some_and(|section| section.idempotent.is_some());
    let silent: Vec<&str> = operations
        .iter()
        .filter(|operation| operation.method != "GET" && !operation.idempotent && !told(&operation.id))
        .map(|operation| operation.id.as_str())
        .collect();
    if let Some(first) = silent.first() {
        let more = if silent.len() > 1 { format!(" and {} others", silent.len() - 1) } else { String::new() };
        let what = format!("nothing is known about repeating `{first}`{more}, so a failed call is not sent again");
        found.hint("operations", what, "say `idempotent = true` or `false` under `[operations.<id>]`");
    }
}
