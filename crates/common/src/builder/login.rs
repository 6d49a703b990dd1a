//! The browser step of a login.

use url::Url;

#[cfg(feature = "browser")]
use super::BrowserLogin;
use super::ClientBuilder;
use crate::auth::{AuthorizationRequest, ImplicitRequest};
use crate::client::Service;
use crate::descriptor::{Flow, Grant};
use crate::error::Error;

/// The browser step of a login.
impl<C: Service> ClientBuilder<C> {
    /// Begins the browser step of the authorization code grant. `redirect_uri` must be one that was
    /// registered, character for character; `scopes` may be empty.
    ///
    /// # Errors
    ///
    /// A configuration error if the API has no such grant or the server settings are wrong.
    pub fn authorization_request(
        &self,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
        scopes: &[&str],
    ) -> Result<AuthorizationRequest, Error> {
        let (flow, url) = self.authorization_endpoint(Grant::AuthorizationCode, "authorization code")?;
        AuthorizationRequest::new(flow, url, client_id.into(), redirect_uri.into(), scopes)
    }

    /// Begins the browser step of the implicit grant, for programs whose redirect address cannot be a
    /// server of theirs. Prefer [`authorization_request`](Self::authorization_request).
    ///
    /// # Errors
    ///
    /// A configuration error if the API has no such grant or the server settings are wrong.
    pub fn implicit_request(
        &self,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
        scopes: &[&str],
    ) -> Result<ImplicitRequest, Error> {
        let (_, url) = self.authorization_endpoint(Grant::Implicit, "implicit")?;
        ImplicitRequest::new(url, client_id.into(), redirect_uri.into(), scopes)
    }

    /// Begins a login in the user's browser that comes back to a port of this machine: see
    /// [`BrowserLogin`].
    ///
    /// `redirect_uri` is a registered one on loopback, such as `http://127.0.0.1:8417/callback`; port 0
    /// takes any free port, for servers that ignore the port as RFC 8252 asks them to.
    ///
    /// # Errors
    ///
    /// A configuration error if the API has no authorization code grant, `redirect_uri` is not `http` on
    /// loopback, or its port cannot be listened on.
    #[cfg(feature = "browser")]
    pub async fn browser_login(
        self,
        client_id: impl Into<String>,
        redirect_uri: &str,
        scopes: &[&str],
    ) -> Result<BrowserLogin<C>, Error> {
        BrowserLogin::begin(self, client_id.into(), redirect_uri, scopes).await
    }

    fn authorization_endpoint(&self, grant: Grant, name: &str) -> Result<(&'static Flow, Url), Error> {
        let mut flows = self.api.schemes.iter().flat_map(|scheme| scheme.flows);
        let flow = flows
            .find(|flow| flow.grant == grant)
            .ok_or_else(|| Error::config(format!("{} has no {name} grant", self.api.title)))?;
        Ok((flow, self.servers.endpoint(self.api, flow.authorize_url)?))
    }
}
