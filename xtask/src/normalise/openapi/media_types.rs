//! One request body and one successful answer per operation; error answers leave the engine's view,
//! their examples are kept.

use serde_json::{Map, Value, json};

use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut notes = Vec::new();
    draft.each_operation(|pointer, _, _, operation| {
        let mut lost = |place: &str, what: String| notes.push((format!("{pointer}{place}"), what));
        operation[found::EXAMPLES] = examples(operation);
        if let Some(body) = operation.get_mut("requestBody") {
            let (mime, others) = choose(body.get_mut("content"));
            if !others.is_empty() {
                lost("/requestBody", format!("only `{mime}` is served, not {}", others.join(", ")));
            }
            body[found::MEDIA] = json!(mime);
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut).map(std::mem::take);
        let (status, mut answer, others) = successful(responses.unwrap_or_default());
        if !others.is_empty() {
            lost("/responses", format!("only the answer {status} is typed, not {}", others.join(", ")));
        }
        let (mime, others) = choose(answer.get_mut("content"));
        if !others.is_empty() {
            lost("/responses", format!("only `{mime}` is served, not {}", others.join(", ")));
        }
        answer[found::MEDIA] = json!(mime);
        operation["responses"] = json!({ status: answer });
        Ok(())
    })?;
    for (pointer, what) in notes {
        draft.report.note("media_types", pointer, what, true);
    }
    Ok(())
}

/// The successful answer that is typed: the one with content and the lowest status; `default` counts
/// where there is no other.
fn successful(responses: Map<String, Value>) -> (String, Value, Vec<String>) {
    let mut good: Vec<(String, Value)> = Vec::new();
    let mut default = None;
    for (status, response) in responses {
        if status.starts_with('2') {
            good.push((status, response));
        } else if status == "default" {
            default = Some(response);
        }
    }
    good.sort_by_key(|(status, response)| (!has_content(response), status.clone()));
    if good.is_empty() {
        return ("200".to_owned(), default.unwrap_or_else(|| json!({ "description": "" })), Vec::new());
    }
    let (status, answer) = good.remove(0);
    let status = if status.eq_ignore_ascii_case("2XX") { "200".to_owned() } else { status };
    let others = good.iter().filter(|(_, other)| has_content(other)).map(|(status, _)| status.clone()).collect();
    (status, answer, others)
}

fn has_content(response: &Value) -> bool {
    response.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty())
}

/// Keeps the media type that serves best and tells the others.
fn choose(content: Option<&mut Value>) -> (String, Vec<String>) {
    let Some(Value::Object(content)) = content else {
        return (String::new(), Vec::new());
    };
    let Some(best) = content.keys().min_by_key(|mime| rank(mime)).cloned() else {
        return (String::new(), Vec::new());
    };
    let kept = content.remove(&best).unwrap_or_default();
    let others = content.keys().map(|mime| format!("`{mime}`")).collect();
    *content = Map::from_iter([(best.clone(), kept)]);
    (best, others)
}

fn rank(mime: &str) -> u8 {
    let mime = mime.split(';').next().unwrap_or(mime).trim();
    match mime {
        "application/json" => 0,
        _ if mime.ends_with("+json") => 1,
        "application/x-www-form-urlencoded" => 2,
        "*/*" => 3,
        _ if mime.starts_with("text/") => 4,
        _ => 5,
    }
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
