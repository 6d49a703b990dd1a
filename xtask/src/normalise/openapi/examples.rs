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
fn examples(operation: &mut Value) -> Value {
    let mut all = Vec::new();
    let Some(Value::Object(responses)) = operation.get_mut("responses") else {
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
        let Some(Value::Object(content)) = response.get_mut("content") else {
            all.push(json!({ "name": "empty", "status": status, "mime": "", "value": null }));
            continue;
        };
        for (mime, media) in content {
            let mut add = |name: &str, value: &mut Value, error: &Value| {
                let mut example = json!({ "name": name, "status": status, "mime": mime, "error": error });
                example["value"] = value.take();
                all.push(example);
            };
            if let Some(value) = media.get_mut("example") {
                add("example", value, &Value::Null);
            }
            if let Some(Value::Object(named)) = media.get_mut("examples") {
                for (name, example) in named {
                    let error = example.get("x-error").cloned().unwrap_or_default();
                    if let Some(value) = example.get_mut("value") {
                        add(name, value, &error);
                    }
                }
            }
        }
    }
    Value::Array(all)
}
