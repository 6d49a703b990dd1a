//! What the engine gets to see: schemas, and for each operation the types of its parameters, body and
//! answer. All that the runtime takes from data (paths, servers, security, locations) is left out, and
//! of a schema all but what makes its type, so that nothing can trip the engine.

use serde_json::{Map, Value, json};

use super::components::referred;
use super::{Draft, found};
use crate::error::Result;

/// What the names of arguments begin with; their place follows.
pub const ARGUMENT: &str = "argument_";

/// A minimal OpenAPI 3.0 document with one path per operation, in their order; then one per alias, one per union
/// with a parameter for each of its shapes, and one per request of the server that has a type. The schemas are taken out of the document, which nobody reads after
/// this.
pub fn engine_view(draft: &mut Draft<'_>) -> Result<Value> {
    let mut paths = Map::new();
    draft.each_operation(|_, _, _, operation| {
        let name = operation[found::RUST_NAME].as_str().unwrap_or_default().to_owned();
        paths.insert(format!("/{}/{name}", paths.len()), question("operation", paths.len(), asked(operation)));
        Ok(())
    })?;
    for (name, schema) in taken(draft.tree.get_mut(found::ALIASES)) {
        paths.insert(format!("/{}/{name}", paths.len()), question("alias", paths.len(), vec![schema]));
    }
    for (name, mut union) in taken(draft.tree.get_mut(found::UNIONS)) {
        let shapes = union["shapes"].as_array_mut().into_iter().flatten();
        let shapes = shapes.map(|shape| shape["schema"].take()).collect();
        paths.insert(format!("/{}/{name}", paths.len()), question("union", paths.len(), shapes));
    }
    let incoming = draft.tree.get_mut(found::INCOMING).and_then(Value::as_array_mut);
    let typed = |entry: &&mut Value| entry[found::MEDIA].as_str().is_some_and(has_type);
    for (index, entry) in incoming.into_iter().flatten().filter(typed).enumerate() {
        let asked = vec![entry["schema"].take()];
        paths.insert(format!("/{}/{index}", paths.len()), question("incoming", paths.len(), asked));
    }
    let mut schemas = std::mem::take(super::components::schemas(&mut draft.tree));
    for (name, schema) in &mut schemas {
        *schema = structure(schema.take(), draft.wire_names.get(name).map(Vec::as_slice));
    }
    let mut view = json!({
        "openapi": "3.0.3",
        "info": { "title": "engine view", "version": "1" },
        "paths": {},
        "components": { "schemas": {} },
    });
    view["paths"] = Value::Object(paths);
    view["components"]["schemas"] = Value::Object(schemas);
    Ok(view)
}

