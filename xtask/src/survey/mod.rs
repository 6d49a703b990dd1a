//! Between normalising and the engine: what the document and `client.toml` say about the API is drawn
//! up as one [`Api`]. From here on nobody reads the document but the engine.

mod content;
pub(crate) mod environment;
mod incoming;
mod login;
mod parameters;
pub(crate) mod points;
pub mod security;
mod servers;

use heck::ToSnakeCase;
use serde_json::Value;

use crate::error::Result;
use crate::model::{Alias, Api, Example, Kind, Operation, Shape, Union};
use crate::names;
use crate::normalise::openapi::{Draft, found};

/// Draws up the API.
pub fn survey(name: &str, draft: &mut Draft<'_>) -> Result<Api> {
    let client = draft.client;
    let info = draft.tree["info"].clone();
    let text = |key: &str| info[key].as_str().unwrap_or_default().trim().to_owned();
    let servers = servers::servers(draft)?;
    let mut schemes = security::schemes(name, draft, &servers)?;
    let general = security::requirement(draft.tree.get("security"), &schemes);
    let mut operations = Vec::new();
    let limits: Vec<String> = client.limits.iter().map(|limit| limit.name.clone()).collect();
    let mut faults = Vec::new();
    // They come back below: a copy would cost more than the whole survey.
    let shapes = draft.tree.get_mut(found::UNIONS).map(Value::take);
    draft.each_operation(|_, _, _, operation| {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let section = client.operations.get(&id);
        let method = operation["x-clientwright-method"].as_str().unwrap_or("GET").to_owned();
        let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or("default");
        let own = operation.get("security");
        let security = match section.and_then(|section| section.security.as_ref()) {
            Some(names) => names.iter().map(|name| vec![name.clone()]).collect(),
            None if own.is_some() => security::requirement(own, &schemes),
            None => general.clone(),
        };
        for limit in section.iter().flat_map(|section| &section.limits) {
            if !limits.contains(limit) {
                faults.push((format!("operations.{id}.limits"), format!("there is no limit `{limit}`")));
            }
        }
        operations.push(Operation {
            rust_name: operation[found::RUST_NAME].as_str().unwrap_or_default().to_owned(),
            path: operation[found::PATH].as_str().unwrap_or_default().to_owned(),
            server: servers::of_operation(operation, &servers),
            tag: names::snake(&tag.to_snake_case()),
            docs: docs(operation),
            deprecated: operation["deprecated"].as_bool() == Some(true),
            idempotent: section
                .and_then(|section| section.idempotent)
                .unwrap_or(matches!(method.as_str(), "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE")),
            limits: (!section.is_some_and(|section| section.uncounted))
                .then(|| section.map(|section| section.limits.clone()).unwrap_or_default()),
            fixed_query: fixed_query(operation),
            parameters: parameters::parameters(operation, shapes.as_ref()),
            body: content::body(operation),
            answers: content::answers(operation),
            errors: content::errors(operation),
            headers: operation[found::HEADERS].as_str().map(str::to_owned),
            stream: content::stream(operation),
            envelope: operation[found::ENVELOPE].as_str().map(str::to_owned),
            document: None,
            examples: examples(operation),
            security,
            method,
            id: id.clone(),
        });
        Ok(())
    })?;
    if let (Some(shapes), Some(place)) = (shapes, draft.tree.get_mut(found::UNIONS)) {
        *place = shapes;
    }
    if let Some((place, what)) = faults.into_iter().next() {
        return Err(draft.client_fault(place, what).help(format!("the limits are: {}", limits.join(", "))));
    }
    login::flows(draft, &servers, &operations, &mut schemes)?;
    Ok(Api {
        name: name.to_owned(),
        krate: client.api.krate.clone().unwrap_or_else(|| format!("clientwright-{name}")),
        title: client.api.title.clone().unwrap_or_else(|| text("title")),
        description: client.api.description.clone().unwrap_or_else(|| text("description")),
        version: client.api.version.clone().unwrap_or_else(|| text("version")),
        kind: Kind::OpenApi,
        servers,
        schemes,
        operations,
        enums: draft.enums.values().cloned().collect(),
        aliases: aliases(&draft.tree),
        unions: unions(&draft.tree),
        incoming: incoming::incoming(&draft.tree),
        properties: draft.wire_names.clone(),
        nullable: draft.nullable.clone(),
        features: None,
    })
}

fn aliases(tree: &Value) -> Vec<Alias> {
    let all = tree.get(found::ALIASES).and_then(Value::as_object).into_iter().flatten();
    all.map(|(name, schema)| Alias {
        name: name.clone(),
        docs: schema["description"].as_str().unwrap_or_default().to_owned(),
        ty: None,
    })
    .collect()
}

fn unions(tree: &Value) -> Vec<Union> {
    let all = tree.get(found::UNIONS).and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let shape = |shape: &Value| Shape {
        name: text(&shape["name"]),
        docs: text(&shape["description"]),
        tags: shape["tags"].as_array().into_iter().flatten().map(text).collect(),
        boxed: shape["boxed"] == true,
        ty: None,
    };
    all.map(|(name, union)| Union {
        name: name.clone(),
        docs: text(&union["description"]),
        tag: union["tag"].as_str().map(str::to_owned),
        shapes: union["shapes"].as_array().into_iter().flatten().map(shape).collect(),
    })
    .collect()
}

/// Summary, then description.
fn docs(operation: &Value) -> String {
    let text = |key: &str| operation[key].as_str().unwrap_or_default().trim().to_owned();
    let (summary, description) = (text("summary"), text("description"));
    match (summary.is_empty(), description.is_empty()) {
        (false, false) => format!("{summary}\n\n{description}"),
        _ => format!("{summary}{description}"),
    }
}

fn fixed_query(operation: &Value) -> Vec<(String, String)> {
    let pairs = operation[found::FIXED_QUERY].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    pairs.map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

fn examples(operation: &mut Value) -> Vec<Example> {
    let listed = operation[found::EXAMPLES].as_array_mut().into_iter().flatten();
    listed
        .map(|example| Example {
            name: example["name"].as_str().unwrap_or_default().to_owned(),
            status: example["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(200),
            mime: example["mime"].as_str().unwrap_or_default().to_owned(),
            value: example["value"].take(),
            error: example["error"].as_str().map(str::to_owned),
        })
        .collect()
}
