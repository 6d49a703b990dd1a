//! Operations of GraphQL say what they do.

use super::{
    Look, Rule,
    graphql::{Found, Subject},
};
use crate::normalise::graphql::comments;

pub(super) const RULE: Rule =
    Rule { id: "operation-comments", about: "operations have a comment above them", look: Look::GraphQl(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for operation in subject.document.operations.iter() {
        if comments::above(&subject.document.sources, operation.location()).is_empty() {
            let name = operation.name.as_ref().map_or("an operation", |name| name.as_str());
            let advice = "say in a comment above it what it does; it becomes the method's documentation";
            found.hint(subject, operation.location(), format!("`{name}` has no comment"), advice);
        }
    }
}