fn taken(object: Option<&mut Value>) -> Map<String, Value> {
    match object.map(Value::take) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// An operation that only asks for the types of its parameters. Every one is a query parameter to the engine, which
/// is asked for its type alone.
fn question(about: &str, number: usize, schemas: Vec<Value>) -> Value {
    let id = format!("{about}_{number}");
    let parameters = schemas.into_iter().enumerate().map(|(index, schema)| {
        let mut parameter = json!({ "name": format!("{ARGUMENT}{index}"), "in": "query", "required": true });
        parameter["schema"] = plain(schema);
        parameter
    });
    let parameters: Vec<Value> = parameters.collect();
    let mut operation = json!({ "operationId": id, "responses": { "204": { "description": "" } } });
    operation["parameters"] = Value::Array(parameters);
    Value::Object(Map::from_iter([("post".to_owned(), operation)]))
}

fn parameter_schema(parameter: &mut Value) -> Value {
    let mut schema = parameter.get_mut("schema").map(Value::take).or_else(|| {
        let content = parameter.get_mut("content").and_then(Value::as_object_mut);
        content.and_then(|content| content.values_mut().next()?.get_mut("schema")).map(Value::take)
    });
    if let Some(Value::Object(schema)) = &mut schema {
        // A parameter that is null is one that is not sent.
        schema.remove("nullable");
    }
    schema.unwrap_or_else(|| json!({ "type": "string" }))
}

/// The schemas whose types an operation needs: those of its parameters, its body, its answers and the items
/// of its stream, in the order of [`crate::model::Operation::types`].
fn asked(operation: &mut Value) -> Vec<Value> {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten();
    let mut asked: Vec<Value> = parameters.map(parameter_schema).collect();
    asked.extend(operation.get_mut("requestBody").and_then(typed));
    let answers = operation["responses"].as_object_mut().into_iter().flatten();
    asked.extend(answers.filter_map(|(_, answer)| typed(answer)));
    asked.extend(operation.get_mut(found::STREAM).map(|stream| stream["schema"].take()));
    asked
}

/// The schema of a body or an answer that has a type.
fn typed(body: &mut Value) -> Option<Value> {
    let mime = body[found::MEDIA].as_str()?.to_owned();
    if !has_type(&mime) {
        return None;
    }
    let media = body.get_mut("content")?.get_mut(mime)?;
    Some(media.get_mut("schema").map_or_else(|| json!({}), Value::take))
}

fn has_type(mime: &str) -> bool {
    is_json(mime) || mime == "application/x-www-form-urlencoded"
}

/// A schema with nothing but what makes its type.
fn plain(schema: Value) -> Value {
    structure(schema, None)
}

/// The same; `names` are those of Rust for its properties, beside those of the wire.
fn structure(schema: Value, names: Option<&[(String, String)]>) -> Value {
    if let Some(name) = referred(&schema) {
        return super::components::reference(name);
    }
    let Value::Object(map) = schema else { return json!({}) };
    let mut view = Map::new();
    let mut said = Said::default();
    let mut marker = None;
    let mut parts = None;
    let mut nullable = None;
    for (key, value) in map {
        match key.as_str() {
            "description" if value.is_string() || value == true => {
                view.insert(key, value);
            }
            "nullable" if value.is_string() || value == true => nullable = Some((key, value)),
            "x-rust-type" => marker = Some((key, value)),
            "allOf" => parts = Some(value),
            "type" => said.ty = Some(value),
            "format" => said.format = Some(value),
            "properties" => said.properties = Some(value),
            "additionalProperties" => said.further = Some(value),
            "items" => said.items = Some(value),
            "required" => said.required = Some(value),
            _ => {}
        }
    }
    view.extend(nullable);
    if let Some((key, mut marker)) = marker {
        view.insert("type".to_owned(), json!("string"));
        if let Some(Value::Array(parameters)) = marker.get_mut("parameters") {
            parameters.iter_mut().for_each(|parameter| *parameter = plain(parameter.take()));
        }
        view.insert(key, marker);
    } else if let Some(Value::Array(parts)) = parts
        && let Some(only) = parts.into_iter().next()
    {
        view.insert("allOf".to_owned(), Value::Array(vec![plain(only)]));
    } else {
        said.into(&mut view, names);
    }
    Value::Object(view)
}

/// What a schema says of its type.
#[derive(Debug, Default)]
struct Said {
    ty: Option<Value>,
    format: Option<Value>,
    properties: Option<Value>,
    further: Option<Value>,
    items: Option<Value>,
    required: Option<Value>,
}

impl Said {
    fn into(self, view: &mut Map<String, Value>, names: Option<&[(String, String)]>) {
        let ty = self.ty.as_ref().and_then(Value::as_str);
        let properties = match self.properties {
            Some(Value::Object(properties)) if !properties.is_empty() => Some(properties),
            _ => None,
        };
        match ty {
            _ if properties.is_some() || ty == Some("object") || (ty.is_none() && self.further.is_some()) => {
                view.insert("type".to_owned(), json!("object"));
                object(properties, self.required, self.further, view, names);
            }
            _ if ty == Some("array") || (ty.is_none() && self.items.is_some()) => {
                view.insert("type".to_owned(), json!("array"));
                view.insert("items".to_owned(), self.items.map_or_else(|| json!({}), plain));
            }
            Some(ty @ ("string" | "integer" | "number" | "boolean")) => {
                view.insert("type".to_owned(), json!(ty));
                if let Some(Value::String(format)) =
                    self.format.filter(|of| of.as_str().is_some_and(|of| known_format(ty, of)))
                {
                    view.insert("format".to_owned(), Value::String(format));
                }
            }
            _ => {}
        }
    }
}

fn object(
    properties: Option<Map<String, Value>>,
    required: Option<Value>,
    further: Option<Value>,
    view: &mut Map<String, Value>,
    names: Option<&[(String, String)]>,
) {
    let is_struct = properties.is_some();
    if let Some(properties) = properties {
        let required = match required {
            Some(Value::Array(required)) => required,
            _ => Vec::new(),
        };
        let required = required.iter().filter_map(Value::as_str).filter(|name| properties.contains_key(*name));
        let named = |wire: &str| match names {
            Some(names) => names.iter().find(|(_, known)| known == wire).map(|(name, _)| name.clone()),
            None => Some(wire.to_owned()),
        };
        let required: Vec<Value> = required.filter_map(named).map(Value::String).collect();
        let mut given = names.into_iter().flatten();
        let plain: Map<String, Value> = properties
            .into_iter()
            .filter_map(|(wire, of)| {
                // They stand in the same order.
                let name = match given.next() {
                    Some((name, known)) if *known == wire => name.clone(),
                    _ => named(&wire)?,
                };
                Some((name, plain(of)))
            })
            .collect();
        view.insert("properties".to_owned(), Value::Object(plain));
        view.insert("required".to_owned(), Value::Array(required));
    }
    match further {
        Some(further @ Value::Object(_)) => {
            view.insert("additionalProperties".to_owned(), plain(further));
        }
        _ if !is_struct => {
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
