//! Logins: the operation that opens a session becomes the flow of its scheme.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::load::client_toml::{ClientAuth, Grant, Login};
use crate::model::{Flow, Media, Operation, Placement, Scheme, SchemeKind, Server};
use crate::names;
use crate::normalise::openapi::{Draft, found};

/// Gives each scheme with a login its flow.
pub(super) fn flows(
    draft: &mut Draft<'_>,
    servers: &[Server],
    operations: &[Operation],
    schemes: &mut [Scheme],
) -> Result<()> {
    let client = draft.client;
    for scheme in schemes {
        let Some(login) = client.auth.get(&scheme.name).and_then(|auth| auth.login.as_ref()) else { continue };
        let place = format!("auth.{}.login", scheme.name);
        if scheme.kind != SchemeKind::Session || !matches!(scheme.placement, Placement::Cookie(_)) {
            return Err(draft
                .client_fault(place, "a login sets cookies, and the credential of this scheme is not a cookie")
                .help("describe the scheme by `type: apiKey` and `in: cookie`"));
        }
        let Some(operation) = operations.iter().find(|operation| operation.id == login.operation) else {
            return Err(draft
                .client_fault(format!("{place}.operation"), format!("there is no operation `{}`", login.operation))
                .help(names::nearest(&login.operation, operations.iter().map(|operation| operation.id.as_str()))));
        };
        check(draft, &place, login, operation)?;
        scheme.flows = vec![flow(login, operation, servers)];
    }
    Ok(())
}

/// A login sends one form with a user name and a password, and nothing else.
fn check(draft: &mut Draft<'_>, place: &str, login: &Login, operation: &Operation) -> Result<()> {
    let id = &operation.id;
    let has_form = operation.body.as_ref().is_some_and(|body| body.media == Media::Form);
    if operation.method != "POST" || !has_form {
        return Err(draft
            .client_fault(format!("{place}.operation"), format!("`{id}` is not a POST of a form"))
            .help("name the operation that takes user name and password as `application/x-www-form-urlencoded`"));
    }
    let form = form(draft, id)?;
    for (key, field) in [("username", &login.username), ("password", &login.password)] {
        if !form.fields.contains(field) {
            return Err(draft
                .client_fault(format!("{place}.{key}"), format!("the form of `{id}` has no field `{field}`"))
                .help(names::nearest(field, form.fields.iter().map(String::as_str))));
        }
    }
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let fields = form.required.iter().filter(|field| **field != login.username && **field != login.password);
    match parameters.map(|parameter| &parameter.wire_name).chain(fields).next() {
        Some(further) => Err(further_needs(draft, place, id, further)),
        None => Ok(()),
    }
}

fn further_needs(draft: &Draft<'_>, place: &str, id: &str, further: &str) -> Error {
    draft
        .client_fault(
            format!("{place}.operation"),
            format!("`{id}` needs `{further}` beside user name and password, and a session has nothing to put there"),
        )
        .help("remove the login; users of the crate can call the operation themselves")
}

fn flow(login: &Login, operation: &Operation, servers: &[Server]) -> Flow {
    let named = |name: &String| servers.iter().find(|server| server.name == *name);
    let server = operation.server.as_ref().and_then(named).or(servers.first());
    let query: Vec<String> = operation.fixed_query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let base = server.map_or("", |server| server.url.as_str());
    Flow {
        grant: Grant::Session,
        authorize_url: String::new(),
        token_url: format!("{base}{}{mark}{}", operation.path, query.join("&")),
        scopes: Vec::new(),
        client_auth: ClientAuth::None,
        pkce: false,
        single_use_refresh: false,
        token_pointers: Vec::new(),
        login: Some(login.clone()),
    }
}

/// The fields of a form.
#[derive(Default)]
struct Form {
    fields: Vec<String>,
    required: Vec<String>,
}

/// The form that an operation takes.
fn form(draft: &mut Draft<'_>, id: &str) -> Result<Form> {
    let mut schema = Value::Null;
    draft.each_operation(|_, _, _, operation| {
        if operation["operationId"] == id {
            let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
            schema = content.and_then(|content| content.values().next()?.get("schema").cloned()).unwrap_or_default();
        }
        Ok(())
    })?;
    let mut form = Form::default();
    collect(&draft.tree, &schema, 0, &mut form);
    Ok(form)
}

/// Fields stand in the schema itself, in what it refers to, and in what it is put together of. A circle
/// of references ends at the limit.
fn collect(tree: &Value, schema: &Value, depth: u8, form: &mut Form) {
    if depth > 16 {
        return;
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    form.fields.extend(properties.map(|(name, _)| name.clone()));
    let required = ["required", found::UNDECLARED].into_iter().filter_map(|key| schema[key].as_array()).flatten();
    form.required.extend(required.filter_map(|name| name.as_str().map(str::to_owned)));
    let target = schema["$ref"].as_str().and_then(|reference| tree.pointer(reference.strip_prefix('#')?));
    for part in target.into_iter().chain(schema["allOf"].as_array().into_iter().flatten()) {
        collect(tree, part, depth + 1, form);
    }
}
