//! Requests that the server sends by itself, webhooks and the callbacks of operations, leave the paths and become
//! one list, in which each has a name and one body.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::media_types::choose;
use super::shared_parts::spread;
use super::{Draft, METHODS, found, operation_ids};
use crate::error::Result;
use crate::names;

/// What a webhook and a callback begin their entries with.
pub const WEBHOOK: &str = "webhook";
/// See [`WEBHOOK`].
pub const CALLBACK: &str = "callback";

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut webhooks = List::default();
    let listed = draft.tree.as_object_mut().and_then(|top| top.shift_remove("webhooks"));
    for (key, mut item) in entries(listed) {
        let mut is_first = true;
        for (method, request) in methods(&mut item) {
            // The first one is what the name means.
            let name = if std::mem::take(&mut is_first) { key.clone() } else { format!("{key} {method}") };
            webhooks.add(WEBHOOK, name, &method, request, Map::new());
        }
    }
    let mut callbacks = List::default();
    draft.each_operation(|_, path, method, operation| {
        let listed = operation.as_object_mut().and_then(|operation| operation.shift_remove("callbacks"));
        let id = operation["operationId"].as_str().map_or_else(|| operation_ids::made(method, path), str::to_owned);
        for (key, callback) in entries(listed) {
            for (expression, mut item) in entries(Some(callback)) {
                spread(&mut item);
                for (method, request) in methods(&mut item) {
                    let about = json!({ "operation": id, "expression": expression });
                    let about = about.as_object().cloned().unwrap_or_default();
                    callbacks.add(CALLBACK, format!("{id}.{key}"), &method, request, about);
                }
            }
        }
        Ok(())
    })?;
    let (webhooks, callbacks) = (webhooks.entries, callbacks.entries);
    let counts = [(webhooks.len(), "webhooks"), (callbacks.len(), "callbacks")];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        draft.report.note("incoming", "/".to_owned(), format!("{count} {what} are types"), false);
    }
    if !webhooks.is_empty() || !callbacks.is_empty() {
        draft.tree[found::INCOMING] = Value::Array(webhooks.into_iter().chain(callbacks).collect());
    }
    Ok(())
}

/// The members of an object that are objects and no extensions.
fn entries(value: Option<Value>) -> impl Iterator<Item = (String, Value)> {
    let map = match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    map.into_iter().filter(|(_, item)| item.is_object())
}

/// The requests of a path item, with their methods in upper case; a POST is the first.
fn methods(item: &mut Value) -> Vec<(String, Value)> {
    let Value::Object(item) = item else { return Vec::new() };
    let mut found: Vec<(String, Value)> = METHODS
        .iter()
        .filter_map(|method| Some((method.to_uppercase(), item.remove(*method).filter(Value::is_object)?)))
        .collect();
    found.sort_by_key(|(method, _)| method != "POST");
    found
}

/// Entries, no two of one name or one variant.
#[derive(Default)]
struct List {
    entries: Vec<Value>,
    names: BTreeSet<String>,
    variants: BTreeSet<String>,
}

impl List {
    fn add(&mut self, from: &str, name: String, method: &str, mut request: Value, mut entry: Map<String, Value>) {
        self.variants.insert("Other".to_owned());
        let variant = names::unique(&mut self.variants, names::camel(&name));
        let name = names::unique(&mut self.names, name);
        let mut content = request.pointer_mut("/requestBody/content").map(Value::take);
        let (mime, _) = choose(content.as_mut());
        let media = content.as_mut().and_then(|content| content.get_mut(&mime)).map(Value::take);
        let schema = media.and_then(|mut media| media.get_mut("schema").map(Value::take));
        entry.insert("from".to_owned(), json!(from));
        entry.insert("name".to_owned(), json!(name));
        entry.insert("variant".to_owned(), json!(variant));
        entry.insert("method".to_owned(), json!(method));
        entry.insert(found::MEDIA.to_owned(), json!(mime));
        entry.insert("schema".to_owned(), schema.unwrap_or_else(|| json!({})));
        entry.insert("answers".to_owned(), answers(&request));
        entry.insert("parameters".to_owned(), parameters(&request));
        for key in ["summary", "description", "deprecated"] {
            entry.extend(request.get_mut(key).map(|value| (key.to_owned(), value.take())));
        }
        self.entries.push(Value::Object(entry));
    }
}

/// What stands beside the body: names and places, each with what it means.
fn parameters(request: &Value) -> Value {
    let listed = request["parameters"].as_array().into_iter().flatten();
    let of = |parameter: &Value, key: &str| parameter.get(key).cloned().unwrap_or_default();
    let part = |of_it: &Value| json!({ "name": of(of_it, "name"), "in": of(of_it, "in"), "description": of(of_it, "description") });
    listed.map(part).collect()
}

/// What the server expects to be answered: statuses, each with what it means.
fn answers(request: &Value) -> Value {
    let listed = request["responses"].as_object().into_iter().flatten();
    let answers = listed.filter(|(status, _)| !status.starts_with("x-"));
    answers.map(|(status, answer)| json!({ "status": status, "description": answer["description"] })).collect()
}
