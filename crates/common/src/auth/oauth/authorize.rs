//! The browser step: an address to open, and the check of the one that the browser comes back with.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use url::Url;

use super::pkce::{challenge, random_text};
use super::redirect::Redirect;
use crate::auth::{AccessToken, AuthorizationCode, Secret};
use crate::descriptor::Flow;
use crate::error::{AuthFailure, Error};

/// The browser step of the authorization code grant: an address to open, and the check of the address
/// that the browser comes back with.
///
/// Made by `ClientBuilder::authorization_request`. Each one has a random `state`, and a PKCE verifier
/// where the server takes one; it is good for one redirect.
#[derive(Clone)]
pub struct AuthorizationRequest {
    request: Request,
    verifier: Option<Secret>,
}

/// The browser step of the implicit grant, whose token comes in the fragment of the redirect.
///
/// Made by `ClientBuilder::implicit_request`; it is good for one redirect. Prefer the authorization code
/// grant where the server has it.
#[derive(Clone)]
pub struct ImplicitRequest {
    request: Request,
}

#[derive(Clone)]
struct Request {
    url: Url,
    client_id: String,
    redirect_uri: String,
    state: Secret,
    /// A second redirect is somebody else's, or the same code once more. Clones share it.
    answered: Arc<AtomicBool>,
}

impl Request {
    fn new(
        response_type: &str,
        mut url: Url,
        client_id: String,
        redirect_uri: String,
        scopes: &[&str],
    ) -> Result<Self, Error> {
        let state = random_text()?;
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", response_type)
            .append_pair("client_id", &client_id)
            .append_pair("redirect_uri", &redirect_uri)
            .append_pair("state", state.expose());
        if !scopes.is_empty() {
            query.append_pair("scope", &scopes.join(" "));
        }
        drop(query);
        Ok(Self { url, client_id, redirect_uri, state, answered: Arc::default() })
    }

    /// Checks a redirect; the first one with the right `state` is the only one.
    fn check(&self, redirect: &Redirect) -> Result<(), Error> {
        let checked = redirect.check(&self.state);
        let not_ours = checked.as_ref().err().is_some_and(|error| error.auth_failure() != Some(AuthFailure::Denied));
        if !not_ours && self.answered.swap(true, Ordering::SeqCst) {
            let text = "the browser came back a second time: the first redirect counts, begin the login again";
            return Err(Error::auth(AuthFailure::RedirectRepeated, text));
        }
        checked
    }

    /// `state` and the challenge are in the address; only the user's browser has to see them.
    fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("client_id", &self.client_id)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

impl AuthorizationRequest {
    pub(crate) fn new(
        flow: &Flow,
        url: Url,
        client_id: String,
        redirect_uri: String,
        scopes: &[&str],
    ) -> Result<Self, Error> {
        let verifier = flow.pkce.then(random_text).transpose()?;
        let mut request = Request::new("code", url, client_id, redirect_uri, scopes)?;
        if let Some(verifier) = &verifier {
            let mut query = request.url.query_pairs_mut();
            query.append_pair("code_challenge", &challenge(verifier)).append_pair("code_challenge_method", "S256");
        }
        Ok(Self { request, verifier })
    }

    /// The address to open in a browser.
    pub fn url(&self) -> &Url {
        &self.request.url
    }

    /// Takes the address that the browser was sent back to (whole, as a user pastes it, or from its `?`
    /// on), checks its `state`, and gives what `ClientBuilder::authorization_code` takes. A confidential
    /// client fills in its [`client_secret`](AuthorizationCode::client_secret).
    ///
    /// # Errors
    ///
    /// [`is_auth`](Error::is_auth), and [`auth_failure`](Error::auth_failure) tells which:
    ///
    /// - `StateMissing`, `StateRepeated`, `StateWrong`: the address is not the answer to this request.
    ///   Nothing of it is used, and another address may still be the right one.
    /// - `Denied`: the user or the server said no; the server's `error` is [`api_code`](Error::api_code).
    /// - `NoGrant`: there is not exactly one code in it.
    /// - `RedirectRepeated`: an address with this `state` was taken before.
    pub fn finish(&self, address: &str) -> Result<AuthorizationCode, Error> {
        let redirect = Redirect::of_query(address);
        self.request.check(&redirect)?;
        Ok(AuthorizationCode {
            client_id: self.request.client_id.clone(),
            client_secret: None,
            redirect_uri: self.request.redirect_uri.clone(),
            code: redirect.one("code")?,
            pkce_verifier: self.verifier.clone(),
        })
    }
}

impl fmt::Debug for AuthorizationRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.debug("AuthorizationRequest", f)
    }
}

impl ImplicitRequest {
    pub(crate) fn new(url: Url, client_id: String, redirect_uri: String, scopes: &[&str]) -> Result<Self, Error> {
        Ok(Self { request: Request::new("token", url, client_id, redirect_uri, scopes)? })
    }

    /// The address to open in a browser.
    pub fn url(&self) -> &Url {
        &self.request.url
    }

    /// Takes the address that the browser was sent back to (whole, or from its `#` on), checks its
    /// `state` and the kind of the token, and gives what `ClientBuilder::access_token` takes.
    ///
    /// # Errors
    ///
    /// Those of [`AuthorizationRequest::finish`]; `NoGrant` also if the token is not a bearer token or
    /// its life is not a number of seconds.
    pub fn finish(&self, address: &str) -> Result<AccessToken, Error> {
        let redirect = Redirect::of_fragment(address);
        self.request.check(&redirect)?;
        let token = redirect.one("access_token")?;
        let unfit = |text: &'static str| Error::auth(AuthFailure::NoGrant, text);
        if redirect.all("token_type").iter().any(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(unfit("the address holds a token of another type; only bearer tokens are understood"));
        }
        let expires_in = match redirect.all("expires_in")[..] {
            [] => None,
            [text] => {
                let seconds =
                    text.parse().map_err(|_| unfit("the life of the token in the address is not a number"))?;
                Some(Duration::from_secs(seconds))
            }
            _ => return Err(unfit("the address holds several lives of the token")),
        };
        Ok(AccessToken { client_id: self.request.client_id.clone(), token, expires_in })
    }
}

impl fmt::Debug for ImplicitRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.debug("ImplicitRequest", f)
    }
}
