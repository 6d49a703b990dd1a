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
    let Some(first) = servers.first() else {
        return Err(draft
            .fault("/servers", "no server is named")
            .help("add `servers: [{ url: \"https://api.example.com\" }]`"));
    };
    if !first.url.contains("://") {
        return Err(draft
            .fault("/servers/0/url", format!("`{}` has no scheme and host", first.url))
            .help("write the whole URL of the server, with `https://`"));
    }
    Ok(servers)
}

/// The name of the server that an operation names itself.
pub(super) fn of_operation(operation: &Value, servers: &[Server]) -> Option<String> {
    let own = list(operation).into_iter().next()?;
    let url = own["url"].as_str()?.trim_end_matches('/');
    let position = servers.iter().position(|server| server.url == url)?;
    (position > 0).then(|| servers[position].name.clone())
}

fn list(value: &Value) -> Vec<Value> {
    value.get("servers").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn add(servers: &mut Vec<Server>, server: Value, index: usize) {
    let url = server["url"].as_str().unwrap_or_default().trim_end_matches('/').to_owned();
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
