//! Parameters, bodies, answers, headers, examples, links, callbacks and path items that stand elsewhere
//! are put where they are used; parameters and servers of a path go to each of its operations. Only
//! schemas stay by reference.

use serde_json::{Map, Value, json};

use super::{Draft, METHODS};
use crate::error::Result;
use crate::load::grammar::{self, Kind, Shape};

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let shared = Shared::take(&mut draft.tree);
    let placed = place(draft, &shared);
    shared.give_back(&mut draft.tree);
    placed
}

fn place(draft: &mut Draft<'_>, shared: &Shared) -> Result<()> {
    if draft.tree.get("paths").is_none() && draft.tree.get("webhooks").is_some() {
        draft.tree["paths"] = json!({});
    }
    let Some(Value::Object(paths)) = draft.tree.get_mut("paths") else {
        return Err(draft
            .fault("/paths", "there are no paths")
            .help("a description lists at least one operation under `paths:`"));
    };
    paths.retain(|path, item| !path.starts_with("x-") && item.is_object());
    for item in paths.values_mut() {
        shared.place(item, Kind::PathItem, false);
        spread(item);
    }
    if let Some(Value::Object(webhooks)) = draft.tree.get_mut("webhooks") {
        for item in webhooks.values_mut() {
            shared.place(item, Kind::PathItem, false);
            spread(item);
        }
    }
    Ok(())
}

/// Gives each operation of a path item what all of them have.
pub(super) fn spread(item: &mut Value) {
    let parameters = item.get("parameters").cloned().unwrap_or(json!([]));
    let servers = item.get("servers").cloned();
    for method in METHODS {
        let Some(operation) = item.get_mut(*method).filter(|operation| operation.is_object()) else { continue };
        inherit(operation, &parameters);
        if let Some(servers) = &servers
            && operation.get("servers").is_none()
        {
            operation["servers"] = servers.clone();
        }
    }
}

/// Adds the parameters of the path that the operation does not set itself.
fn inherit(operation: &mut Value, shared: &Value) {
    let own = operation.get_mut("parameters").map(Value::take);
    let mut all = match own {
        Some(Value::Array(own)) => own,
        _ => Vec::new(),
    };
    for parameter in shared.as_array().into_iter().flatten() {
        let overridden = all.iter().any(|own| {
            own.get("name").is_some()
                && own.get("name") == parameter.get("name")
                && own.get("in") == parameter.get("in")
        });
        if !overridden {
            all.push(parameter.clone());
        }
    }
    operation["parameters"] = Value::Array(all);
}

/// Chains of references are short; a circle of them stops here.
const LONGEST_CHAIN: usize = 16;

/// The components without the schemas.
struct Shared(Map<String, Value>);

impl Shared {
    /// Takes them out of the document: a copy would cost more than the whole pass.
    fn take(tree: &mut Value) -> Self {
        let components = tree.get_mut("components").and_then(Value::as_object_mut).into_iter().flatten();
        let sections = components.filter(|(section, _)| *section != "schemas");
        Self(sections.map(|(section, parts)| (section.clone(), parts.take())).collect())
    }

    fn give_back(self, tree: &mut Value) {
        if let Some(Value::Object(components)) = tree.get_mut("components") {
            components.extend(self.0);
        }
    }

    /// Puts parts into their places, inside of an object of this kind too. Callbacks of callbacks are left
    /// out: one may refer to itself.
    fn place(&self, value: &mut Value, kind: Kind, called_back: bool) {
        self.resolve(value);
        let Value::Object(map) = value else { return };
        if called_back && kind == Kind::Operation {
            map.shift_remove("callbacks");
        }
        for (key, child) in map.iter_mut() {
            let placed = |child: &mut Value, kind: Kind| {
                if kind != Kind::Schema {
                    self.place(child, kind, called_back || kind == Kind::Callback);
                }
            };
            match (grammar::inside(kind, key), child) {
                (Some(Shape::Some(kind)), Value::Array(list)) => list.iter_mut().for_each(|child| placed(child, kind)),
                (Some(Shape::Some(kind)), child) => placed(child, kind),
                (Some(Shape::Map(kind)), Value::Object(map)) => map.values_mut().for_each(|child| placed(child, kind)),
                _ => {}
            }
        }
    }

    /// Replaces a reference by its target. What stands beside it goes on top.
    fn resolve(&self, value: &mut Value) {
        for _ in 0..LONGEST_CHAIN {
            let Some(target) = value
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix("#/components"))
                .and_then(|pointer| crate::load::pointer::look(&self.0, pointer))
            else {
                break;
            };
            let mut target = target.clone();
            if let (Value::Object(target), Value::Object(beside)) = (&mut target, value.take()) {
                target.extend(beside.into_iter().filter(|(key, _)| key != "$ref"));
            }
            *value = target;
        }
        if let Value::Object(map) = value {
            map.shift_remove("$ref");
        }
    }
}
