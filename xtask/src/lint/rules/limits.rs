//! Something is known about how much the API takes.

use super::{Look, Rule, client::Found};
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule { id: "limits", about: "limits are known", look: Look::Client(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.client.limits.is_empty() && subject.client.points.is_empty() {
        found.hint(
            "limits",
            "no limit is known, so calls are sent as fast as the program makes them",
            "write `[[limits]]` with name, requests and per_seconds, as the vendor's documents say",
        );
    }
}
