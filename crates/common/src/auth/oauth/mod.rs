//! OAuth 2.0: tokens from token endpoints.

mod answer;
mod authorize;
mod endpoint;
mod pkce;
mod source;

use std::sync::Arc;

pub use authorize::AuthorizationRequest;

use super::cache::TokenCache;
use super::{Credential, Endpoints};
use crate::descriptor::{Api, Grant, Scheme};
use crate::error::Error;
use crate::error::redact::Scrub;
use endpoint::Endpoint;
use source::{Given, GrantSource};

/// The token cache of a scheme, for the credentials that were given to it.
pub(crate) fn cache(
    api: &'static Api,
    scheme: &'static Scheme,
    given: &[&Credential],
    endpoints: &Endpoints<'_>,
    scrub: &mut Scrub,
) -> Result<Arc<TokenCache>, Error> {
    let given = Given::collect(given, scrub);
    let flow = given
        .grants()
        .iter()
        .find_map(|grant| scheme.flows.iter().find(|flow| flow.grant == *grant))
        .or_else(|| scheme.flows.iter().find(|flow| flow.grant != Grant::Implicit))
        .ok_or_else(|| Error::config(format!("the scheme `{}` has no flow for the given credentials", scheme.name)))?;
    let endpoint = Endpoint {
        api: api.name,
        flow,
        url: (endpoints.token_url)(flow.token_url)?,
        http: endpoints.http.clone(),
        clock: endpoints.clock.clone(),
        user_agent: endpoints.user_agent.clone(),
        shown: api.shown_query,
        scrub: scrub.clone(),
    };
    let refresh = given.refresh.clone();
    let source = GrantSource::new(endpoint, given);
    Ok(TokenCache::new(endpoints.clock.clone(), Arc::new(source), refresh))
}
