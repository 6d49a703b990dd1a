//! Structs, enums and aliases.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::change::{Change, Effect, Subject};
use crate::diff::surface::{Enum, Struct};

/// Structs but for the builders of requests, which are compared as operations.
pub(super) fn structs(
    old: &BTreeMap<String, Struct>,
    new: &BTreeMap<String, Struct>,
    builders: &BTreeSet<String>,
    changes: &mut Vec<Change>,
) {
    let subject = |name: &String| Subject::Type(name.clone());
    for (name, was) in old.iter().filter(|(name, _)| !builders.contains(*name)) {
        match new.get(name) {
            None => changes.push(Change::new(subject(name), Effect::Breaking, "is removed")),
            Some(is) => fields(&subject(name), was, is, changes),
        }
    }
    for name in new.keys().filter(|name| !old.contains_key(*name) && !builders.contains(*name)) {
        changes.push(Change::new(subject(name), Effect::Addition, "is new"));
    }
}

fn fields(subject: &Subject, was: &Struct, is: &Struct, changes: &mut Vec<Change>) {
    let mut add = |effect, what: String, why| changes.push(Change::new(subject.clone(), effect, what).because(why));
    for (name, ty) in &was.fields {
        match is.fields.get(name) {
            None => add(Effect::Breaking, format!("has no field `{name}` any more"), ""),
            Some(now) if *now == format!("Option<{ty}>") => {
                add(Effect::Breaking, format!("the field `{name}` may be absent: `{now}`, was `{ty}`"), "");
            }
            Some(now) if nullable(ty).is_some_and(|nullable| *now == nullable) => {
                add(Effect::Breaking, format!("the field `{name}` may be null as well: `{now}`, was `{ty}`"), "");
            }
            Some(now) if *ty == format!("Option<{now}>") => {
                add(Effect::Breaking, format!("the field `{name}` is always there: `{now}`, was `{ty}`"), "");
            }
            Some(now) if now != ty => add(Effect::Breaking, format!("the field `{name}` is `{now}`, was `{ty}`"), ""),
            Some(_) => {}
        }
    }
    for (name, ty) in is.fields.iter().filter(|(name, _)| !was.fields.contains_key(*name)) {
        let what = format!("has a further field, `{name}: {ty}`");
        if was.exhaustive {
            add(Effect::Breaking, what, "programs that write all fields of the struct have to name it");
        } else {
            add(Effect::Addition, what, "");
        }
    }
    if was.exhaustive && !is.exhaustive {
        add(Effect::Breaking, "can only be made by the crate".to_owned(), "");
    }
    derives(&was.derives, &is.derives, &mut add);
}

/// The type of an optional field that may be null as well.
fn nullable(ty: &str) -> Option<String> {
    ty.strip_prefix("Option<").map(|inner| format!("Nullable<{inner}"))
}

/// Enums.
pub(super) fn enums(old: &BTreeMap<String, Enum>, new: &BTreeMap<String, Enum>, changes: &mut Vec<Change>) {
    let subject = |name: &String| Subject::Enum(name.clone());
    for (name, was) in old {
        match new.get(name) {
            None => changes.push(Change::new(subject(name), Effect::Breaking, "is removed")),
            Some(is) => variants(&subject(name), was, is, changes),
        }
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        changes.push(Change::new(subject(name), Effect::Addition, "is new"));
    }
}

fn variants(subject: &Subject, was: &Enum, is: &Enum, changes: &mut Vec<Change>) {
    let mut add = |effect, what: String, why| changes.push(Change::new(subject.clone(), effect, what).because(why));
    for (name, held) in &was.variants {
        match is.variants.get(name) {
            None => add(Effect::Breaking, format!("has no variant `{name}` any more"), ""),
            Some(now) if now != held => {
                add(Effect::Breaking, format!("the variant `{name}` holds `{now}`, was `{held}`"), "");
            }
            Some(_) => {}
        }
    }
    for name in is.variants.keys().filter(|name| !was.variants.contains_key(*name)) {
        let what = format!("has a further variant, `{name}`");
        if was.exhaustive {
            add(Effect::Breaking, what, "programs that match all variants have to name it");
        } else {
            add(Effect::Addition, what, "the enum is open: programs have an arm for what they do not know");
        }
    }
    if was.exhaustive != is.exhaustive {
        let what = if is.exhaustive { "is closed" } else { "is open" };
        let effect = if is.exhaustive { Effect::Other } else { Effect::Breaking };
        add(effect, what.to_owned(), "");
    }
    derives(&was.derives, &is.derives, &mut add);
}

fn derives(was: &BTreeSet<String>, is: &BTreeSet<String>, add: &mut impl FnMut(Effect, String, &'static str)) {
    for lost in was.difference(is) {
        add(Effect::Breaking, format!("is not `{lost}` any more"), "");
    }
    for new in is.difference(was) {
        add(Effect::Addition, format!("is `{new}`"), "");
    }
}

/// Aliases.
pub(super) fn aliases(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>, changes: &mut Vec<Change>) {
    let subject = |name: &String| Subject::Type(name.clone());
    for (name, was) in old {
        match new.get(name) {
            None => changes.push(Change::new(subject(name), Effect::Breaking, "is removed")),
            Some(is) if is != was => {
                changes.push(Change::new(subject(name), Effect::Breaking, format!("is `{is}`, was `{was}`")));
            }
            Some(_) => {}
        }
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        changes.push(Change::new(subject(name), Effect::Addition, "is new"));
    }
}
