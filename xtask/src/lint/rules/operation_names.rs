//! `client.toml` speaks of operations that there are.

use super::{Look, Rule, client::Found};
use crate::lint::subject::Subject;
use crate::names;

pub(super) const RULE: Rule =
    Rule { id: "operation-names", about: "client.toml names operations that there are", look: Look::Client(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(api) = subject.api else { return };
    let known = || api.operations.iter().map(|operation| operation.id.as_str());
    let mut check = |key: String, name: &str| {
        if !known().any(|known| known == name) {
            found.error(&key, format!("there is no operation `{name}`"), names::nearest(name, known()));
        }
    };
    let client = subject.client;
    for name in client.operations.keys() {
        check(format!("operations.{name}"), name);
    }
    for name in client.names.operations.keys() {
        check("names.operations".to_owned(), name);
    }
    for name in client.errors.bodies.iter().flat_map(|rule| &rule.operations) {
        check("errors.bodies".to_owned(), name);
    }
    for name in client.points.iter().flat_map(|points| points.costs.keys()) {
        check("points.costs".to_owned(), name);
    }
    for name in client.envelope.iter().flat_map(|envelope| &envelope.except) {
        check("envelope".to_owned(), name);
    }
}
