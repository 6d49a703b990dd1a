//! What compiles as before and goes over the wire in another way.

use std::collections::BTreeMap;

use super::change::{Change, Effect, Subject};
use crate::model::{Api, Incoming, Operation, Scheme, Source};

/// All such changes.
pub(super) fn facts(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Vec::new();
    servers(old, new, &mut changes);
    schemes(old, new, &mut changes);
    enums(old, new, &mut changes);
    let now: BTreeMap<&str, &Operation> =
        new.operations.iter().map(|operation| (operation.id.as_str(), operation)).collect();
    for was in &old.operations {
        if let Some(is) = now.get(was.id.as_str()) {
            operation(was, is, &mut changes);
        }
    }
    incoming(old, new, &mut changes);
    changes
}

/// Requests of the server that are read by another name.
fn incoming(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    for was in &old.incoming {
        let same = |is: &&Incoming| {
            is.variant == was.variant && std::mem::discriminant(&is.source) == std::mem::discriminant(&was.source)
        };
        let Some(is) = new.incoming.iter().find(same).filter(|is| is.name != was.name) else { continue };
        let what = format!("`{}` is read by the name `{}`, was `{}`", is.variant, is.name, was.name);
        let kind = if matches!(is.source, Source::Webhook) { "webhooks::Webhook" } else { "callbacks::Callback" };
        changes.push(
            Change::new(Subject::Enum(kind.to_owned()), Effect::Other, what).because("programs compile as before"),
        );
    }
}

fn operation(was: &Operation, is: &Operation, changes: &mut Vec<Change>) {
    let subject = Subject::Operation(is.rust_name.clone());
    let mut add = |effect, what: String, why| changes.push(Change::new(subject.clone(), effect, what).because(why));
    let same_program = "programs compile as before";
    let address = |operation: &Operation| format!("{} {}", operation.method, operation.path);
    if address(was) != address(is) {
        add(Effect::Other, format!("goes to `{}`, was `{}`", address(is), address(was)), same_program);
    }
    if was.server != is.server {
        let name = |server: &Option<String>| server.clone().unwrap_or_else(|| "default".to_owned());
        add(
            Effect::Other,
            format!("goes to the server `{}`, was `{}`", name(&is.server), name(&was.server)),
            same_program,
        );
    }
    if was.fixed_query != is.fixed_query {
        add(Effect::Other, "has other fixed query parameters".to_owned(), same_program);
    }
    if was.idempotent != is.idempotent {
        let what = if is.idempotent { "is sent again after a failure" } else { "is not sent again after a failure" };
        add(Effect::Other, what.to_owned(), "");
    }
    if was.envelope != is.envelope {
        add(Effect::Other, "has its answer at another place of the body".to_owned(), same_program);
    }
    security(was, is, &mut add);
    for parameter in &is.parameters {
        let before = was.parameters.iter().find(|before| before.rust_name == parameter.rust_name);
        let Some(before) = before else { continue };
        if before.wire_name != parameter.wire_name || before.location != parameter.location {
            let place =
                |parameter: &crate::model::Parameter| format!("`{}` in {:?}", parameter.wire_name, parameter.location);
            let what = format!("sends `{}` as {}, was {}", parameter.rust_name, place(parameter), place(before));
            add(Effect::Other, what, same_program);
        }
    }
}

/// A program has credentials for one of the alternatives; each that is gone may be the one.
fn security(was: &Operation, is: &Operation, add: &mut impl FnMut(Effect, String, &'static str)) {
    let shown = |alternatives: &[Vec<String>]| {
        let alternatives: Vec<String> = alternatives.iter().map(|names| names.join(" + ")).collect();
        if alternatives.is_empty() { "nothing".to_owned() } else { alternatives.join(" or ") }
    };
    if was.security == is.security {
        return;
    }
    let free = |alternatives: &[Vec<String>]| alternatives.is_empty() || alternatives.iter().any(Vec::is_empty);
    let kept =
        free(&is.security) || (!free(&was.security) && was.security.iter().all(|names| is.security.contains(names)));
    let what = format!("needs {}, needed {}", shown(&is.security), shown(&was.security));
    if kept {
        add(Effect::Other, what, "");
    } else {
        add(Effect::Breaking, what, "programs without that credential are refused");
    }
}

fn servers(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    let url = |api: &Api| api.servers.first().map(|server| server.url.clone()).unwrap_or_default();
    if url(old) != url(new) {
        let what = format!("its default server is `{}`, was `{}`", url(new), url(old));
        changes.push(Change::new(Subject::Client, Effect::Other, what).because("programs compile as before"));
    }
    for server in &old.servers {
        if !new.servers.iter().any(|now| now.name == server.name) {
            changes.push(Change::new(
                Subject::Client,
                Effect::Breaking,
                format!("has no server `{}` any more", server.name),
            ));
        }
    }
}

fn schemes(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    let mut add = |effect, what: String| changes.push(Change::new(Subject::Client, effect, what));
    let find = |api: &'_ Api, name: &str| api.schemes.iter().position(|scheme| scheme.name == name);
    for was in &old.schemes {
        match find(new, &was.name).and_then(|at| new.schemes.get(at)) {
            None => add(Effect::Breaking, format!("has no credentials `{}` any more", was.name)),
            Some(is) => scheme(was, is, &mut add),
        }
    }
    for is in new.schemes.iter().filter(|scheme| find(old, &scheme.name).is_none()) {
        add(Effect::Addition, format!("has credentials `{}`", is.name));
    }
}

fn scheme(was: &Scheme, is: &Scheme, add: &mut impl FnMut(Effect, String)) {
    let name = &is.name;
    if was.kind != is.kind {
        add(Effect::Breaking, format!("the credentials `{name}` are {:?}, were {:?}", is.kind, was.kind));
    }
    if was.placement != is.placement {
        add(Effect::Other, format!("the credentials `{name}` go to another place of the request"));
    }
    for flow in &was.flows {
        if !is.flows.iter().any(|now| now.grant == flow.grant) {
            add(Effect::Breaking, format!("the credentials `{name}` cannot be obtained by {:?} any more", flow.grant));
        }
    }
    for variable in &was.environment {
        match is.environment.iter().find(|now| now.role == variable.role) {
            Some(now) if now.name != variable.name => {
                add(Effect::Breaking, format!("reads the variable `{}`, read `{}`", now.name, variable.name));
            }
            None => add(Effect::Breaking, format!("does not read the variable `{}` any more", variable.name)),
            Some(_) => {}
        }
    }
}

/// Variants that are sent as another text.
fn enums(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    for was in &old.enums {
        let Some(is) = new.enums.iter().find(|is| is.name == was.name) else { continue };
        for variant in &was.variants {
            let now = is.variants.iter().find(|now| now.name == variant.name && now.wire != variant.wire);
            if let Some(now) = now {
                let what = format!("`{}` is `{}` on the wire, was `{}`", variant.name, now.wire, variant.wire);
                changes.push(
                    Change::new(Subject::Enum(is.name.clone()), Effect::Other, what)
                        .because("programs compile as before"),
                );
            }
        }
    }
}
