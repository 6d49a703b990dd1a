//! What all clients have in common once they are built.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::auth::Keyring;
use crate::clock::SharedClock;
use crate::descriptor::Api;
use crate::limit::Limiter;
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
    pub(crate) retry: retry::Policy,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) max_body: usize,
}

impl Core {
    /// The description of the API.
    pub fn api(&self) -> &'static Api {
        self.inner.api
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
