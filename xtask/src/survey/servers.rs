//! Servers of the document: those at its top first, then those that only operations name.

use serde_json::Value;

use crate::error::Result;
use crate::model::{Server, ServerVariable};
use crate::normalise::openapi::Draft;

/// All servers; the first one is the default.
pub(super) fn servers(draft: &mut Draft<'_>) -> Result<Vec<Server>> {
    let mut servers = Vec::new();
    for (index, server) in list(&draft.tree).into_iter().enumerate() {
        add(&mut servers, server, index);
    }
    draft.each_operation(|_, _, _, operation| {
        for server in list(operation) {
            let index = servers.len();
            add(&mut servers, server, index);
        }
        Ok(())
    })?;
    if servers.is_empty() {
        add(&mut servers, serde_json::json!({ "url": "" }), 0);
    }
    if let Some(relative) = servers.iter().find(|server| !server.url.contains("://")) {
        let what = format!("the server `{}` has no host; a program has to name it with `base_url`", relative.url);
        draft.report.note("servers", "/servers".to_owned(), what, false);
    }
    Ok(servers)
}

/// The name of the server that an operation names itself.
pub(super) fn of_operation(operation: &Value, servers: &[Server]) -> Option<String> {
    let own = list(operation).into_iter().next()?;
    let url = absolute(own["url"].as_str()?.trim().trim_end_matches('/'));
    let position = servers.iter().position(|server| server.url == url)?;
    (position > 0).then(|| servers[position].name.clone())
}

fn list(value: &Value) -> Vec<Value> {
    value.get("servers").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn add(servers: &mut Vec<Server>, server: Value, index: usize) {
    let url = absolute(server["url"].as_str().unwrap_or_default().trim().trim_end_matches('/'));
    if servers.iter().any(|known| known.url == url) {
        return;
    }
    let default_name = if index == 0 { "default".to_owned() } else { format!("server{index}") };
    let variables = server["variables"].as_object().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    servers.push(Server {
        name: server["x-name"].as_str().map_or(default_name, str::to_owned),
        url,
        variables: variables
            .iter()
            .map(|(name, variable)| ServerVariable {
                name: name.clone(),
                default: text(&variable["default"]),
                values: variable["enum"].as_array().into_iter().flatten().map(text).collect(),
                description: variable["description"].as_str().unwrap_or_default().to_owned(),
            })
            .collect(),
    });
}

/// A URL that lacks nothing but its scheme gets one.
fn absolute(url: &str) -> String {
    let host = url.split('/').next().unwrap_or_default();
    if let Some(rest) = url.strip_prefix("//") {
        format!("https://{rest}")
    } else if !url.contains("://") && host.contains('.') && !host.starts_with('.') {
        format!("https://{url}")
    } else {
        url.to_owned()
    }
}
