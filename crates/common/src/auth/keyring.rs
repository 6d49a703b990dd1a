//! The credentials of a client, matched against the API's schemes and an operation's needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use url::Url;

use super::cache::TokenCache;
use super::credential::taken_by;
use super::placement::place;
use super::token::Token;
use super::{Credential, Secret};
use crate::clock::SharedClock;
use crate::descriptor::{Api, Operation, Placement, Scheme, SchemeKind};
use crate::error::redact::Scrub;
use crate::error::{AuthFailure, Error, ErrorKind};

/// What token endpoints are reached with.
#[cfg_attr(not(feature = "oauth"), expect(dead_code, reason = "token endpoints are a part of feature `oauth`"))]
pub(crate) struct Endpoints<'a> {
    pub(crate) http: &'a reqwest::Client,
    pub(crate) clock: &'a SharedClock,
    pub(crate) user_agent: &'a http::HeaderValue,
    /// Token URL of a flow, resolved.
    pub(crate) token_url: &'a dyn Fn(&'static str) -> Result<Url, Error>,
    /// Where tokens are kept.
    #[cfg(feature = "oauth")]
    pub(crate) store: Option<&'a Arc<dyn super::TokenStore>>,
    /// Whose tokens they are.
    #[cfg(feature = "oauth")]
    pub(crate) account: Option<&'a str>,
}

/// The credentials of a client, by scheme.
#[derive(Debug, Default)]
pub(crate) struct Keyring {
    keys: BTreeMap<&'static str, Key>,
}

#[derive(Debug)]
struct Key {
    scheme: &'static Scheme,
    source: Source,
    scrub: Scrub,
}

#[derive(Debug)]
enum Source {
    /// The same text each time.
    Fixed(Secret),
    /// A token that is renewed.
    #[cfg_attr(not(feature = "oauth"), expect(dead_code, reason = "made by feature `oauth`"))]
    Renewed(Arc<TokenCache>),
}

/// The keys that an operation is called with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection<'a> {
    keys: Vec<&'a Key>,
}

/// Credentials that are ready to be placed.
#[derive(Debug, Default)]
pub(crate) struct Proofs {
    proofs: Vec<(&'static Scheme, Secret)>,
    renewable: Vec<(Arc<TokenCache>, Arc<Token>)>,
    pub(crate) scrub: Scrub,
}

impl Keyring {
    /// Gives each credential to the schemes that take it: to the named one, or to all that fit.
    pub(crate) fn new(
        api: &'static Api,
        credentials: &[(Option<String>, Credential)],
        endpoints: &Endpoints<'_>,
    ) -> Result<Self, Error> {
        for (name, credential) in credentials {
            let fits =
                |scheme: &&Scheme| name.as_ref().is_none_or(|name| name == scheme.name) && credential.fits(scheme);
            if api.schemes.iter().find(fits).is_none() {
                return Err(not_taken(api, name.as_deref(), credential));
            }
        }
        let mut keys = BTreeMap::new();
        for scheme in api.schemes {
            let given: Vec<&Credential> = credentials
                .iter()
                .filter(|(name, credential)| {
                    name.as_ref().is_none_or(|name| name == scheme.name) && credential.fits(scheme)
                })
                .map(|(_, credential)| credential)
                .collect();
            if let Some(last) = given.last() {
                let (source, scrub) = source(api, scheme, last, &given, endpoints)?;
                keys.insert(scheme.name, Key { scheme, source, scrub });
            }
        }
        Ok(Self { keys })
    }

    /// The first alternative of the operation that the client has all credentials for; with `wanted`, of
    /// those that hold this scheme.
    pub(crate) fn select(&self, operation: &Operation, wanted: Option<&str>) -> Result<Selection<'_>, Error> {
        let mut optional = operation.security.is_empty();
        let fits = |names: &[&str]| wanted.is_none_or(|wanted| names.contains(&wanted));
        if let Some(wanted) = wanted.filter(|_| !operation.security.iter().any(|names| fits(names))) {
            return Err(Error::config(format!(
                "the operation does not take the scheme `{wanted}`; it takes {}",
                listed(operation).unwrap_or_else(|| "no credential".to_owned())
            )));
        }
        for combination in operation.security.iter().filter(|names| fits(names)) {
            if combination.is_empty() {
                optional = true;
            } else if let Some(keys) = combination.iter().map(|name| self.keys.get(name)).collect() {
                return Ok(Selection { keys });
            }
        }
        if optional && wanted.is_none() {
            return Ok(Selection::default());
        }
        let needs = wanted.map(|wanted| format!("`{wanted}`")).or_else(|| listed(operation)).unwrap_or_default();
        Err(Error::auth(
            AuthFailure::NoCredential,
            format!("the client has no credential for this operation; it needs {needs}"),
        ))
    }

