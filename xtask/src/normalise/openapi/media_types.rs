//! The media types of bodies and answers. Of several for one body or answer the one that serves best is
//! taken; a body of another kind becomes a variant of the operation. Error answers leave their types.

use serde_json::{Map, Value, json};

use super::{Draft, found};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut notes = Vec::new();
    draft.each_operation(|pointer, _, _, operation| {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut).map(std::mem::take);
        let (good, bad) = sorted(responses.unwrap_or_default());
        operation[found::ERRORS] = errors(bad);
        let mut kept = Map::new();
        for (status, mut answer) in good {
            // HTTP gives these no body, whatever the description says.
            if let ("204" | "205", Value::Object(answer)) = (status.as_str(), &mut answer) {
                answer.remove("content");
            }
            if let Some(stream) = stream(answer.get_mut("content")) {
                operation[found::STREAM] = stream;
            }
            let (mime, others) = choose(answer.get_mut("content"));
            if !others.is_empty() {
                let what = format!("the answer {status} is asked for as `{mime}`, not as {}", others.join(", "));
                notes.push((format!("{pointer}/responses/{status}"), what));
            }
            answer[found::MEDIA] = json!(mime);
            kept.insert(status, answer);
        }
        operation["responses"] = Value::Object(kept);
        Ok(())
    })?;
    for (pointer, what) in notes {
        draft.report.note("media_types", pointer, what, false);
    }
    variants(draft)
}

/// Gives each operation one body; other kinds of body go to copies of it with names of their own.
fn variants(draft: &mut Draft<'_>) -> Result<()> {
    let mut copies = Vec::new();
    draft.each_operation(|_, path, method, operation| {
        let Some(body) = operation.get_mut("requestBody") else { return Ok(()) };
        let several = body.get("content").and_then(Value::as_object).filter(|content| content.len() > 1);
        let content = several.cloned().unwrap_or_default();
        let (mime, _) = choose(body.get_mut("content"));
        body[found::MEDIA] = json!(mime);
        let mut kinds = vec![kind(&mime)];
        for (other, media) in content {
            if kinds.contains(&kind(&other)) {
                continue;
            }
            kinds.push(kind(&other));
            let mut copy = operation.clone();
            copy[found::VARIANT] = json!(kind(&other));
            copy["requestBody"]["content"] = json!({ &other: media });
            copy["requestBody"][found::MEDIA] = json!(other);
            copies.push((format!("{path} {}", kind(&other)), path.to_owned(), method.to_owned(), copy));
        }
        Ok(())
    })?;
    let mut notes = Vec::new();
    if let Some(Value::Object(paths)) = draft.tree.get_mut("paths") {
        for (key, path, method, copy) in copies {
            let kind = copy[found::VARIANT].as_str().unwrap_or_default();
            let what = format!("a body of the kind `{kind}` is a variant of the operation");
            notes.push((format!("{method} {path}"), what));
            let item = paths.entry(key).or_insert_with(|| json!({}));
            item[method.as_str()] = copy;
        }
    }
    for (place, what) in notes {
        draft.report.note("media_types", place, what, false);
    }
    Ok(())
}

/// Answers with their statuses.
type Answers = Vec<(String, Value)>;

/// Successful answers, and the others. `default` counts as a success where there is no other.
fn sorted(responses: Map<String, Value>) -> (Answers, Answers) {
    let (mut good, mut bad): (Vec<_>, Vec<_>) = responses.into_iter().partition(|(status, _)| status.starts_with('2'));
    if good.is_empty() {
        let default = bad.iter().position(|(status, _)| status == "default");
        good = match default {
            Some(index) => vec![bad.remove(index)],
            None => vec![("200".to_owned(), json!({ "description": "" }))],
        };
    }
    // What says most comes first; ranges come after the statuses that they hold.
    good.sort_by_key(|(status, response)| {
        (!has_content(response), status.to_ascii_uppercase().contains('X'), status.clone())
    });
    (good, bad)
}

fn has_content(response: &Value) -> bool {
    response.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty())
}

/// Status and schema of the error answers that are JSON.
fn errors(bad: Answers) -> Value {
    let mut errors = Vec::new();
    for (status, mut response) in bad.into_iter().filter(|(status, _)| !status.starts_with(['1', '3'])) {
        let content = response.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten();
        let schema = content.filter(|(mime, _)| super::is_json(mime)).find_map(|(_, media)| media.get_mut("schema"));
        if let Some(schema) = schema {
            let mut error = json!({ "status": status });
            error["schema"] = schema.take();
            errors.push(error);
        }
    }
    Value::Array(errors)
}

/// Takes the form of the answer that is a stream out of several.
fn stream(content: Option<&mut Value>) -> Option<Value> {
    let Some(Value::Object(content)) = content else { return None };
    let mime = content.keys().find(|mime| matches!(kind(mime), "events" | "lines")).cloned()?;
    let media = content.remove(&mime).unwrap_or_default();
    // A stream of nothing that is known is events of text.
    let schema = media.get("itemSchema").or_else(|| media.get("schema")).cloned();
    Some(json!({ "mime": mime, "schema": schema.unwrap_or_else(|| json!({})) }))
}

/// Keeps the media type that serves best and tells the others.
pub(super) fn choose(content: Option<&mut Value>) -> (String, Vec<String>) {
    let Some(Value::Object(content)) = content else {
        return (String::new(), Vec::new());
    };
    if content.len() == 1 {
        return (content.keys().next().cloned().unwrap_or_default(), Vec::new());
    }
    let Some(best) = content.keys().min_by_key(|mime| rank(mime)).cloned() else {
        return (String::new(), Vec::new());
    };
    let kept = content.remove(&best).unwrap_or_default();
    let others = content.keys().map(|mime| format!("`{mime}`")).collect();
    *content = Map::from_iter([(best.clone(), kept)]);
    (best, others)
}

/// Kinds of body that differ for a caller.
fn kind(mime: &str) -> &'static str {
    let bare = mime.split(';').next().unwrap_or(mime).trim().to_ascii_lowercase();
    match bare.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" | "multipart/mixed" => "multipart",
        "text/event-stream" => "events",
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/json-seq"
        | "application/json-lines"
        | "application/jsonlines"
        | "application/stream+json" => "lines",
        _ if super::is_json(&bare) || bare == "text/json" => "json",
        _ if bare.ends_with("/xml") || bare.ends_with("+xml") => "xml",
        _ if bare.starts_with("text/") => "text",
        _ => "bytes",
    }
}

fn rank(mime: &str) -> u8 {
    let bare = mime.split(';').next().unwrap_or(mime).trim();
    match kind(mime) {
        "json" if bare == "application/json" => 0,
        "json" if bare != "*/*" => 1,
        "form" => 2,
        "json" => 3,
        "multipart" => 4,
        "text" => 5,
        _ => 6,
    }
}
