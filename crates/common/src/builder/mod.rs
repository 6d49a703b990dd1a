//! How a client is set up.

#[cfg(feature = "browser")]
mod browser_login;
mod credentials;
#[cfg(feature = "oauth")]
mod login;
mod settings;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "browser")]
pub use browser_login::BrowserLogin;
use http::HeaderValue;
use tokio::sync::Semaphore;

#[cfg(feature = "oauth")]
use crate::auth::TokenStore;
use crate::auth::{Credential, Endpoints, Keyring};
use crate::client::{Core, Inner, Service};
use crate::clock::{SharedClock, TokioClock};
use crate::descriptor::Api;
use crate::error::Error;
use crate::hook::Hooks;
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
    #[cfg(feature = "oauth")]
    token_store: Option<Arc<dyn TokenStore>>,
    #[cfg(feature = "oauth")]
    account: Option<String>,
    servers: Choice,
    configure_http: Vec<Arc<ConfigureHttp>>,
    clock: SharedClock,
    user_agent: Option<String>,
    hooks: Hooks,
    timeout: Duration,
    deadline: Duration,
    retry: retry::Policy,
    retry_budget: retry::Budget,
    classifiers: retry::Classifiers,
    max_concurrency: usize,
    limits: limit::Policy,
    max_body: usize,
    client: PhantomData<fn() -> C>,
}

type ConfigureHttp = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// What may have secrets in it is left out, such as default headers of the HTTP client.
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
            #[cfg(feature = "oauth")]
            token_store: self.token_store.clone(),
            #[cfg(feature = "oauth")]
            account: self.account.clone(),
            servers: self.servers.clone(),
            configure_http: self.configure_http.clone(),
            clock: self.clock.clone(),
            user_agent: self.user_agent.clone(),
            hooks: self.hooks.clone(),
            timeout: self.timeout,
            deadline: self.deadline,
            retry: self.retry.clone(),
            retry_budget: self.retry_budget,
            classifiers: self.classifiers.clone(),
            max_concurrency: self.max_concurrency,
            limits: self.limits,
            max_body: self.max_body,
            client: PhantomData,
        }
    }
}

impl<C: Service> ClientBuilder<C> {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            credentials: Vec::new(),
            #[cfg(feature = "oauth")]
            token_store: None,
            #[cfg(feature = "oauth")]
            account: None,
            servers: Choice::default(),
            configure_http: Vec::new(),
            clock: Arc::new(TokioClock),
            user_agent: None,
            hooks: Hooks::default(),
            timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(120),
            retry: retry::Policy::default(),
            retry_budget: retry::Budget::default(),
            classifiers: retry::Classifiers::default(),
            max_concurrency: 256,
            limits: limit::Policy::default(),
            max_body: 64 * 1024 * 1024,
            client: PhantomData,
        }
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// A configuration error ([`Error::is_config`]): a URL that is not one, plain http to another
    /// machine, an unknown server or variable, a credential of a kind that the API does not take (the
    /// message names those that it takes), a `User-Agent` that cannot be sent, TLS that cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        self.core().map(C::from_core)
    }

    fn core(self) -> Result<Core, Error> {
        let api = self.api;
        let servers = Servers::resolve(api, &self.servers)?;
        let user_agent = self.user_agent.as_deref().unwrap_or(api.user_agent);
        let user_agent = HeaderValue::from_str(user_agent)
            .map_err(|_| Error::config(format!("the user agent {user_agent:?} cannot be sent")))?;
        let http = http_client(&self.configure_http)?;
        let choice = &self.servers;
        let token_url = |template| choice.token_endpoint(api, template);
        let endpoints = Endpoints {
            http: &http,
            clock: &self.clock,
            user_agent: &user_agent,
            token_url: &token_url,
            #[cfg(feature = "oauth")]
            store: self.token_store.as_ref(),
            #[cfg(feature = "oauth")]
            account: self.account.as_deref(),
        };
        let keyring = Keyring::new(api, &self.credentials, &endpoints)?;
        let limiter = match self.limits {
            limit::Policy::Documented => Limiter::new(api.limits, api.points),
            limit::Policy::Off => Limiter::off(),
        };
        let inner = Inner {
            api,
            http,
            clock: self.clock,
            servers,
            keyring,
            limiter,
            user_agent,
            hooks: self.hooks,
            retry: self.retry,
            retry_budget: retry::Saved::new(self.retry_budget),
            classifiers: self.classifiers,
            concurrency: Arc::new(Semaphore::new(self.max_concurrency)),
            timeout: self.timeout,
            deadline: self.deadline,
            max_body: self.max_body,
        };
        Ok(Core { inner: Arc::new(inner) })
    }
}

/// No redirects, whatever the user sets: the pipeline follows those that stay with the API's own servers,
/// and reqwest would carry credentials in headers and queries that it does not know to other places.
fn http_client(configure: &[Arc<ConfigureHttp>]) -> Result<reqwest::Client, Error> {
    // Many servers close a connection that is idle for a minute. A call that is not safe to repeat and goes
    // out just then would be lost, so it is closed before.
    let http =
        reqwest::Client::builder().connect_timeout(Duration::from_secs(10)).pool_idle_timeout(Duration::from_secs(30));
    configure
        .iter()
        .fold(http, |http, change| change(http))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|error| Error::config("the HTTP client cannot be set up").with_source(error))
}
