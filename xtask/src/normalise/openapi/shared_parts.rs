//! Parameters, bodies, answers, examples and path items that stand elsewhere are put where they are
//! used; parameters of a path go to each of its operations.

use serde_json::{Value, json};

use super::{Draft, METHODS};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let original = draft.tree.clone();
    let Some(Value::Object(paths)) = draft.tree.get_mut("paths") else {
        return Err(draft
            .fault("/paths", "there are no paths")
            .help("a description lists at least one operation under `paths:`"));
    };
    for (_, item) in paths.iter_mut() {
        resolve(item, &original);
        let shared = item.get("parameters").cloned().unwrap_or(json!([]));
        let servers = item.get("servers").cloned();
        for method in METHODS {
            let Some(operation) = item.get_mut(*method) else { continue };
            inherit(operation, &shared);
            if let Some(servers) = &servers
                && operation.get("servers").is_none()
            {
                operation["servers"] = servers.clone();
            }
            each_part(operation, &original);
        }
    }
    Ok(())
}

fn each_part(operation: &mut Value, original: &Value) {
    if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
        for parameter in parameters {
            resolve(parameter, original);
        }
    }
    if let Some(body) = operation.get_mut("requestBody") {
        resolve(body, original);
    }
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        for (_, response) in responses.iter_mut() {
            resolve(response, original);
            let Some(Value::Object(content)) = response.get_mut("content") else { continue };
            for (_, media) in content.iter_mut() {
                let Some(Value::Object(examples)) = media.get_mut("examples") else { continue };
                for (_, example) in examples.iter_mut() {
                    resolve(example, original);
                }
            }
        }
    }
}

/// Adds the parameters of the path that the operation does not set itself.
fn inherit(operation: &mut Value, shared: &Value) {
    let Value::Array(shared) = shared else { return };
    let own = operation.get("parameters").cloned().unwrap_or(json!([]));
    let Value::Array(mut all) = own else { return };
    for parameter in shared {
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

/// Replaces a reference by its target; references are known to have one. Chains of references are
/// short; a circle of them stops at the limit.
fn resolve(value: &mut Value, original: &Value) {
    for _ in 0..16 {
        let Some(target) = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix('#'))
            .and_then(|pointer| original.pointer(pointer))
        else {
            return;
        };
        *value = target.clone();
    }
}
