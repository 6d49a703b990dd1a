//! Methods of the client, and the setters of the builders that they return.

use std::collections::BTreeMap;

use crate::diff::change::{Change, Effect, Subject};
use crate::diff::surface::{Function, Surface};

/// The type whose methods are the operations.
const CLIENT: &str = "Client";

/// Types that the client's methods return: the builders of requests.
pub(super) fn builders(surface: &Surface) -> impl Iterator<Item = String> {
    surface.functions.get(CLIENT).into_iter().flatten().map(|(_, function)| function.returns.clone())
}

/// All that differs between the operations.
pub(super) fn operations(old: &Surface, new: &Surface, renamed: &BTreeMap<String, String>, changes: &mut Vec<Change>) {
    let none = BTreeMap::new();
    let before = old.functions.get(CLIENT).unwrap_or(&none);
    let after = new.functions.get(CLIENT).unwrap_or(&none);
    for (name, function) in before {
        let now = renamed.get(name).unwrap_or(name);
        let subject = Subject::Operation(now.clone());
        match after.get(now) {
            None => changes.push(Change::new(subject, Effect::Breaking, "is removed")),
            Some(other) => operation(&subject, (old, function), (new, other), changes),
        }
    }
    for name in after.keys() {
        if !before.contains_key(name) && !renamed.values().any(|now| now == name) {
            changes.push(Change::new(Subject::Operation(name.clone()), Effect::Addition, "is new"));
        }
    }
}

fn operation(
    subject: &Subject,
    before: (&Surface, &Function),
    after: (&Surface, &Function),
    changes: &mut Vec<Change>,
) {
    let mut add = |effect, what: String| changes.push(Change::new(subject.clone(), effect, what));
    let ((old, was), (new, is)) = (before, after);
    if is.deprecated && !was.deprecated {
        add(Effect::Other, "is deprecated".to_owned());
    }
    let none = BTreeMap::new();
    let setters_before = old.functions.get(&was.returns).unwrap_or(&none);
    let setters_after = new.functions.get(&is.returns).unwrap_or(&none);
    for (name, ty) in &was.arguments {
        match (find(is, name), setters_after.get(name)) {
            (Some(now), _) if now != ty => add(Effect::Breaking, format!("takes `{name}` as `{now}`, was `{ty}`")),
            (Some(_), _) => {}
            (None, Some(_)) => add(Effect::Breaking, format!("`{name}` is a setter, was an argument")),
            (None, None) => add(Effect::Breaking, format!("takes no `{name}` any more")),
        }
    }
    for (name, ty) in &is.arguments {
        match (find(was, name), setters_before.contains_key(name)) {
            (Some(_), _) => {}
            (None, true) => add(Effect::Breaking, format!("requires `{name}: {ty}`, which was a setter")),
            (None, false) => add(Effect::Breaking, format!("requires a further argument, `{name}: {ty}`")),
        }
    }
    let kept = |from: &Function, to: &Function| -> Vec<String> {
        let kept = from.arguments.iter().filter(|(name, _)| find(to, name).is_some());
        kept.map(|(name, _)| name.clone()).collect()
    };
    if kept(was, is) != kept(is, was) {
        add(Effect::Breaking, format!("takes its arguments in another order: {}", kept(is, was).join(", ")));
    }
    for (name, function) in setters_before {
        match setters_after.get(name) {
            Some(now) if now != function => setter(name, function, now, &mut add),
            Some(_) => {}
            None if find(is, name).is_some() => {}
            None => add(Effect::Breaking, format!("has no setter `{name}` any more")),
        }
    }
    for (name, function) in setters_after {
        if !setters_before.contains_key(name) && find(was, name).is_none() {
            let takes = function.arguments.first().map(|(_, ty)| format!(", which takes `{ty}`")).unwrap_or_default();
            add(Effect::Addition, format!("has a setter `{name}`{takes}"));
        }
    }
}

fn setter(name: &str, was: &Function, is: &Function, add: &mut impl FnMut(Effect, String)) {
    let types = |function: &Function| -> Vec<String> { function.arguments.iter().map(|(_, ty)| ty.clone()).collect() };
    if types(was) != types(is) {
        let (before, now) = (types(was).join(", "), types(is).join(", "));
        add(Effect::Breaking, format!("the setter `{name}` takes `{now}`, was `{before}`"));
    }
    if was.returns != is.returns && (name.starts_with("send") || was.returns != "Self") {
        add(Effect::Breaking, format!("`{name}` gives `{}`, was `{}`", is.returns, was.returns));
    }
    if is.deprecated && !was.deprecated {
        add(Effect::Other, format!("the setter `{name}` is deprecated"));
    }
}

fn find<'a>(function: &'a Function, name: &str) -> Option<&'a String> {
    function.arguments.iter().find(|(argument, _)| argument == name).map(|(_, ty)| ty)
}
