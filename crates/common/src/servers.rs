//! Where an API is: server templates with their variables, and which addresses are allowed.

use std::collections::BTreeMap;
use std::fmt;

use url::{Host, Origin, Url};

use crate::descriptor::Api;
use crate::error::Error;
use crate::error::redact;

/// What a user says about servers.
#[derive(Clone, Default)]
pub(crate) struct Choice {
    pub(crate) base_url: Option<String>,
    pub(crate) by_name: BTreeMap<String, String>,
    pub(crate) token_url: Option<String>,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) allow_plain_http: bool,
}

/// Addresses are shown as far as they may be: a user may have put a password into one.
impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &String| match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => redact::url(&url, &[], &[]),
            _ => redact::MASK.to_owned(),
        };
        let by_name: BTreeMap<_, _> = self.by_name.iter().map(|(name, text)| (name, shown(text))).collect();
        f.debug_struct("Choice")
            .field("base_url", &self.base_url.as_ref().map(shown))
            .field("by_name", &by_name)
            .field("token_url", &self.token_url.as_ref().map(shown))
            .field("variables", &self.variables)
            .field("allow_plain_http", &self.allow_plain_http)
            .finish()
    }
}

/// The servers of a client.
#[derive(Debug)]
pub(crate) struct Servers {
    servers: Vec<(&'static str, String)>,
    origins: Vec<Origin>,
}

impl Servers {
    pub(crate) fn resolve(api: &'static Api, choice: &Choice) -> Result<Self, Error> {
        choice.check_names(api)?;
        let mut servers = Vec::new();
        let mut origins = Vec::new();
        for server in api.servers {
            let text = match choice.by_name.get(server.name).or(choice.base_url.as_ref()) {
                Some(text) => text.clone(),
                None if !server.url.contains("://") => {
                    return Err(Error::config(format!(
                        "the description of {} names no host for its server `{}`: give its whole URL with `base_url`, the path `{}` included",
                        api.title, server.name, server.url
                    )));
                }
                None => choice.fill(api, server.url)?,
            };
            let url = choice.check(&text)?;
            if url.query().is_some() || url.fragment().is_some() {
                return Err(Error::config(format!(
                    "the URL of the server `{}` must not have a query or fragment",
                    server.name
                )));
            }
            origins.push(url.origin());
            servers.push((server.name, url.as_str().trim_end_matches('/').to_owned()));
        }
        if servers.is_empty() {
            return Err(Error::config(format!("{} has no servers", api.title)));
        }
        Ok(Self { servers, origins })
    }

    /// URL of a server without a slash at its end; `None` means the first one.
    pub(crate) fn url(&self, name: Option<&str>) -> Result<&str, Error> {
        self.servers
            .iter()
            .find(|(known, _)| name.is_none_or(|name| name == *known))
            .map(|(_, url)| url.as_str())
            .ok_or_else(|| Error::config(format!("there is no server `{}`", name.unwrap_or_default())))
    }

    /// Whether the address belongs to the API: only then may credentials go there.
    pub(crate) fn owns(&self, url: &Url) -> bool {
        self.origins.contains(&url.origin())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.servers.iter().map(|(name, url)| (*name, url.as_str()))
    }
}

impl Choice {
    /// The address of a token or authorization endpoint. It moves with `base_url`, keeping its path.
    pub(crate) fn endpoint(&self, api: &'static Api, template: &'static str) -> Result<Url, Error> {
        let mut url = self.check(&self.fill(api, template)?)?;
        if let Some(base) = &self.base_url {
            let base = self.check(base)?;
            let moved = format!("{}{}", base.origin().ascii_serialization(), &url[url::Position::BeforePath..]);
            url = self.check(&moved)?;
        }
        Ok(url)
    }

    /// The address of a token endpoint, unless the user has given it.
    pub(crate) fn token_endpoint(&self, api: &'static Api, template: &'static str) -> Result<Url, Error> {
        match &self.token_url {
            Some(url) => self.check(url),
            None => self.endpoint(api, template),
        }
    }

    /// The template with its variables filled in.
    fn fill(&self, api: &'static Api, template: &str) -> Result<String, Error> {
        let mut text = template.to_owned();
        for variable in api.servers.iter().flat_map(|server| server.variables) {
            let value = self.variables.get(variable.name).map_or(variable.default, String::as_str);
            text = text.replace(&format!("{{{}}}", variable.name), value);
        }
        match text.contains('{') {
            true => Err(Error::config(format!("the URL {text} has a variable that no server declares"))),
            false => Ok(text),
        }
    }

    fn check_names(&self, api: &'static Api) -> Result<(), Error> {
        if let Some(name) = self.by_name.keys().find(|name| !api.servers.iter().any(|server| server.name == **name)) {
            let known: Vec<_> = api.servers.iter().map(|server| server.name).collect();
            return Err(Error::config(format!("{} has no server `{name}`; it has {}", api.title, known.join(", "))));
        }
        for (name, value) in &self.variables {
            let mut declared = api
                .servers
                .iter()
                .flat_map(|server| server.variables)
                .filter(|variable| variable.name == name)
                .peekable();
            if declared.peek().is_none() {
                return Err(Error::config(format!("the servers of {} have no variable `{name}`", api.title)));
            }
            if let Some(variable) = declared.find(|v| !v.values.is_empty() && !v.values.contains(&value.as_str())) {
                return Err(Error::config(format!(
                    "the server variable `{name}` is one of {}, not {value:?}",
                    variable.values.join(", ")
                )));
            }
            // Without a list of values the text must not be able to name another host.
            if value.is_empty() || !value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
                return Err(Error::config(format!("the server variable `{name}` cannot be {value:?}")));
            }
        }
        Ok(())
    }

    /// A URL to which requests may go: https, or http to this machine, or http that the user allowed.
    fn check(&self, text: &str) -> Result<Url, Error> {
        let url = Url::parse(text).map_err(|error| Error::config(format!("a server URL is not a URL: {error}")))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::config("a server URL must not hold a user name or password; use `basic`"));
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if self.allow_plain_http || is_loopback(&url) => Ok(url),
            "http" => Err(Error::config(format!(
                "http to {} would send credentials in the open: use https, or `allow_plain_http` if you must",
                url.host_str().unwrap_or_default()
            ))),
            other => {
                Err(Error::config(format!("a server URL has the scheme `{other}`; only https and http are possible")))
            }
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
