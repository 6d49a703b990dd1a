//! How a client is set up.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

#[cfg(feature = "oauth")]
use crate::auth::{AuthorizationCode, AuthorizationRequest, RefreshToken};
use crate::auth::{Credential, Endpoints, Keyring, Secret};
use crate::client::{Core, Inner, Service};
use crate::clock::{Clock, SharedClock, TokioClock};
use crate::descriptor::Api;
use crate::error::Error;
use crate::limit::{self, Limiter};
use crate::retry;
use crate::servers::{Choice, Servers};

/// Sets up a client. Everything is optional: without credentials it makes anonymous calls.
///
/// ```ignore
/// let client = clientwright_osu::Client::builder().api_key(key).build()?;
/// ```
pub struct ClientBuilder<C> {
    api: &'static Api,
    credentials: Vec<(Option<String>, Credential)>,
    servers: Choice,
    http: Option<reqwest::Client>,
    clock: SharedClock,
    user_agent: Option<String>,
    timeout: Duration,
    deadline: Duration,
    retry: retry::Policy,
    limits: limit::Policy,
    max_body: usize,
    client: PhantomData<fn() -> C>,
}

/// The HTTP client is left out: it may have default headers with secrets in them.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .field("servers", &self.servers)
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl<C> Clone for ClientBuilder<C> {
    fn clone(&self) -> Self {
        Self {
            api: self.api,
            credentials: self.credentials.clone(),
            servers: self.servers.clone(),
            http: self.http.clone(),
            clock: self.clock.clone(),
            user_agent: self.user_agent.clone(),
            timeout: self.timeout,
            deadline: self.deadline,
            retry: self.retry.clone(),
            limits: self.limits,
            max_body: self.max_body,
            client: PhantomData,
        }
    }
}

/// Credentials. Each is given to all security schemes of the API that take its kind; the last one of a
/// kind counts.
impl<C: Service> ClientBuilder<C> {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            credentials: Vec::new(),
            servers: Choice::default(),
            http: None,
            clock: Arc::new(TokioClock),
            user_agent: None,
            timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(120),
            retry: retry::Policy::default(),
            limits: limit::Policy::default(),
            max_body: 64 * 1024 * 1024,
            client: PhantomData,
        }
    }

    /// A key that is sent with each request.
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        self.credential(Credential::ApiKey(key.into()))
    }

    /// A token that is sent with each request as it is, for any scheme that takes tokens.
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.credential(Credential::Token(token.into()))
    }

    /// User name and password, sent with each request.
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(Credential::Basic { user: user.into(), password: password.into() })
    }

    /// OAuth 2.0 client credentials: tokens are fetched and renewed as needed.
    #[cfg(feature = "oauth")]
    pub fn client_credentials(self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.credential(Credential::ClientCredentials { id: id.into(), secret: secret.into() })
    }

    /// OAuth 2.0 password grant: tokens are fetched with it, and renewed with refresh tokens or, if that
    /// fails, with it again.
    #[cfg(feature = "oauth")]
    pub fn password(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(Credential::Password { user: user.into(), password: password.into() })
    }

    /// An authorization code; the first call exchanges it for a token.
    #[cfg(feature = "oauth")]
    pub fn authorization_code(self, code: AuthorizationCode) -> Self {
        self.credential(Credential::AuthorizationCode(code))
    }

    /// A refresh token of an earlier run; the first call exchanges it for a token. Together with
    /// [`password`](Self::password), the password is used if the refresh token is refused.
    #[cfg(feature = "oauth")]
    pub fn refresh_token(self, token: impl Into<RefreshToken>) -> Self {
        self.credential(Credential::RefreshToken(token.into()))
    }

    /// No credentials, which is the default: forgets those that were given.
    pub fn anonymous(mut self) -> Self {
        self.credentials.clear();
        self
    }

    /// A credential for every scheme that takes its kind.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credentials.push((None, credential));
        self
    }

    /// A credential for the scheme of this name only.
    pub fn credential_for(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.push((Some(scheme.into()), credential));
        self
    }

    /// Begins the browser step of the authorization code grant. `redirect_uri` must be one that was
    /// registered, character for character; `scopes` may be empty.
    ///
    /// # Errors
    ///
    /// A configuration error if the API has no such grant or the server settings are wrong.
    #[cfg(feature = "oauth")]
    pub fn authorization_request(
        &self,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
        scopes: &[&str],
    ) -> Result<AuthorizationRequest, Error> {
        let flow = self
            .api
            .schemes
            .iter()
            .flat_map(|scheme| scheme.flows)
            .find(|flow| flow.grant == crate::descriptor::Grant::AuthorizationCode)
            .ok_or_else(|| Error::config(format!("{} has no authorization code grant", self.api.title)))?;
        let url = self.servers.endpoint(self.api, flow.authorize_url)?;
        AuthorizationRequest::new(flow, url, client_id.into(), redirect_uri.into(), scopes)
    }
}

