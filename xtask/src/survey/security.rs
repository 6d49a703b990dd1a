//! Security schemes and requirements, with what only `client.toml` knows about them.

use serde_json::Value;

use super::environment;
use crate::error::Result;
use crate::load::client_toml::{Auth, ClientAuth, Grant};
use crate::model::{Flow, Placement, Scheme, SchemeKind, Server};
use crate::names;
use crate::normalise::openapi::Draft;

/// The schemes that the runtime can serve.
pub(super) fn schemes(api: &str, draft: &mut Draft<'_>, servers: &[Server]) -> Result<Vec<Scheme>> {
    let listed = draft.tree.pointer("/components/securitySchemes").and_then(Value::as_object).cloned();
    let listed = listed.unwrap_or_default();
    let client = draft.client;
    if let Some(unknown) = client.auth.keys().find(|name| !listed.contains_key(*name)) {
        return Err(draft
            .client_fault(format!("auth.{unknown}"), "there is no such security scheme in the description")
            .help(names::nearest(unknown, listed.keys().map(String::as_str))));
    }
    let mut schemes = Vec::new();
    for (name, scheme) in &listed {
        let auth = client.auth.get(name);
        if let Some(server) = auth.and_then(|auth| auth.server.as_ref())
            && !servers.iter().any(|known| known.name == *server)
        {
            return Err(draft.client_fault(format!("auth.{name}.server"), format!("there is no server `{server}`")));
        }
        match scheme_of(name, scheme, auth.unwrap_or(&Auth::default())) {
            Some(scheme) => schemes.push(scheme),
            None => draft.report.note(
                "security",
                format!("/components/securitySchemes/{name}"),
                format!("schemes of type `{}` are not served", scheme["type"].as_str().unwrap_or("?")),
                true,
            ),
        }
    }
    environment::fill(api, client, draft.client_file, &mut schemes)?;
    Ok(schemes)
}

fn scheme_of(name: &str, scheme: &Value, auth: &Auth) -> Option<Scheme> {
    let text = |key: &str| scheme[key].as_str().unwrap_or_default().to_owned();
    let http = text("scheme").to_ascii_lowercase();
    let kind = match (text("type").as_str(), http.as_str()) {
        ("apiKey", _) if auth.login.is_some() => SchemeKind::Session,
        ("apiKey", _) => SchemeKind::ApiKey,
        ("http", "basic") => SchemeKind::Basic,
        ("http", _) | ("oauth2" | "openIdConnect", _) => SchemeKind::Token,
        _ => return None,
    };
    let prefix = auth.prefix.clone().unwrap_or_default();
    let placement = match (kind, text("in").as_str()) {
        _ if auth.query.is_some() => Placement::Query(auth.query.clone().unwrap_or_default()),
        (SchemeKind::ApiKey | SchemeKind::Session, "query") => Placement::Query(text("name")),
        (SchemeKind::ApiKey | SchemeKind::Session, "cookie") => Placement::Cookie(text("name")),
        (SchemeKind::ApiKey | SchemeKind::Session, _) => {
            let word = auth.word.clone().unwrap_or_default();
            Placement::Header(text("name").to_ascii_lowercase(), word, prefix)
        }
        (SchemeKind::Basic, _) => Placement::Header("authorization".to_owned(), "Basic".to_owned(), String::new()),
        (SchemeKind::Token, _) => {
            let default = if http.is_empty() || http == "bearer" { "Bearer".to_owned() } else { text("scheme") };
            let word = auth.word.clone().unwrap_or(default);
            Placement::Header("authorization".to_owned(), word, prefix)
        }
    };
    let flows = scheme["flows"].as_object().into_iter().flatten();
    Some(Scheme {
        name: name.to_owned(),
        kind,
        placement,
        flows: flows.filter_map(|(grant, flow)| flow_of(grant, flow, auth)).collect(),
        server: auth.server.clone(),
        // All schemes have to be known for that.
        environment: Vec::new(),
    })
}

fn flow_of(grant: &str, flow: &Value, auth: &Auth) -> Option<Flow> {
    let grant = match grant {
        "clientCredentials" => Grant::ClientCredentials,
        "password" => Grant::Password,
        "authorizationCode" => Grant::AuthorizationCode,
        "implicit" => Grant::Implicit,
        _ => return None,
    };
    let text = |key: &str| flow[key].as_str().unwrap_or_default().to_owned();
    Some(Flow {
        grant,
        authorize_url: text("authorizationUrl"),
        token_url: text("tokenUrl"),
        scopes: flow["scopes"].as_object().into_iter().flatten().map(|(scope, _)| scope.clone()).collect(),
        client_auth: auth.client_auth.unwrap_or(ClientAuth::Basic),
        pkce: auth.pkce,
        single_use_refresh: auth.single_use_refresh,
        token_pointers: token_pointers(auth),
        login: None,
    })
}

/// Where the access token stands in a token answer.
pub fn token_pointers(auth: &Auth) -> Vec<String> {
    if auth.token_pointers.is_empty() { vec!["/access_token".to_owned()] } else { auth.token_pointers.clone() }
}

/// Alternatives of combinations; schemes that are not served make their combination impossible.
pub(super) fn requirement(security: Option<&Value>, schemes: &[Scheme]) -> Vec<Vec<String>> {
    let alternatives = security.and_then(Value::as_array).into_iter().flatten();
    alternatives
        .filter_map(|alternative| {
            let names: Vec<String> = alternative.as_object()?.keys().cloned().collect();
            names.iter().all(|name| schemes.iter().any(|scheme| scheme.name == *name)).then_some(names)
        })
        .collect()
}
