//! The bodies of an operation: what it sends, and what it may be answered.

use serde_json::Value;

use crate::model::{Answer, Body, Media};
use crate::normalise::openapi::{components, found, is_json};
use crate::normalise::wire_formats::ENUMS;

/// What it sends.
pub(super) fn body(operation: &Value) -> Option<Body> {
    let body = operation.get("requestBody")?;
    let mime = body[found::MEDIA].as_str().unwrap_or_default();
    let media = media(mime);
    let is_usual = mime == Media::Json.mime() || mime.contains(['*', ';', ',']);
    (media != Media::Empty).then(|| Body {
        json: (media == Media::Json && !is_usual).then(|| mime.to_owned()),
        media,
        required: body["required"].as_bool() == Some(true),
        docs: body["description"].as_str().unwrap_or_default().to_owned(),
        ty: None,
    })
}

/// Its successful answers, in the order of the document.
pub(super) fn answers(operation: &Value) -> Vec<Answer> {
    let listed = operation["responses"].as_object().into_iter().flatten();
    listed
        .map(|(status, answer)| {
            let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
            let media = media(&text(found::MEDIA));
            Answer { statuses: vec![status.clone()], media, docs: text("description"), ty: None }
        })
        .collect()
}

/// Its answer as a stream.
pub(super) fn stream(operation: &Value) -> Option<Answer> {
    let stream = operation.get(found::STREAM)?;
    let mime = stream["mime"].as_str().unwrap_or_default();
    let media = if mime.starts_with("text/event-stream") { Media::Events } else { Media::JsonLines(mime.to_owned()) };
    Some(Answer { statuses: Vec::new(), media, docs: String::new(), ty: None })
}

/// Status and type of its error answers.
pub(super) fn errors(operation: &Value) -> Vec<(String, String)> {
    let listed = operation[found::ERRORS].as_array().into_iter().flatten();
    listed
        .filter_map(|error| {
            let status = error["status"].as_str()?.to_owned();
            Some((status, type_name(&error["schema"])?.to_owned()))
        })
        .collect()
}

/// The name of the structure, enum or union that a schema is.
fn type_name(schema: &Value) -> Option<&str> {
    let parts = schema.get("allOf").and_then(Value::as_array).filter(|parts| parts.len() == 1);
    let marked = parts.map_or(schema, |parts| &parts[0]).pointer("/x-rust-type/path").and_then(Value::as_str);
    components::referred(schema).or_else(|| marked?.strip_prefix(ENUMS)?.strip_prefix("::"))
}

pub(super) fn media(mime: &str) -> Media {
    match mime {
        "" => Media::Empty,
        "application/x-www-form-urlencoded" => Media::Form,
        "multipart/form-data" => Media::Multipart,
        _ if is_json(mime) => Media::Json,
        _ if mime.starts_with("text/") => Media::Text(mime.to_owned()),
        _ => Media::Bytes(mime.to_owned()),
    }
}
