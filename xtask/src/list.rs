//! `cargo xtask list`: what there is.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::error::Result;
use crate::load;
use crate::load::client_toml::Limit;
use crate::model::{Api, Kind, Scheme};
use crate::pipeline::{Drawn, draw};

/// All APIs, drawn.
pub fn all(root: &Path) -> Result<Vec<Drawn>> {
    load::names(root)?.iter().map(|name| draw(root, name)).collect()
}

/// As a table for people.
pub fn table(drawn: &[Drawn]) -> String {
    let header = ["API", "kind", "operations", "auth", "limits"].map(str::to_owned);
    let mut rows = vec![header];
    for Drawn { api, source, .. } in drawn {
        rows.push([
            api.name.clone(),
            kind(api).to_owned(),
            api.operations.len().to_string(),
            api.schemes.iter().map(auth).collect::<Vec<_>>().join("; "),
            source.client.limits.iter().map(limit).collect::<Vec<_>>().join("; "),
        ]);
    }
    let widths: Vec<usize> =
        (0..5).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// As JSON for programs.
pub fn json(drawn: &[Drawn]) -> Value {
    let apis = drawn.iter().map(|Drawn { api, source, .. }| {
        let operations: Vec<Value> = api
            .operations
            .iter()
            .map(|operation| {
                json!({
                    "id": operation.id,
                    "method": operation.rust_name,
                    "http": format!("{} {}", operation.method, operation.path).trim(),
                    "idempotent": operation.idempotent,
                    "security": operation.security,
                    "limits": operation.limits,
                })
            })
            .collect();
        let limits: Vec<Value> = source
            .client
            .limits
            .iter()
            .map(|limit| json!({ "name": limit.name, "requests": limit.requests, "per_seconds": limit.per_seconds }))
            .collect();
        json!({
            "name": api.name,
            "crate": api.krate,
            "title": api.title,
            "kind": kind(api),
            "auth": api.schemes.iter().map(|scheme| json!({ "name": scheme.name, "how": auth(scheme) })).collect::<Vec<_>>(),
            "limits": limits,
            "operations": operations,
        })
    });
    Value::Array(apis.collect())
}

fn kind(api: &Api) -> &'static str {
    match api.kind {
        Kind::OpenApi => "OpenAPI",
        Kind::GraphQl => "GraphQL",
    }
}

fn auth(scheme: &Scheme) -> String {
    use crate::load::client_toml::Grant;
    use crate::model::{Placement, SchemeKind};
    let grants: Vec<&str> = scheme
        .flows
        .iter()
        .map(|flow| match flow.grant {
            Grant::ClientCredentials => "client credentials",
            Grant::Password => "password",
            Grant::AuthorizationCode => "authorization code",
            Grant::Implicit => "implicit",
            Grant::Session => "login",
        })
        .collect();
    let kind = match scheme.kind {
        SchemeKind::ApiKey => "API key",
        SchemeKind::Token => "token",
        SchemeKind::Basic => "basic",
        SchemeKind::Session => "login session",
    };
    let place = match &scheme.placement {
        Placement::Header(name, ..) => format!("header {name}"),
        Placement::Query(name) => format!("query {name}"),
        Placement::Cookie(name) => format!("cookie {name}"),
    };
    if scheme.kind != SchemeKind::Token || grants.is_empty() {
        return format!("{kind} ({place})");
    }
    format!("OAuth2 {} ({place})", grants.join(", "))
}

fn limit(limit: &Limit) -> String {
    let only = if limit.only_named { format!(" for {}", limit.name) } else { String::new() };
    format!("{}/{} s{only}", limit.requests, limit.per_seconds)
}
