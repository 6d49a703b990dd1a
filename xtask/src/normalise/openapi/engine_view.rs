//! What the engine gets to see: schemas, and for each operation the types of its parameters, body and
//! answer. All that the runtime takes from data (paths, servers, security, locations) is left out, and
//! of a schema all but what makes its type, so that nothing can trip the engine.

use serde_json::{Map, Value, json};

use super::components::referred;
use super::{Draft, found, property_keys};
use crate::error::Result;

/// What the names of arguments begin with; their place follows.
pub const ARGUMENT: &str = "argument_";

/// A minimal OpenAPI 3.0 document with one path per operation, in their order; then one per alias, and one per
/// union with a parameter for each of its shapes.
pub fn engine_view(draft: &mut Draft<'_>) -> Result<Value> {
    let mut paths = Map::new();
    draft.each_operation(|_, _, _, operation| {
        let name = operation[found::RUST_NAME].as_str().unwrap_or_default().to_owned();
        let asked = asked(operation).iter().enumerate().map(|(index, schema)| argument(index, schema)).collect();
        paths.insert(format!("/{}/{name}", paths.len()), question("operation", paths.len(), asked));
        Ok(())
    })?;
    let aliases = draft.tree.get(found::ALIASES).and_then(Value::as_object);
    for (name, schema) in aliases.into_iter().flatten() {
        paths.insert(format!("/{}/{name}", paths.len()), question("alias", paths.len(), vec![argument(0, schema)]));
    }
    let unions = draft.tree.get(found::UNIONS).and_then(Value::as_object);
    for (name, union) in unions.into_iter().flatten() {
        let shapes = union["shapes"].as_array().into_iter().flatten().enumerate();
        let parameters: Vec<Value> = shapes.map(|(index, shape)| argument(index, &shape["schema"])).collect();
        paths.insert(format!("/{}/{name}", paths.len()), question("union", paths.len(), parameters));
    }
    let schemas = draft.tree.pointer("/components/schemas").and_then(Value::as_object);
    let schemas: Map<String, Value> =
        schemas.into_iter().flatten().map(|(name, schema)| (name.clone(), structure(name, schema, draft))).collect();
    Ok(json!({
        "openapi": "3.0.3",
        "info": { "title": "engine view", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    }))
}

/// An operation that only asks for the types of its parameters.
fn question(about: &str, number: usize, parameters: Vec<Value>) -> Value {
    let id = format!("{about}_{number}");
    json!({ "post": { "operationId": id, "parameters": parameters, "responses": { "204": { "description": "" } } } })
}

/// Every parameter is a query parameter to the engine, which is asked for its type alone.
fn argument(index: usize, schema: &Value) -> Value {
    json!({ "name": format!("{ARGUMENT}{index}"), "in": "query", "required": true, "schema": plain(schema) })
}

fn parameter_schema(parameter: &Value) -> Value {
    let content = parameter.get("content").and_then(Value::as_object).and_then(|content| content.values().next());
    let schema = parameter.get("schema").or_else(|| content.and_then(|media| media.get("schema")));
    let mut schema = schema.cloned().unwrap_or(json!({ "type": "string" }));
    if let Value::Object(schema) = &mut schema {
        // A parameter that is null is one that is not sent.
        schema.remove("nullable");
    }
    schema
}

/// The schemas whose types an operation needs: those of its parameters, its body, its answers and the items
/// of its stream, in the order of [`crate::model::Operation::types`].
fn asked(operation: &Value) -> Vec<Value> {
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let mut asked: Vec<Value> = parameters.map(parameter_schema).collect();
    asked.extend(operation.get("requestBody").and_then(typed));
    let answers = operation["responses"].as_object().into_iter().flatten();
    asked.extend(answers.filter_map(|(_, answer)| typed(answer)));
    asked.extend(operation.get(found::STREAM).map(|stream| stream["schema"].clone()));
    asked
}

/// The schema of a body or an answer that has a type.
fn typed(body: &Value) -> Option<Value> {
    let mime = body[found::MEDIA].as_str()?;
    if !is_json(mime) && mime != "application/x-www-form-urlencoded" {
        return None;
    }
    let media = body.get("content")?.get(mime)?;
    Some(media.get("schema").cloned().unwrap_or(json!({})))
}

/// A named schema, with the names of Rust for its properties.
fn structure(name: &str, schema: &Value, draft: &Draft<'_>) -> Value {
    let mut view = plain(schema);
    if let Some(names) = draft.wire_names.get(name) {
        property_keys::rename(&mut view, names);
    }
    view
}

/// A schema with nothing but what makes its type.
fn plain(schema: &Value) -> Value {
    let Some(map) = schema.as_object() else { return json!({}) };
    if let Some(name) = referred(schema) {
        return super::components::reference(name);
    }
    let mut view = Map::new();
    for key in ["description", "nullable"] {
        if let Some(value) = map.get(key).filter(|value| value.is_string() || **value == json!(true)) {
            view.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(marker) = map.get("x-rust-type") {
        view.insert("type".to_owned(), json!("string"));
        let mut marker = marker.clone();
        if let Some(Value::Array(parameters)) = marker.get_mut("parameters") {
            parameters.iter_mut().for_each(|parameter| *parameter = plain(parameter));
        }
        view.insert("x-rust-type".to_owned(), marker);
        return Value::Object(view);
    }
    if let Some(only) = map.get("allOf").and_then(Value::as_array).and_then(|parts| parts.first()) {
        view.insert("allOf".to_owned(), json!([plain(only)]));
        return Value::Object(view);
    }
    let format = map.get("format").and_then(Value::as_str);
    let ty = map.get("type").and_then(Value::as_str);
    let has_properties = map.get("properties").and_then(Value::as_object).is_some_and(|listed| !listed.is_empty());
    match ty {
        _ if has_properties || ty == Some("object") || (ty.is_none() && map.contains_key("additionalProperties")) => {
            object(map, &mut view);
        }
        _ if ty == Some("array") || (ty.is_none() && map.contains_key("items")) => {
            view.insert("type".to_owned(), json!("array"));
            view.insert("items".to_owned(), map.get("items").map_or(json!({}), plain));
        }
        Some(ty @ ("string" | "integer" | "number" | "boolean")) => {
            view.insert("type".to_owned(), json!(ty));
            if let Some(format) = format.filter(|format| known_format(ty, format)) {
                view.insert("format".to_owned(), json!(format));
            }
        }
        _ => {}
    }
    Value::Object(view)
}

fn object(map: &Map<String, Value>, view: &mut Map<String, Value>) {
    view.insert("type".to_owned(), json!("object"));
    let properties = map.get("properties").and_then(Value::as_object).filter(|listed| !listed.is_empty());
    if let Some(properties) = properties {
        let plain: Map<String, Value> = properties.iter().map(|(name, of)| (name.clone(), plain(of))).collect();
        view.insert("properties".to_owned(), Value::Object(plain));
        let required = map.get("required").and_then(Value::as_array).into_iter().flatten();
        let required: Vec<&Value> =
            required.filter(|name| name.as_str().is_some_and(|name| properties.contains_key(name))).collect();
        view.insert("required".to_owned(), json!(required));
    }
    match map.get("additionalProperties") {
        Some(further @ Value::Object(_)) => {
            view.insert("additionalProperties".to_owned(), plain(further));
        }
        _ if properties.is_none() => {
            view.insert("additionalProperties".to_owned(), json!({}));
        }
        _ => {}
    }
}

/// Formats that have a type of their own in Rust.
fn known_format(ty: &str, format: &str) -> bool {
    match ty {
        "integer" => {
            matches!(format, "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32" | "uint64")
        }
        "number" => matches!(format, "float" | "double"),
        "string" => matches!(format, "date" | "date-time" | "uuid"),
        _ => false,
    }
}

/// Whether a media type is JSON.
pub fn is_json(mime: &str) -> bool {
    let mime = mime.split(';').next().unwrap_or(mime).trim();
    mime == "application/json" || mime == "text/json" || mime.ends_with("+json") || mime == "*/*"
}
