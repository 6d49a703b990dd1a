//! Answers that are wrapped: the operation answers the part that `client.toml` points to, and the
//! runtime opens the wrapper.

use serde_json::{Value, json};

use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let client = draft.client;
    if client.envelope.is_none() && client.operations.values().all(|section| section.envelope.is_none()) {
        return Ok(());
    }
    let original = draft.tree.clone();
    let mut notes = Vec::new();
    draft.each_operation(|at, _, _, operation| {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let own = client.operations.get(id).and_then(|section| section.envelope.as_deref());
        let general = client
            .envelope
            .as_ref()
            .filter(|envelope| !envelope.except.iter().any(|except| except == id))
            .map(|envelope| envelope.pointer.as_str());
        let Some(pointer) = own.or(general).filter(|pointer| !pointer.is_empty()).map(str::to_owned) else {
            return Ok(());
        };
        let Some(Value::Object(responses)) = operation.get_mut("responses") else { return Ok(()) };
        for (_, answer) in responses.iter_mut() {
            let Some(Value::Object(content)) = answer.get_mut("content") else { continue };
            let Some(media) = content.values_mut().next() else { continue };
            let inner = media.get("schema").and_then(|schema| descend(schema, &pointer, &original));
            match inner {
                Some(inner) => media["schema"] = inner,
                // The wrapper holds no answer: success is all there is to tell.
                None => {
                    answer["content"] = json!({});
                    answer[found::MEDIA] = json!("");
                }
            }
        }
        notes.push((at.to_owned(), format!("the answer is `{pointer}` of the body")));
        operation[found::ENVELOPE] = json!(pointer);
        Ok(())
    })?;
    for (at, what) in notes {
        draft.report.note("envelopes", at, what, false);
    }
    Ok(())
}

/// The schema of the part of a value that a JSON pointer leads to.
fn descend(schema: &Value, pointer: &str, root: &Value) -> Option<Value> {
    let mut schema = target(schema, root, 0)?;
    for segment in pointer.split('/').skip(1) {
        schema = target(&property(&schema, segment, root, 0)?, root, 0)?;
    }
    // A reference is kept, so that the type keeps its name.
    Some(schema)
}

fn property(schema: &Value, name: &str, root: &Value, depth: u8) -> Option<Value> {
    if depth > 8 {
        return None;
    }
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => root.pointer(reference.strip_prefix('#')?)?,
        None => schema,
    };
    if let Some(found) = schema.get("properties").and_then(|all| all.get(name)) {
        return Some(found.clone());
    }
    let parts = schema.get("allOf").and_then(Value::as_array)?;
    parts.iter().find_map(|part| property(part, name, root, depth + 1))
}

/// A schema itself; only chains of references are shortened to their last one.
fn target(schema: &Value, root: &Value, depth: u8) -> Option<Value> {
    let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
        return Some(schema.clone());
    };
    let next = root.pointer(reference.strip_prefix('#')?)?;
    if depth < 16 && next.get("$ref").is_some() {
        return target(next, root, depth + 1);
    }
    Some(schema.clone())
}
