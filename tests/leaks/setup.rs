//! A client that is about to fail.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use clientwright_common::auth::FileStore;
use clientwright_common::clock::{Clock, Sleep, TokioClock};
use clientwright_common::{CallOptions, ClientBuilder, Error, Service, limit, retry};

use crate::alone::STORE;
use crate::markers::{Secrets, secret};
use crate::shown::{Shown, debug};
use crate::store::PanickingStore;

/// How a client is set up.
#[derive(Clone)]
pub struct Setup {
    /// Address of the API.
    pub base: String,
    /// Address of the token endpoint, or of the login.
    pub grants: String,
    pub secrets: Secrets,
    /// Time after which anything under way has lasted too long.
    pub limit: Duration,
    pub trouble: Trouble,
    pub store: bool,
    /// Bytes of an answer that are accepted.
    pub max_body: usize,
}

/// A defect of the program around the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// A hook panics and tells all that it knows.
    HookPanics,
    /// A hook refuses and tells all that it knows.
    HookRefuses,
    /// The token store panics and tells all that it knows.
    StorePanics,
}

/// A call, and what could be seen of it beforehand.
pub struct Trial {
    pub shown: Shown,
    pub call: Pin<Box<dyn Future<Output = Result<String, Error>> + Send>>,
}

impl Setup {
    pub fn new(base: &str, grants: &str, secrets: &Secrets) -> Self {
        Self {
            base: base.to_owned(),
            grants: grants.to_owned(),
            secrets: secrets.clone(),
            limit: Duration::from_secs(20),
            trouble: Trouble::None,
            store: false,
            max_body: 1 << 24,
        }
    }

    /// The builder, set up.
    pub fn equip<C: Service>(&self, builder: ClientBuilder<C>) -> ClientBuilder<C> {
        let trouble = self.trouble;
        let builder = builder
            .base_url(&self.base)
            .token_url(&self.grants)
            .timeout(self.limit)
            .deadline(self.limit * 2)
            .retry(retry::Policy::never())
            .limits(limit::Policy::Off)
            .max_body(self.max_body)
            .clock(Arc::new(Hasty { limit: self.limit }))
            .before_attempt(move |attempt| {
                let known = format!("{attempt:?}") + &format!(" {:?}", attempt.headers());
                match trouble {
                    Trouble::HookPanics => panic!("a hook panics: {known}"),
                    Trouble::HookRefuses => Err(clientwright_common::hook::Refusal::new(known)),
                    _ => Ok(()),
                }
            })
            // The roots of the system take a long time to read.
            .configure_http(|http| http.no_proxy().tls_certs_only([]));
        match (self.trouble, self.store) {
            (Trouble::StorePanics, _) => builder.token_store(PanickingStore),
            (_, true) => builder.token_store(FileStore::new(STORE)),
            _ => builder,
        }
    }

    /// A call by a client with this builder.
    pub fn trial<C, B, T, F>(
        &self,
        builder: ClientBuilder<C>,
        ask: impl FnOnce(&C) -> B,
        send: impl FnOnce(B) -> F,
    ) -> Trial
    where
        C: Service + Debug,
        B: Debug,
        T: Debug,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let builder = self.equip(builder);
        let mut shown = debug("Debug of the builder", &builder);
        let client = match builder.build() {
            Ok(client) => client,
            Err(error) => return Trial { shown, call: Box::pin(async { Err(error) }) },
        };
        shown.extend(debug("Debug of the client", &client));
        let options = CallOptions::new().header("x-extra", secret("extra", "-"));
        shown.extend(debug("Debug of the options", &options));
        let call = ask(&client);
        shown.extend(debug("Debug of the call", &call));
        let answer = send(call);
        Trial { shown, call: Box::pin(async move { answer.await.map(|answer| format!("{answer:?} {answer:#?}")) }) }
    }
}

/// A clock that does not wait before another attempt, and whose time limits are short.
#[derive(Debug)]
struct Hasty {
    limit: Duration,
}

impl Clock for Hasty {
    fn now(&self) -> Instant {
        TokioClock.now()
    }

    fn wall(&self) -> SystemTime {
        TokioClock.wall()
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Box::pin(std::future::ready(()))
    }

    fn time_limit(&self, duration: Duration) -> Sleep {
        TokioClock.sleep(duration.min(self.limit))
    }

    fn random(&self) -> f64 {
        0.5
    }
}
