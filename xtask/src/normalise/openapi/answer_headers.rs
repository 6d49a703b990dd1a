//! The headers that the good answers of an operation have become one object schema, so that they get a type
//! like all others. Operations whose headers are equal share it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::components::{Additions, schemas};
use super::{Draft, found};
use crate::error::Result;

/// What OpenAPI says that a description cannot declare: the media types do.
const NOT_HEADERS: &[&str] = &["content-type"];

/// A header whose values let somebody act as somebody else.
const SECRETS: &[&str] = &["set-cookie"];

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut additions = Additions::apart(schemas(&mut draft.tree));
    draft.each_operation(|_, _, _, operation| {
        let name = operation[found::RUST_NAME].as_str().unwrap_or_default().to_owned();
        let Some(Value::Object(responses)) = operation.get_mut("responses") else { return Ok(()) };
        let mut answers: Vec<Headers> = Vec::new();
        for response in responses.values_mut() {
            let headers = response.as_object_mut().and_then(|response| response.remove("headers"));
            answers.push(headers.map(of_answer).unwrap_or_default());
        }
        let all = together(answers);
        if !all.is_empty() {
            let owner = match all.values().collect::<Vec<_>>().as_slice() {
                [only] => only.name.clone(),
                _ => name,
            };
            operation[found::HEADERS] = json!(additions.name(&[&owner, "headers"], object(all)));
        }
        Ok(())
    })?;
    if !additions.schemas.is_empty() {
        let what = format!("{} sets of headers of answers are types", additions.schemas.len());
        draft.report.note("answer_headers", "/paths".to_owned(), what, false);
    }
    schemas(&mut draft.tree).extend(additions.schemas);
    Ok(())
}

/// A header of an answer.
struct Header {
    name: String,
    required: bool,
    schema: Value,
}

/// Headers by name in lower case, for their names are compared so.
type Headers = IndexMap<String, Header>;

fn of_answer(headers: Value) -> Headers {
    let Value::Object(headers) = headers else { return Headers::new() };
    let mut found = Headers::new();
    for (name, mut header) in headers {
        let key = name.to_ascii_lowercase();
        if NOT_HEADERS.contains(&key.as_str()) || name.is_empty() {
            continue;
        }
        let required = header["required"] == true;
        let schema = schema(&key, &mut header);
        found.entry(key).or_insert(Header { name, required, schema });
    }
    found
}

/// The schema of a value, with what is said of the header.
fn schema(key: &str, header: &mut Value) -> Value {
    let content = header.get_mut("content").and_then(Value::as_object_mut);
    let content = content.and_then(|content| content.values_mut().next()).map(Value::take);
    let own = header.get_mut("schema").map(Value::take);
    let schema = own.or_else(|| content.and_then(|mut media| media.get_mut("schema").map(Value::take)));
    let mut schema = schema.filter(Value::is_object).unwrap_or_else(|| json!({ "type": "string" }));
    if schema.as_object().is_some_and(Map::is_empty) {
        // Any value is a text here.
        schema = json!({ "type": "string" });
    }
    text_formats(&mut schema, SECRETS.contains(&key));
    if let Some(items) = schema.get_mut("items") {
        text_formats(items, SECRETS.contains(&key));
    }
    let said: Map<String, Value> = ["description", "deprecated"]
        .iter()
        .filter_map(|word| Some(((*word).to_owned(), header.get(*word)?.clone())))
        .filter(|(_, value)| value.is_string() || *value == true)
        .collect();
    match &mut schema {
        Value::Object(map) if !map.contains_key("$ref") => {
            map.extend(said);
            schema
        }
        _ if said.is_empty() => schema,
        _ => {
            let mut wrapper = said;
            wrapper.insert("allOf".to_owned(), json!([schema]));
            Value::Object(wrapper)
        }
    }
}

/// In a header a date may be written as HTTP has it, and cookies are secrets.
fn text_formats(schema: &mut Value, secret: bool) {
    if schema["type"] != "string" || schema.get("enum").is_some() {
        return;
    }
    if secret {
        schema["format"] = json!("password");
    } else if schema["format"] == "date-time" {
        schema["format"] = json!("http-date");
    }
}

/// The headers of an operation: one has to be there if every answer has to have it, and is a text if the answers
/// do not agree about it.
fn together(answers: Vec<Headers>) -> Headers {
    let count = answers.len();
    let mut all = Headers::new();
    let mut required: BTreeMap<String, usize> = BTreeMap::new();
    for (key, header) in answers.into_iter().flatten() {
        *required.entry(key.clone()).or_default() += usize::from(header.required);
        match all.get_mut(&key) {
            Some(known) if same(&known.schema, &header.schema) => {}
            Some(known) => known.schema = json!({ "type": "string", "description": known.schema["description"] }),
            None => {
                all.insert(key, header);
            }
        }
    }
    for (key, header) in &mut all {
        header.required = required.get(key) == Some(&count);
    }
    all
}

fn same(one: &Value, other: &Value) -> bool {
    super::components::shape(one) == super::components::shape(other)
}

fn object(headers: Headers) -> Value {
    let required: Vec<&String> = headers.values().filter(|header| header.required).map(|header| &header.name).collect();
    let required = json!(required);
    let properties: Map<String, Value> = headers.into_values().map(|header| (header.name, header.schema)).collect();
    json!({ "type": "object", "description": "Headers of an answer.", "properties": properties, "required": required })
}
