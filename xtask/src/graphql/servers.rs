//! Servers: a GraphQL schema says nothing about them, so `client.toml` does.

use crate::error::Result;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::model::{Server, ServerVariable};

/// All servers; the first one is the default.
pub(super) fn servers(source: &GraphQlSource, client: &ClientToml) -> Result<Vec<Server>> {
    if client.servers.is_empty() {
        return Err(source
            .client_fault("servers", "no server is named")
            .help("add `[[servers]]` with `name = \"default\"` and the `url` that takes the queries"));
    }
    let mut servers: Vec<Server> = Vec::new();
    for (index, server) in client.servers.iter().enumerate() {
        let fault = |key: &str, what: String| source.client_fault(format!("servers.{index}.{key}"), what);
        if servers.iter().any(|known| known.name == server.name) {
            return Err(
                fault("name", format!("two servers are called `{}`", server.name)).help("give one another name")
            );
        }
        if !server.url.contains("://") {
            return Err(fault("url", format!("`{}` has no scheme and host", server.url))
                .help("write the whole URL of the server, with `https://`"));
        }
        let declared = |name: &str| server.variables.contains_key(name);
        if let Some(missing) = placeholders(&server.url).find(|name| !declared(name)) {
            return Err(fault("url", format!("nothing says what `{{{missing}}}` is"))
                .help(format!("add `[servers.variables.{missing}]` with a `default` below the server")));
        }
        let variables = server.variables.iter().map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: variable.default.clone(),
            values: variable.values.clone(),
            description: variable.description.clone(),
        });
        servers.push(Server {
            name: server.name.clone(),
            url: server.url.trim_end_matches('/').to_owned(),
            variables: variables.collect(),
        });
    }
    Ok(servers)
}

/// Names in braces.
fn placeholders(url: &str) -> impl Iterator<Item = &str> {
    url.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}
