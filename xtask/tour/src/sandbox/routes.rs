//! Which operation a request means.

use url::Url;
use xtask::model::{Api, Example, Kind, Location, Media, Operation, Server};

use super::auth::{Alternative, alternatives};
use super::logins::{self, Login};
use super::read::Asked;
use super::template::{Template, Values};

/// A host of an API: its servers as names and paths, and what can be asked of it.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) servers: Vec<(String, String)>,
    pub(super) routes: Vec<Route>,
}

/// An operation at a server.
#[derive(Clone, Debug)]
pub(super) struct Route {
    method: String,
    path: Template,
    fixed_query: Vec<(String, String)>,
    graphql: Option<String>,
    required: Vec<(Location, String)>,
    pub(super) body: Option<(Media, bool)>,
    pub(super) security: Vec<Alternative>,
    pub(super) login: Option<Login>,
    pub(super) examples: Vec<Example>,
}

/// The API's servers by the hosts that they are on, with their routes in the order in which they are tried.
pub(super) fn hosts(api: &Api) -> Vec<Host> {
    let mut hosts: Vec<(String, Host)> = Vec::new();
    for server in &api.servers {
        let (authority, path) = place(server);
        let found = hosts.iter().position(|(known, _)| *known == authority);
        let index = found.unwrap_or_else(|| {
            hosts.push((authority, Host { servers: Vec::new(), routes: Vec::new() }));
            hosts.len() - 1
        });
        let Some((_, host)) = hosts.get_mut(index) else { continue };
        host.routes.extend(api.operations.iter().filter_map(|operation| route(api, operation, server, &path)));
        host.servers.push((server.name.clone(), path));
    }
    let mut hosts: Vec<Host> = hosts.into_iter().map(|(_, host)| host).collect();
    for host in &mut hosts {
        // Stable: what is equally concrete is tried in the order of the description.
        host.routes.sort_by_key(|route| (route.path.rank(), std::cmp::Reverse(route.fixed_query.len())));
    }
    hosts
}

/// Authority and path of a server, its variables at their defaults. The path has no slash at its end.
fn place(server: &Server) -> (String, String) {
    let url = server
        .variables
        .iter()
        .fold(server.url.clone(), |url, variable| url.replace(&format!("{{{}}}", variable.name), &variable.default));
    match Url::parse(&url) {
        Ok(url) => (url.authority().to_owned(), url.path().trim_end_matches('/').to_owned()),
        Err(_) => (String::new(), format!("/{}", url.trim_matches('/')).trim_end_matches('/').to_owned()),
    }
}

/// The route of an operation at a server, if the server takes it.
fn route(api: &Api, operation: &Operation, server: &Server, base: &str) -> Option<Route> {
    let usual = operation.server.as_ref().or(api.servers.first().map(|server| &server.name))?;
    let security = alternatives(api, operation, &server.name, *usual == server.name)?;
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    Some(Route {
        method: operation.method.clone(),
        path: Template::new(&format!("{base}{}", operation.path)),
        fixed_query: operation.fixed_query.clone(),
        graphql: (api.kind == Kind::GraphQl)
            .then(|| operation.document.as_ref().map(|(name, _)| name.clone()))
            .flatten(),
        required: required.map(|parameter| (parameter.location, parameter.wire_name.clone())).collect(),
        body: operation.body.as_ref().map(|body| (body.media.clone(), body.required)),
        security,
        login: logins::of(api, operation),
        examples: operation.examples.clone(),
    })
}

/// The first route that fits, with the values of its path parameters.
pub(super) fn find<'a>(routes: &'a [Route], asked: &Asked) -> Option<(&'a Route, Values)> {
    routes.iter().find_map(|route| Some((route, route.fits(asked)?)))
}

impl Route {
    fn fits(&self, asked: &Asked) -> Option<Values> {
        let fits = self.method == asked.method
            && self.fixed_query.iter().all(|(name, value)| asked.query(name) == Some(value))
            && self.graphql.as_deref().is_none_or(|name| asked.graphql_operation() == Some(name));
        self.path.fits(&asked.path).filter(|_| fits)
    }

    /// What the call lacks to make sense.
    pub(super) fn lacks(&self, asked: &Asked) -> Option<String> {
        if self.graphql.is_some() && !asked.json("/query").is_some_and(|query| query.is_string()) {
            return Some("the GraphQL document".to_owned());
        }
        let missing = self.required.iter().find(|(location, name)| !match location {
            Location::Query => asked.query(name).is_some(),
            Location::Header => asked.header(name).is_some(),
            Location::Cookie => asked.cookie(name).is_some(),
            Location::Variable => asked.variable(name).is_some_and(|value| !value.is_null()),
            // The path fits, and a form of parts is not looked into.
            Location::Path | Location::Part | Location::File => true,
        });
        if let Some((_, name)) = missing {
            return Some(format!("the parameter `{name}`"));
        }
        match &self.body {
            Some((_, true)) if asked.body.is_empty() => Some("the body".to_owned()),
            Some((Media::Json, _)) if !asked.body.is_empty() && asked.json("").is_none() => {
                Some("a body that is JSON".to_owned())
            }
            _ => None,
        }
    }
}
