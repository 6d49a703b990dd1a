//! Between normalising and the engine: what the document and `client.toml` say about the API is drawn
//! up as one [`Api`]. From here on nobody reads the document but the engine.

pub(crate) mod environment;
mod login;
pub(crate) mod points;
pub mod security;
mod servers;

use heck::ToSnakeCase;
use serde_json::Value;

use crate::error::Result;
use crate::model::{
    Alias, Answer, Api, Body, Example, Kind, ListStyle, Location, Media, Operation, Parameter, Shape, Union,
};
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
    draft.each_operation(|pointer, _, _, operation| {
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
        let answer = answer(operation);
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
            parameters: parameters(operation),
            body: body(operation),
            envelope: operation[found::ENVELOPE].as_str().map(str::to_owned),
            document: None,
            examples: examples(operation),
            security,
            method,
            answer,
            id: id.clone(),
        });
        let undeclared = path_parameters(operation);
        if let Some(missing) = undeclared {
            faults
                .push((pointer.to_owned(), format!("the path names `{{{missing}}}`, which is no parameter of `{id}`")));
        }
        Ok(())
    })?;
    if let Some((place, what)) = faults.into_iter().next() {
        return Err(if place.starts_with('/') {
            draft.fault(&place, what).help("declare it under `parameters:` with `in: path`")
        } else {
            draft.client_fault(place, what).help(format!("the limits are: {}", limits.join(", ")))
        });
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
        properties: std::mem::take(&mut draft.wire_names),
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

fn parameters(operation: &Value) -> Vec<Parameter> {
    let listed = operation["parameters"].as_array().into_iter().flatten();
    let mut parameters: Vec<Parameter> = listed.map(parameter).collect();
    parameters.sort_by_key(|parameter| !parameter.required);
    parameters
}

fn parameter(parameter: &Value) -> Parameter {
    let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
    let location = match (parameter["in"].as_str(), parameter.get("content")) {
        (Some("query"), Some(_)) => Location::QueryJson,
        (Some("path"), _) => Location::Path,
        (Some("header"), _) => Location::Header,
        (Some("cookie"), _) => Location::Cookie,
        _ => Location::Query,
    };
    let style = parameter["style"].as_str();
    let exploded = parameter["explode"].as_bool().unwrap_or(matches!(style, None | Some("form")));
    let style = match (style, exploded, location) {
        (Some("spaceDelimited"), ..) => ListStyle::Joined(" "),
        (Some("pipeDelimited"), ..) => ListStyle::Joined("|"),
        (_, true, Location::Query) => ListStyle::Repeated,
        _ => ListStyle::Joined(","),
    };
    Parameter {
        wire_name: text("name"),
        rust_name: text(found::RUST_NAME),
        required: location == Location::Path || parameter["required"].as_bool() == Some(true),
        docs: text("description"),
        location,
        style,
        ty: None,
    }
}

/// A name in the path that no path parameter has.
fn path_parameters(operation: &Value) -> Option<String> {
    let path = operation[found::PATH].as_str().unwrap_or_default();
    let declared = |name: &str| {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let mut named = parameters.filter(|parameter| parameter["in"] == "path");
        named.any(|parameter| parameter["name"] == name)
    };
    let names = path.split('{').skip(1).filter_map(|part| part.split_once('}'));
    names.map(|(name, _)| name).find(|name| !declared(name)).map(str::to_owned)
}

fn media(mime: &str) -> Media {
    match mime {
        "" => Media::Empty,
        "application/x-www-form-urlencoded" => Media::Form,
        _ if crate::normalise::openapi::is_json(mime) => Media::Json,
        _ if mime.starts_with("text/") => Media::Text(mime.to_owned()),
        _ => Media::Bytes(mime.to_owned()),
    }
}

fn body(operation: &Value) -> Option<Body> {
    let body = operation.get("requestBody")?;
    let media = media(body[found::MEDIA].as_str().unwrap_or_default());
    (media != Media::Empty).then(|| Body {
        media,
        required: body["required"].as_bool() == Some(true),
        docs: body["description"].as_str().unwrap_or_default().to_owned(),
        ty: None,
    })
}

fn answer(operation: &Value) -> Answer {
    let answer = operation["responses"].as_object().and_then(|responses| responses.values().next());
    let text = |key: &str| answer.and_then(|answer| answer[key].as_str()).unwrap_or_default().to_owned();
    Answer { media: media(&text(found::MEDIA)), docs: text("description"), ty: None }
}

fn examples(operation: &Value) -> Vec<Example> {
    let listed = operation[found::EXAMPLES].as_array().into_iter().flatten();
    listed
        .map(|example| Example {
            name: example["name"].as_str().unwrap_or_default().to_owned(),
            status: example["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(200),
            mime: example["mime"].as_str().unwrap_or_default().to_owned(),
            value: example["value"].clone(),
            error: example["error"].as_str().map(str::to_owned),
        })
        .collect()
}
