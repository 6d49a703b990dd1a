//! Examples fit their schemas.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::{Document, Kind};
use crate::load::refs::push;

pub(super) const RULE: Rule = Rule { id: "examples", about: "examples fit their schemas", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for (pointer, schema) in document.schemas() {
        if let Some(value) = schema.get("example") {
            check(pointer, &format!("{pointer}/example"), value, found);
        }
        for (index, value) in schema.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate() {
            check(pointer, &format!("{pointer}/examples/{index}"), value, found);
        }
    }
    for part in document.parts.iter().filter(|part| matches!(part.kind, Kind::MediaType | Kind::Parameter)) {
        if part.value.get("schema").is_none() {
            continue;
        }
        let schema = format!("{}/schema", part.pointer);
        if let Some(value) = part.value.get("example") {
            check(&schema, &format!("{}/example", part.pointer), value, found);
        }
        for (name, example) in part.value["examples"].as_object().into_iter().flatten() {
            let mut pointer = format!("{}/examples", part.pointer);
            push(&mut pointer, name);
            let example = document.resolve(example);
            // An answer that is an error in spite of its status has a shape of its own.
            let refusal = example.get("x-error").is_some();
            if let Some(value) = example.get("value").filter(|_| !refusal) {
                check(&schema, &pointer, value, found);
            }
        }
    }
}

fn check(schema: &str, place: &str, value: &Value, found: &mut Found<'_>) {
    if let Some(why) = found.fault(schema, value) {
        let what = format!("the example does not fit the schema: {why}");
        found.warning(place, what, "correct the example or the schema");
    }
}
