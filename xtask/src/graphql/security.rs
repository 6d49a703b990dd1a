//! Security schemes: `client.toml` declares them, because a GraphQL schema cannot.

use crate::error::Result;
use crate::load::client_toml::{Auth, AuthFlow, AuthKind, ClientAuth, ClientToml, Grant};
use crate::load::graphql::GraphQlSource;
use crate::model::{Flow, Placement, Scheme, SchemeKind, Server};
use crate::names;
use crate::survey::environment;
use crate::survey::security::token_pointers;

/// All schemes.
pub(super) fn schemes(
    api: &str,
    source: &GraphQlSource,
    client: &ClientToml,
    servers: &[Server],
) -> Result<Vec<Scheme>> {
    let schemes: Result<Vec<Scheme>> =
        client.auth.iter().map(|(name, auth)| scheme(source, servers, name, auth)).collect();
    let mut schemes = schemes?;
    environment::fill(api, client, &source.client_file(), &mut schemes)?;
    Ok(schemes)
}

fn scheme(source: &GraphQlSource, servers: &[Server], name: &str, auth: &Auth) -> Result<Scheme> {
    let fault = |key: &str, what: &str| source.client_fault(format!("auth.{name}{key}"), what);
    let Some(kind) = auth.kind else {
        return Err(fault("", "it does not say what kind of scheme it is")
            .help("add `kind = \"oauth2\"`, `\"bearer\"`, `\"api-key\"` or `\"basic\"`"));
    };
    let unknown = auth.server.as_ref().filter(|server| !servers.iter().any(|known| known.name == **server));
    if let Some(server) = unknown {
        return Err(fault(".server", &format!("there is no server `{server}`"))
            .help(names::nearest(server, servers.iter().map(|known| known.name.as_str()))));
    }
    if auth.login.is_some() {
        return Err(fault(".login", "logins are served for OpenAPI descriptions only")
            .help("remove it, and name a kind of credential that the API takes with each request"));
    }
    if kind == AuthKind::OAuth2 && auth.flows.is_empty() {
        return Err(fault("", "it has no way to obtain a token")
            .help(format!("add `[[auth.{name}.flows]]` with `grant` and `token_url`, or say `kind = \"bearer\"`")));
    }
    for flow in &auth.flows {
        let needs_token = flow.grant != Grant::Implicit && flow.token_url.is_empty();
        let needs_page =
            matches!(flow.grant, Grant::Implicit | Grant::AuthorizationCode) && flow.authorize_url.is_empty();
        if needs_token || needs_page {
            let key = if needs_token { "token_url" } else { "authorize_url" };
            return Err(fault(".flows", &format!("a flow lacks its `{key}`")).help("add the address"));
        }
    }
    let prefix = auth.prefix.clone().unwrap_or_default();
    let word = |default: &str| auth.word.clone().unwrap_or_else(|| default.to_owned());
    let placement = match (&auth.query, kind, &auth.header) {
        (Some(query), ..) => Placement::Query(query.clone()),
        (None, AuthKind::ApiKey, Some(header)) => Placement::Header(header.to_ascii_lowercase(), word(""), prefix),
        (None, AuthKind::ApiKey, None) => {
            return Err(fault("", "it does not say where the key goes")
                .help("add `header = \"X-Api-Key\"` or `query = \"key\"`"));
        }
        (None, AuthKind::Basic, _) => Placement::Header("authorization".to_owned(), "Basic".to_owned(), String::new()),
        (None, AuthKind::OAuth2 | AuthKind::Bearer, _) => {
            Placement::Header("authorization".to_owned(), word("Bearer"), prefix)
        }
    };
    Ok(Scheme {
        name: name.to_owned(),
        kind: match kind {
            AuthKind::OAuth2 | AuthKind::Bearer => SchemeKind::Token,
            AuthKind::ApiKey => SchemeKind::ApiKey,
            AuthKind::Basic => SchemeKind::Basic,
        },
        placement,
        flows: auth.flows.iter().map(|declared| flow(declared, auth)).collect(),
        server: auth.server.clone(),
        // All schemes have to be known for that.
        environment: Vec::new(),
    })
}

fn flow(declared: &AuthFlow, auth: &Auth) -> Flow {
    Flow {
        grant: declared.grant,
        authorize_url: declared.authorize_url.clone(),
        token_url: declared.token_url.clone(),
        scopes: declared.scopes.clone(),
        client_auth: auth.client_auth.unwrap_or(ClientAuth::Basic),
        pkce: auth.pkce,
        single_use_refresh: auth.single_use_refresh,
        token_pointers: token_pointers(auth),
        login: None,
    }
}

/// The schemes that an operation may use: its own, or the general ones.
pub(super) fn requirement(
    source: &GraphQlSource,
    client: &ClientToml,
    schemes: &[Scheme],
    operation: &str,
) -> Result<Vec<Vec<String>>> {
    let own = client.operations.get(operation).and_then(|section| section.security.as_ref());
    let (key, wanted) = match own {
        Some(own) => (format!("operations.{operation}.security"), own),
        None => ("defaults.security".to_owned(), &client.defaults.security),
    };
    if let Some(unknown) = wanted.iter().find(|wanted| !schemes.iter().any(|scheme| scheme.name == **wanted)) {
        return Err(source
            .client_fault(key, format!("there is no security scheme `{unknown}`"))
            .help(names::nearest(unknown, schemes.iter().map(|scheme| scheme.name.as_str()))));
    }
    Ok(wanted.iter().map(|scheme| vec![scheme.clone()]).collect())
}
