//! The browser step of the authorization code grant.

use url::Url;

use super::pkce::{challenge, random_text};
use crate::auth::{AuthorizationCode, Secret};
use crate::descriptor::Flow;
use crate::error::body::Details;
use crate::error::{Error, ErrorKind};

/// The browser step of the authorization code grant: an address to open, and the check of the address
/// that the browser comes back with.
///
/// Made by `ClientBuilder::authorization_request`. Each one has a random `state`, and a PKCE verifier
/// where the server takes one.
#[derive(Clone, Debug)]
pub struct AuthorizationRequest {
    url: Url,
    client_id: String,
    redirect_uri: String,
    state: Secret,
    verifier: Option<Secret>,
}

impl AuthorizationRequest {
    pub(crate) fn new(
        flow: &Flow,
        mut url: Url,
        client_id: String,
        redirect_uri: String,
        scopes: &[&str],
    ) -> Result<Self, Error> {
        let state = random_text()?;
        let verifier = flow.pkce.then(random_text).transpose()?;
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &client_id)
            .append_pair("redirect_uri", &redirect_uri)
            .append_pair("state", state.expose());
        if !scopes.is_empty() {
            query.append_pair("scope", &scopes.join(" "));
        }
        if let Some(verifier) = &verifier {
            query.append_pair("code_challenge", &challenge(verifier)).append_pair("code_challenge_method", "S256");
        }
        drop(query);
        Ok(Self { url, client_id, redirect_uri, state, verifier })
    }

    /// The address to open in a browser.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Takes the address that the browser was sent back to (whole, or from its `?` on), checks its
    /// `state`, and gives what `ClientBuilder::authorization_code` takes. A confidential client fills in
    /// its [`client_secret`](AuthorizationCode::client_secret).
    ///
    /// # Errors
    ///
    /// [`is_auth`](Error::is_auth): the user or the server said no (`error` in the address, given as
    /// [`api_code`](Error::api_code)), or `state` is missing, repeated or not the one that was sent, or
    /// there is not exactly one code.
    pub fn finish(self, address: &str) -> Result<AuthorizationCode, Error> {
        let query = address.split_once('?').map_or(address, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let values = |name: &str| -> Vec<String> {
            url::form_urlencoded::parse(query.as_bytes())
                .filter(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
                .collect()
        };
        let refused = |text: &'static str| Err(Error::new(ErrorKind::Auth, text));
        match &values("state")[..] {
            [] => {
                return refused("the address has no `state`: it is not the answer to this request");
            }
            [state] if Secret::from(state) == self.state => {}
            [_] => {
                return refused("the `state` of the address is not the one that was sent: do not trust it");
            }
            _ => return refused("the address has several `state`s: do not trust it"),
        }
        if let Some(code) = values("error").into_iter().next() {
            let message = values("error_description").into_iter().next();
            let details = Details { message, code: Some(code), request_id: None };
            return Err(Error::new(ErrorKind::Auth, "the authorization was refused").with_details(details));
        }
        match <[String; 1]>::try_from(values("code")) {
            Ok([code]) if !code.is_empty() => Ok(AuthorizationCode {
                client_id: self.client_id,
                client_secret: None,
                redirect_uri: self.redirect_uri,
                code: code.into(),
                pkce_verifier: self.verifier,
            }),
            _ => refused("the address does not hold exactly one `code`"),
        }
    }
}
