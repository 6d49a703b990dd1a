//! Examples of all answers are kept for the sandbox, before the answers are sorted out.

use serde_json::{Value, json};

use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    draft.each_operation(|_, _, _, operation| {
        operation[found::EXAMPLES] = examples(operation);
        Ok(())
    })
}

/// All examples of answers. An example that is an error in spite of its status carries `x-error`.
fn examples(operation: &Value) -> Value {
    let mut all = Vec::new();
    let Some(Value::Object(responses)) = operation.get("responses") else {
        return Value::Array(all);
    };
    for (status, response) in responses {
        let status = match status.to_ascii_uppercase().as_str() {
            "DEFAULT" => 500,
            "1XX" | "2XX" => 200,
            "4XX" => 400,
            "5XX" => 500,
            status => status.parse().unwrap_or(200),
        };
        let Some(Value::Object(content)) = response.get("content") else {
            all.push(json!({ "name": "empty", "status": status, "mime": "", "value": null }));
            continue;
        };
        for (mime, media) in content {
            let mut add = |name: &str, value: &Value, error: &Value| {
                all.push(json!({ "name": name, "status": status, "mime": mime, "value": value, "error": error }));
            };
            if let Some(value) = media.get("example") {
                add("example", value, &Value::Null);
            }
            if let Some(Value::Object(named)) = media.get("examples") {
                for (name, example) in named {
                    if let Some(value) = example.get("value") {
                        add(name, value, example.get("x-error").unwrap_or(&Value::Null));
                    }
                }
            }
        }
    }
    Value::Array(all)
}
