//! A login in the user's browser, from the address to open to the client.

use std::fmt;
use std::time::Duration;

use url::Url;

use super::ClientBuilder;
use crate::auth::{AuthorizationRequest, RedirectListener, Secret};
use crate::client::Service;
use crate::clock::within;
use crate::error::{AuthFailure, Error, ErrorKind};

/// A login in the user's browser (feature `browser`): an authorization code grant whose redirect comes
/// back to a port of this machine.
///
/// ```ignore
/// let login = Client::builder().token_store(store).browser_login(id, "http://127.0.0.1:8417/callback", &[]).await?;
/// println!("open {}", login.url());
/// let client = login.finish(Duration::from_secs(300)).await?;
/// ```
///
/// The port is listened on as long as this value lives. For a redirect address that is not on this
/// machine use `authorization_request` and paste the address into
/// [`finish`](AuthorizationRequest::finish).
pub struct BrowserLogin<C> {
    builder: ClientBuilder<C>,
    listener: RedirectListener,
    request: AuthorizationRequest,
    client_secret: Option<Secret>,
}

impl<C: Service> BrowserLogin<C> {
    pub(super) async fn begin(
        builder: ClientBuilder<C>,
        client_id: String,
        redirect_uri: &str,
        scopes: &[&str],
    ) -> Result<Self, Error> {
        let listener = RedirectListener::bind(redirect_uri).await?;
        let request = builder.authorization_request(client_id, listener.uri(), scopes)?;
        Ok(Self { builder, listener, request, client_secret: None })
    }

    /// The secret of a confidential client.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// The address to open in a browser.
    pub fn url(&self) -> &Url {
        self.request.url()
    }

    /// The redirect URI that is sent, with the port that is listened on.
    pub fn redirect_uri(&self) -> &str {
        self.listener.uri()
    }

    /// Waits until the browser comes back, at most for `limit`; checks `state`, exchanges the code, stores
    /// the token if there is a token store, and gives the client.
    ///
    /// # Errors
    ///
    /// Those of [`AuthorizationRequest::finish`] for what the browser brings back; [`Error::is_timeout`]
    /// with [`AuthFailure::NoRedirect`] if it does not come back in time; those of
    /// [`Core::log_in`](crate::Core::log_in) for the exchange.
    pub async fn finish(self, limit: Duration) -> Result<C, Error> {
        let late = |_| {
            let text = format!("the browser did not come back within {} s: begin the login again", limit.as_secs());
            Error::new(ErrorKind::Timeout, text).with_auth(AuthFailure::NoRedirect)
        };
        let clock = self.builder.clock.clone();
        let arrival = within(&*clock, limit, self.listener.next()).await.map_err(late)?;
        let code = self.request.finish(&arrival.address);
        arrival.show(code.is_ok());
        // From here on, whoever comes is told that the login has ended.
        drop(self.listener);
        let mut code = code?;
        code.client_secret = self.client_secret;
        let core = self.builder.authorization_code(code).core()?;
        core.log_in().await?;
        Ok(C::from_core(core))
    }
}

impl<C> fmt::Debug for BrowserLogin<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrowserLogin")
            .field("redirect_uri", &self.listener.uri())
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
