//! A part is chosen where that has an effect.

use super::{Look, Rule, client::Found};
use crate::lint::subject::Subject;
use crate::model::Kind;

pub(super) const RULE: Rule =
    Rule { id: "selection", about: "a part is chosen of OpenAPI descriptions only", look: Look::Client(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let select = &subject.client.select;
    let chosen = !(select.operations.is_empty() && select.tags.is_empty());
    if chosen && subject.api.is_some_and(|api| api.kind == Kind::GraphQl) {
        let advice = "remove it: a GraphQL API has the operations in the files of operations/";
        found.error("select", "`[select]` has no effect on a GraphQL API", advice);
    }
}