    /// The credential of a call that the description does not have: that of the named scheme, or the first
    /// one that the client has, if any.
    pub(crate) fn first(&self, api: &Api, wanted: Option<&str>) -> Result<Selection<'_>, Error> {
        let key = match wanted {
            Some(name) => Some(self.keys.get(name).ok_or_else(|| {
                Error::auth(AuthFailure::NoCredential, format!("the client has no credential for the scheme `{name}`"))
            })?),
            None => api.schemes.iter().find_map(|scheme| self.keys.get(scheme.name)),
        };
        Ok(Selection { keys: key.into_iter().collect() })
    }

    /// Gets all tokens that the client has credentials for, so that a call need not wait for them.
    pub(crate) async fn obtain(&self) -> Result<(), Error> {
        for cache in self.renewed() {
            cache.get().await?;
        }
        Ok(())
    }

    /// Forgets all tokens, those in a store as well.
    pub(crate) async fn forget(&self) -> Result<(), Error> {
        for cache in self.renewed() {
            cache.forget().await?;
        }
        Ok(())
    }

    fn renewed(&self) -> impl Iterator<Item = &Arc<TokenCache>> {
        self.keys.values().filter_map(|key| match &key.source {
            Source::Renewed(cache) => Some(cache),
            Source::Fixed(_) => None,
        })
    }

    /// Names of the query parameters that hold credentials.
    pub(crate) fn query_names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.values().filter_map(|key| match key.scheme.placement {
            Placement::Query { name } => Some(name),
            _ => None,
        })
    }
}

impl Selection<'_> {
    /// The server that calls with these credentials go to.
    pub(crate) fn server(&self) -> Option<&'static str> {
        self.keys.iter().find_map(|key| key.scheme.server)
    }

    /// Gets the credentials, renewing tokens that need it.
    pub(crate) async fn prove(&self) -> Result<Proofs, Error> {
        let mut proofs = Proofs::default();
        for key in &self.keys {
            proofs.scrub.extend(&key.scrub);
            let secret = match &key.source {
                Source::Fixed(secret) => secret.clone(),
                Source::Renewed(cache) => {
                    let token = cache.get().await?;
                    let secret = token.access.clone();
                    proofs.scrub.add(secret.expose());
                    if key.scheme.kind == SchemeKind::Session {
                        let pairs = secret.expose().split("; ").filter_map(|pair| pair.split_once('='));
                        pairs.for_each(|(_, value)| proofs.scrub.add(value));
                    }
                    if let Some(refresh) = &token.refresh {
                        proofs.scrub.add(refresh.expose());
                    }
                    proofs.renewable.push((cache.clone(), token));
                    secret
                }
            };
            proofs.proofs.push((key.scheme, secret));
        }
        Ok(proofs)
    }
}

impl Proofs {
    /// Puts all credentials into the request.
    pub(crate) fn place(&self, url: &mut Url, headers: &mut HeaderMap) -> Result<(), Error> {
        self.proofs.iter().try_for_each(|(scheme, secret)| place(scheme, secret, url, headers))
    }

    /// The server refused them: the tokens that can be renewed are dropped. `false` if there is none.
    pub(crate) fn refuse(&self) -> bool {
        for (cache, token) in &self.renewable {
            cache.refuse(token);
        }
        !self.renewable.is_empty()
    }
}

/// A token did not come before the deadline.
pub(crate) fn late() -> Error {
    Error::new(ErrorKind::Timeout, "the deadline passed while a token was awaited").with_retryable(true)
}

/// The schemes that an operation takes, for people.
fn listed(operation: &Operation) -> Option<String> {
    let needs: Vec<String> = operation
        .security
        .iter()
        .filter(|names| !names.is_empty())
        .map(|names| format!("`{}`", names.join("` with `")))
        .collect();
    (!needs.is_empty()).then(|| needs.join(" or "))
}

fn source(
    api: &'static Api,
    scheme: &'static Scheme,
    last: &Credential,
    given: &[&Credential],
    endpoints: &Endpoints<'_>,
) -> Result<(Source, Scrub), Error> {
    let mut scrub = Scrub::default();
    let fixed = match last {
        Credential::ApiKey(secret) | Credential::Token(secret) => {
            scrub.add(secret.expose());
            secret.clone()
        }
        Credential::Basic { user, password } => {
            let pair = zeroize::Zeroizing::new(format!("{user}:{}", password.expose()));
            let text = Secret::new(STANDARD.encode(pair.as_bytes()));
            scrub.add(password.expose());
            scrub.add(text.expose());
            text
        }
        #[cfg(feature = "oauth")]
        _ => {
            let cache = super::oauth::cache(api, scheme, given, endpoints, &mut scrub)?;
            return Ok((Source::Renewed(cache), scrub));
        }
        #[cfg(not(feature = "oauth"))]
        _ => {
            let (_, _, _) = (api, given, endpoints);
            return Err(Error::config(format!(
                "the scheme `{}` obtains tokens; that needs the feature `oauth` of clientwright-common",
                scheme.name
            )));
        }
    };
    Ok((Source::Fixed(fixed), scrub))
}

fn not_taken(api: &Api, scheme: Option<&str>, credential: &Credential) -> Error {
    let named = |known: &&Scheme| scheme.is_none_or(|scheme| scheme == known.name);
    let mut taken: Vec<&str> = Vec::new();
    for way in api.schemes.iter().filter(named).flat_map(taken_by) {
        if !taken.contains(&way) {
            taken.push(way);
        }
    }
    let taken = if taken.is_empty() { "no credentials".to_owned() } else { taken.join(", ") };
    let scheme = scheme.map_or(String::new(), |scheme| format!(" for the scheme `{scheme}`"));
    Error::config(format!("{} takes no {}{scheme}; it takes {taken}", api.title, credential.name()))
}
