//! Servers, connections, time, size, retries and limits.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::client::Service;
use crate::clock::Clock;
use crate::hook::{Attempt, AttemptEnd, CallEnd, Refusal};
use crate::{limit, retry};

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

    /// Changes how connections are made: proxy, certificates, pool, DNS. It may be called several times;
    /// the redirect policy stays as it is, for credentials must not go to other origins.
    pub fn configure_http(
        mut self,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.configure_http.push(Arc::new(change));
        self
    }

    /// A hook that sees each attempt before it is sent, and may add headers or refuse it. Hooks run in
    /// the order in which they are given, with headers that hold no credential yet.
    pub fn before_attempt(
        mut self,
        hook: impl Fn(&mut Attempt<'_>) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Self {
        self.hooks.before_attempt.push(Arc::new(hook));
        self
    }

    /// A hook that sees each attempt when it has ended, with status and headers of its answer.
    pub fn after_attempt(mut self, hook: impl Fn(&AttemptEnd<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.after_attempt.push(Arc::new(hook));
        self
    }

    /// A hook that is told the name of each operation before anything is waited for or sent, and may
    /// refuse the call.
    pub fn before_call(mut self, hook: impl Fn(&'static str) -> Result<(), Refusal> + Send + Sync + 'static) -> Self {
        self.hooks.before_call.push(Arc::new(hook));
        self
    }

    /// A hook that sees each call when it has ended. A call that is cancelled has no end.
    pub fn after_call(mut self, hook: impl Fn(&CallEnd<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.after_call.push(Arc::new(hook));
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

    /// How many repetitions all calls together may make. Default: a fifth of a repetition for each call,
    /// and a reserve of 50.
    pub fn retry_budget(mut self, budget: retry::Budget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// A classifier that says whether a failed attempt is worth another one. The one that was given last
    /// is asked first; the module [`retry`] has the whole order.
    pub fn classify(
        mut self,
        classifier: impl Fn(&retry::Failed<'_>) -> retry::Verdict + Send + Sync + 'static,
    ) -> Self {
        self.classifiers.add(classifier);
        self
    }

    /// Sits out what a server asks for, for `limit` in all (an hour, say), instead of giving an error at
    /// once: makes the policy [patient](retry::Policy::patient), and raises the deadline by `limit`.
    /// Waits of a minute and more are logged (feature `tracing`).
    pub fn patient(mut self, limit: Duration) -> Self {
        self.retry = self.retry.patient(limit);
        self.deadline = self.deadline.saturating_add(limit);
        self
    }

    /// Requests that may be under way at once, those of all clones together; others wait their turn.
    /// 0 counts as 1. Default: 256.
    pub fn max_concurrency(mut self, requests: usize) -> Self {
        self.max_concurrency = requests.clamp(1, tokio::sync::Semaphore::MAX_PERMITS);
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
}