/// Servers and connections.
impl<C: Service> ClientBuilder<C> {
    /// Replaces the URL of every server. Token and authorization endpoints move to the same origin and
    /// keep their paths, unless `token_url` (feature `oauth`) says otherwise.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.servers.base_url = Some(url.into());
        self
    }

    /// Replaces the URL of one server.
    pub fn server_url(mut self, name: impl Into<String>, url: impl Into<String>) -> Self {
        self.servers.by_name.insert(name.into(), url.into());
        self
    }

    /// Sets a variable of the server URLs, such as a region.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.servers.variables.insert(name.into(), value.into());
        self
    }

    /// Replaces the URL of the token endpoint.
    #[cfg(feature = "oauth")]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.servers.token_url = Some(url.into());
        self
    }

    /// Allows plain http to other machines. Credentials then travel in the open.
    pub fn allow_plain_http(mut self) -> Self {
        self.servers.allow_plain_http = true;
        self
    }

    /// Uses this `reqwest::Client`, with its proxy, certificates and pool.
    ///
    /// Its redirect policy should be [`reqwest::redirect::Policy::none`]: Clientwright follows redirects
    /// of GET within the API's own servers by itself, while reqwest would follow them anywhere and keep
    /// credentials that are not in the `Authorization` or `Cookie` header.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// `User-Agent` of all requests; default: name and version of the SDK crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }
}

/// Time, size, retries and limits.
impl<C: Service> ClientBuilder<C> {
    /// Time limit of one attempt, from its sending to the end of its body. Default: 30 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Time limit of a whole call, with all waits and attempts. Default: 120 s.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How often and how patiently calls are repeated. Default: 3 attempts.
    pub fn retry(mut self, policy: retry::Policy) -> Self {
        self.retry = policy;
        self
    }

    /// Which client-side rate limits hold. Default: the documented ones.
    pub fn limits(mut self, policy: limit::Policy) -> Self {
        self.limits = policy;
        self
    }

    /// Bytes of an answer's body that are accepted. Default: 64 MiB.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Where time and chance come from; for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// A configuration error ([`Error::is_config`]): a URL that is not one, plain http to another
    /// machine, an unknown server or variable, a credential of a kind that the API does not take (the
    /// message names those that it takes), a `User-Agent` that cannot be sent, TLS that cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        let api = self.api;
        let servers = Servers::resolve(api, &self.servers)?;
        let user_agent = self.user_agent.as_deref().unwrap_or(api.user_agent);
        let user_agent = HeaderValue::from_str(user_agent)
            .map_err(|_| Error::config(format!("the user agent {user_agent:?} cannot be sent")))?;
        let http = match self.http {
            Some(client) => client,
            None => default_http_client()?,
        };
        let choice = &self.servers;
        let token_url = |template| choice.token_endpoint(api, template);
        let endpoints = Endpoints { http: &http, clock: &self.clock, user_agent: &user_agent, token_url: &token_url };
        let keyring = Keyring::new(api, &self.credentials, &endpoints)?;
        let limits: &'static [_] = match self.limits {
            limit::Policy::Documented => api.limits,
            limit::Policy::Off => &[],
        };
        let inner = Inner {
            api,
            http,
            clock: self.clock,
            servers,
            keyring,
            limiter: Limiter::new(limits),
            user_agent,
            retry: self.retry,
            timeout: self.timeout,
            deadline: self.deadline,
            max_body: self.max_body,
        };
        Ok(C::from_core(Core { inner: Arc::new(inner) }))
    }
}

/// No redirects: the pipeline follows those that stay with the API's own servers.
fn default_http_client() -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .build()
        .map_err(|error| Error::config("the HTTP client cannot be set up").with_source(error))
}
