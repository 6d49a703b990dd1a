//! OpenAPI 3.1 to 3.0: type lists and `null`, `const`, lists of examples, `$ref` with siblings.

use serde_json::{Map, Value, json};

use super::{Draft, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let version = draft.tree["openapi"].as_str().unwrap_or_default().to_owned();
    if !version.starts_with("3.") {
        let help = if draft.tree.get("swagger").is_some() {
            "convert the Swagger 2.0 document to OpenAPI 3"
        } else {
            "an OpenAPI document begins with `openapi: 3.0.3` or `openapi: 3.1.0`"
        };
        let what = format!("has the OpenAPI version `{version}`, which is not 3.0 or 3.1");
        return Err(draft.fault("/openapi", what).help(help));
    }
    if version.starts_with("3.0") {
        return Ok(());
    }
    draft.tree["openapi"] = json!("3.0.3");
    if let Value::Object(top) = &mut draft.tree {
        top.remove("webhooks");
        top.remove("jsonSchemaDialect");
    }
    let report = &mut draft.report;
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        if let Some(what) = lower(schema) {
            report.note("lower_31", at.pointer.clone(), what.to_owned(), false);
        }
        Ok(())
    })
}

fn lower(schema: &mut Value) -> Option<&'static str> {
    match schema {
        Value::Bool(_) => {
            *schema = json!({});
            return Some("boolean schema to any value");
        }
        Value::Object(_) => {}
        _ => return None,
    }
    let map = schema.as_object_mut()?;
    let mut done = None;
    if let Some(value) = map.remove("const") {
        map.insert("enum".to_owned(), json!([value]));
        done = Some("const to enum");
    }
    if let Some(Value::Array(examples)) = map.remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        map.entry("example").or_insert(first);
    }
    if map.get("contentEncoding").and_then(Value::as_str) == Some("base64") {
        map.remove("contentEncoding");
        map.insert("format".to_owned(), json!("byte"));
    }
    if let Some(Value::Array(types)) = map.get("type").cloned() {
        type_list(map, types);
        done = Some("list of types to nullable or oneOf");
    } else if map.get("type").and_then(Value::as_str) == Some("null") {
        map.remove("type");
        map.insert("nullable".to_owned(), json!(true));
        map.insert("enum".to_owned(), json!([null]));
    }
    for key in ["oneOf", "anyOf"] {
        if null_branch(map, key) {
            done = Some("null branch to nullable");
        }
    }
    if map.len() > 1
        && map.contains_key("$ref")
        && let Some(reference) = map.remove("$ref")
    {
        map.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
        done = Some("$ref with siblings to allOf");
    }
    done
}

fn type_list(map: &mut Map<String, Value>, types: Vec<Value>) {
    let (null, mut types): (Vec<_>, Vec<_>) = types.into_iter().partition(|ty| ty == "null");
    if !null.is_empty() {
        map.insert("nullable".to_owned(), json!(true));
    }
    if types.len() == 1 {
        map.insert("type".to_owned(), types.remove(0));
    } else {
        map.remove("type");
        if !types.is_empty() {
            let branches = types.into_iter().map(|ty| json!({ "type": ty })).collect();
            map.insert("oneOf".to_owned(), Value::Array(branches));
        }
    }
}

/// Takes the branch that is only `null` out of a union.
fn null_branch(map: &mut Map<String, Value>, key: &str) -> bool {
    let Some(Value::Array(branches)) = map.get_mut(key) else {
        return false;
    };
    let before = branches.len();
    branches.retain(|branch| {
        branch.get("type").and_then(Value::as_str) != Some("null") && branch.get("enum") != Some(&json!([null]))
    });
    if branches.len() == before {
        return false;
    }
    if branches.len() == 1 {
        let only = branches.remove(0);
        map.remove(key);
        map.insert("allOf".to_owned(), json!([only]));
    }
    map.insert("nullable".to_owned(), json!(true));
    true
}
