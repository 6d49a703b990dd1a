//! What all clients have in common once they are built.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Semaphore;

use crate::auth::{self, Keyring};
use crate::clock::{Deadline, SharedClock, within};
use crate::descriptor::Api;
use crate::error::Error;
use crate::hook::Hooks;
use crate::limit::{Limiter, PointsLeft};
use crate::retry;
use crate::servers::Servers;

/// A generated client.
pub trait Service: Sized {
    /// The description that the client was generated with.
    fn api() -> &'static Api;

    /// Wraps what [`ClientBuilder`](crate::ClientBuilder) built.
    fn from_core(core: Core) -> Self;
}

/// Connections, credentials, limits and policies of a client. Clones share all of them.
#[derive(Clone)]
pub struct Core {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) http: reqwest::Client,
    pub(crate) clock: SharedClock,
    pub(crate) servers: Servers,
    pub(crate) keyring: Keyring,
    pub(crate) limiter: Limiter,
    pub(crate) user_agent: HeaderValue,
    pub(crate) hooks: Hooks,
    pub(crate) retry: retry::Policy,
    pub(crate) retry_budget: retry::Saved,
    pub(crate) classifiers: retry::Classifiers,
    pub(crate) concurrency: Arc<Semaphore>,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) max_body: usize,
}

impl Core {
    /// The description of the API.
    pub fn api(&self) -> &'static Api {
        self.inner.api
    }

    /// Gets the tokens that the client's credentials stand for, now and not with the first call: a
    /// wrong password or a login that has ended shows at once. Tokens that are good are not fetched
    /// again. A client without such credentials has nothing to do.
    ///
    /// # Errors
    ///
    /// What a call would fail with: [`Error::is_auth`], [`Error::is_login_required`],
    /// [`Error::is_token_store`], or no connection; [`Error::is_timeout`] after the client's `deadline`.
    pub async fn log_in(&self) -> Result<(), Error> {
        let clock = &*self.inner.clock;
        let deadline = Deadline::start(clock, self.inner.deadline);
        let done = within(clock, self.inner.deadline, self.inner.keyring.obtain()).await;
        done.unwrap_or_else(|_| Err(auth::late())).map_err(|error| {
            error.in_call(self.inner.api.name, "log_in", "POST").after(None, 0, deadline.elapsed(clock))
        })
    }

    /// What is left of a budget of points, by its name in the API's description: by the last answer that
    /// told it, less the calls since then. `None`: no answer has told it yet, or there is no such budget.
    pub fn points(&self, name: &str) -> Option<PointsLeft> {
        self.inner.limiter.points(name, self.inner.clock.now())
    }

    /// Forgets the tokens that were obtained, and removes them from the token store. The server is told
    /// nothing. Credentials that the client was given stay: the next call may log in again with them; and
    /// another program that holds the tokens in its memory goes on with them.
    ///
    /// # Errors
    ///
    /// [`Error::is_token_store`]: the store cannot be written; tokens may still be in it.
    pub async fn forget_tokens(&self) -> Result<(), Error> {
        self.inner.keyring.forget().await
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Core");
        out.field("api", &self.inner.api.name);
        for (name, url) in self.inner.servers.iter() {
            out.field(name, &url);
        }
        out.finish_non_exhaustive()
    }
}
