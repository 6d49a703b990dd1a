//! Credentials can come from variables that somebody has named.

use super::{Look, Rule, client::Found};
use crate::lint::subject::Subject;

pub(super) const RULE: Rule =
    Rule { id: "environment", about: "environment variables are named", look: Look::Client(look) };

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let schemes = subject.api.map(|api| api.schemes.as_slice()).unwrap_or_default();
    for scheme in schemes {
        let named = subject.client.auth.get(&scheme.name).is_some_and(|auth| auth.environment.is_some());
        if !named && !scheme.environment.is_empty() {
            let derived: Vec<&str> = scheme.environment.iter().map(|variable| variable.name.as_str()).collect();
            let what = format!("the variables of `{}` are not named: it reads {}", scheme.name, derived.join(", "));
            let advice = "name them if users know others from the vendor's own tools";
            found.hint(&format!("auth.{}.environment", scheme.name), what, advice);
        }
    }
}
