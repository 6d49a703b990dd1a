//! The parameters of an operation: where each goes, and how its value is written.

use serde_json::Value;

use crate::model::{Location, Parameter, Writing};
use crate::normalise::openapi::{components, found};

/// All of them, in the order of the document.
pub(super) fn parameters(operation: &Value, unions: Option<&Value>) -> Vec<Parameter> {
    let listed = operation["parameters"].as_array().into_iter().flatten();
    listed.map(|listed| parameter(listed, unions)).collect()
}

fn parameter(parameter: &Value, unions: Option<&Value>) -> Parameter {
    let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
    let location = match parameter["in"].as_str() {
        Some("path") => Location::Path,
        Some("header") => Location::Header,
        Some("cookie") => Location::Cookie,
        Some("part") => Location::Part,
        Some("file") => Location::File,
        _ => Location::Query,
    };
    Parameter {
        wire_name: text("name"),
        rust_name: text(found::RUST_NAME),
        required: location == Location::Path || parameter["required"].as_bool() == Some(true),
        docs: text("description"),
        writing: writing(parameter, location, unions),
        nullable: false,
        media_type: parameter["x-clientwright-content-type"].as_str().map(str::to_owned),
        location,
        ty: None,
    }
}

fn writing(parameter: &Value, location: Location, unions: Option<&Value>) -> Writing {
    if parameter.get("content").is_some() {
        return Writing::Json;
    }
    let of_place = match location {
        Location::Query | Location::Cookie => "form",
        _ => "simple",
    };
    let style = parameter["style"].as_str().unwrap_or(of_place);
    let explode = parameter["explode"].as_bool().unwrap_or(style == "form" || style == "deepObject");
    let reserved = parameter["allowReserved"].as_bool() == Some(true);
    let style = match (style, location) {
        ("spaceDelimited", Location::Query) => "SpaceDelimited",
        ("pipeDelimited", Location::Query) => "PipeDelimited",
        ("deepObject", Location::Query) => "DeepObject",
        ("label", Location::Path) => "Label",
        ("matrix", Location::Path) => "Matrix",
        (_, Location::Query | Location::Cookie) => "Form",
        _ => "Simple",
    };
    let plain = !reserved && !is_structured(&parameter["schema"], unions);
    match (style, explode, location) {
        ("Form", true, Location::Query) if plain => Writing::Repeated,
        ("Form", false, Location::Query) | ("Simple", _, _) if plain => Writing::Joined(","),
        ("SpaceDelimited", false, _) if plain => Writing::Joined(" "),
        ("Form", _, Location::Cookie) if plain && !is_list(&parameter["schema"]) => Writing::Repeated,
        _ => Writing::Styled { style, explode, reserved },
    }
}

fn is_list(schema: &Value) -> bool {
    schema["type"] == "array" || schema.get("items").is_some()
}

/// Whether a value may have members, or lists within lists.
fn is_structured(schema: &Value, unions: Option<&Value>) -> bool {
    let schema = components::unwrapped(schema);
    if let Some(path) = schema.pointer("/x-rust-type/path").and_then(Value::as_str) {
        let name = path.strip_prefix("enums::").unwrap_or_default();
        return unions.is_some_and(|unions| unions.get(name).is_some());
    }
    if components::referred(schema).is_some() {
        return true;
    }
    match schema["type"].as_str() {
        Some("array") => schema.get("items").is_none_or(|items| is_list(items) || is_structured(items, unions)),
        Some("string" | "integer" | "number" | "boolean") => false,
        _ => true,
    }
}
