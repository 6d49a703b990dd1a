//! Tokens that are obtained: the grants of OAuth 2.0, and login sessions.

mod answer;
mod authorize;
mod endpoint;
mod given;
#[cfg(feature = "browser")]
mod listener;
mod pkce;
mod redirect;
mod session;
mod source;
mod stored;

use std::sync::{Arc, Mutex};

pub use authorize::{AuthorizationRequest, ImplicitRequest};
#[cfg(feature = "browser")]
pub(crate) use listener::RedirectListener;

use super::cache::TokenCache;
use super::store::TokenKey;
use super::token::TokenSource;
use super::{Credential, Endpoints};
use crate::descriptor::{Api, Grant, Scheme};
use crate::error::Error;
use crate::error::redact::Scrub;
use endpoint::Endpoint;
use given::Given;
use source::GrantSource;
use stored::StoredSource;

/// The token cache of a scheme, for the credentials that were given to it.
pub(crate) fn cache(
    api: &'static Api,
    scheme: &'static Scheme,
    given: &[&Credential],
    endpoints: &Endpoints<'_>,
    scrub: &mut Scrub,
) -> Result<Arc<TokenCache>, Error> {
    let given = Given::collect(given, scrub);
    let flow =
        given.grants().iter().find_map(|grant| scheme.flows.iter().find(|flow| flow.grant == *grant)).ok_or_else(
            || Error::config(format!("the scheme `{}` has no flow for the given credentials", scheme.name)),
        )?;
    // The implicit grant has no token endpoint, and asks none.
    let address = if flow.grant == Grant::Implicit { flow.authorize_url } else { flow.token_url };
    let url = (endpoints.token_url)(address)?;
    let key = TokenKey {
        api: api.name.to_owned(),
        scheme: scheme.name.to_owned(),
        host: url.origin().ascii_serialization(),
        client: given.client.id.clone().unwrap_or_default(),
        account: endpoints.account.or(given.user()).unwrap_or_default().to_owned(),
        grant: flow.grant.name().to_owned(),
    };
    let endpoint = Endpoint {
        api,
        flow,
        url,
        http: endpoints.http.clone(),
        clock: endpoints.clock.clone(),
        user_agent: endpoints.user_agent.clone(),
        scrub: scrub.clone(),
    };
    let refresh = given.refresh.clone();
    let inner = GrantSource::new(endpoint, given);
    let clock = endpoints.clock.clone();
    let source: Arc<dyn TokenSource> = match endpoints.store {
        Some(store) => Arc::new(StoredSource { inner, store: store.clone(), key, clock, unsaved: Mutex::default() }),
        None => Arc::new(inner),
    };
    Ok(TokenCache::new(endpoints.clock.clone(), source, refresh))
}

impl Grant {
    /// Its name in token stores; that of OAuth where it has one.
    fn name(self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::Password => "password",
            Self::AuthorizationCode => "authorization_code",
            Self::Implicit => "implicit",
            Self::Session => "session",
        }
    }
}
