//! What the engine gets to see: schemas, and for each operation the types of its parameters, body and
//! answer. All that the runtime takes from data (paths, servers, security, locations) is left out, so
//! that nothing in it can trip the engine.

use serde_json::{Map, Value, json};

use super::{Draft, found};
use crate::error::Result;

/// A minimal OpenAPI 3.0 document with one path per operation, in their order.
pub fn engine_view(draft: &mut Draft<'_>) -> Result<Value> {
    let mut paths = Map::new();
    draft.each_operation(|_, _, _, operation| {
        let name = operation[found::RUST_NAME].as_str().unwrap_or_default().to_owned();
        let parameters: Vec<Value> =
            operation.get("parameters").and_then(Value::as_array).into_iter().flatten().map(parameter).collect();
        let mut plain = json!({
            "operationId": name,
            "parameters": parameters,
            "responses": response(operation),
        });
        if let Some(schema) = body_schema(operation) {
            plain["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        }
        paths.insert(format!("/{name}"), json!({ "post": plain }));
        Ok(())
    })?;
    let schemas = draft.tree.pointer("/components/schemas").cloned().unwrap_or(json!({}));
    Ok(json!({
        "openapi": "3.0.3",
        "info": { "title": "engine view", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    }))
}

/// Every parameter is a query parameter to the engine, which is asked for its type alone.
fn parameter(parameter: &Value) -> Value {
    let content = parameter.get("content").and_then(Value::as_object).and_then(|content| content.values().next());
    let schema = parameter
        .get("schema")
        .or_else(|| content.and_then(|media| media.get("schema")))
        .cloned()
        .unwrap_or(json!({ "type": "string" }));
    json!({
        "name": parameter[found::RUST_NAME],
        "in": "query",
        "required": true,
        "schema": schema,
    })
}

fn body_schema(operation: &Value) -> Option<Value> {
    let body = operation.get("requestBody")?;
    let mime = body[found::MEDIA].as_str()?;
    if !is_json(mime) && mime != "application/x-www-form-urlencoded" {
        return None;
    }
    let media = body.get("content")?.get(mime)?;
    Some(media.get("schema").cloned().unwrap_or(json!({})))
}

fn response(operation: &Value) -> Value {
    let answer = operation["responses"].as_object().and_then(|responses| responses.values().next());
    let schema = answer.and_then(|answer| {
        let mime = answer[found::MEDIA].as_str().filter(|mime| is_json(mime))?;
        let media = answer.get("content")?.get(mime)?;
        Some(media.get("schema").cloned().unwrap_or(json!({})))
    });
    match schema {
        Some(schema) => {
            json!({ "200": { "description": "", "content": { "application/json": { "schema": schema } } } })
        }
        None => json!({ "204": { "description": "" } }),
    }
}

/// Whether a media type is JSON.
pub fn is_json(mime: &str) -> bool {
    let mime = mime.split(';').next().unwrap_or(mime).trim();
    mime == "application/json" || mime.ends_with("+json") || mime == "*/*"
}
