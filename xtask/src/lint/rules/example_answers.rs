//! Operations of GraphQL have an example of their answer.

use super::{
    Look, Rule,
    graphql::{Found, Subject},
};

pub(super) const RULE: Rule =
    Rule { id: "example-answers", about: "operations have an example of their answer", look: Look::GraphQl(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for operation in subject.document.operations.iter() {
        let Some(name) = &operation.name else { continue };
        if !subject.source.examples.contains_key(name.as_str()) {
            let what = format!("there is no example of an answer to `{name}`");
            let advice = format!("put one into examples/{name}.json; the tour and the tests answer with it");
            found.hint(subject, operation.location(), what, advice);
        }
    }
}
