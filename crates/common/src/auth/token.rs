//! An access token and its life.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Secret;
use crate::error::Error;

/// A token as it came from a token endpoint.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) access: Secret,
    pub(crate) refresh: Option<Secret>,
    /// When it ends; `None`: the server did not say.
    pub(crate) expires: Option<Instant>,
    /// Its whole life.
    pub(crate) life: Option<Duration>,
}

/// The longest time before its end at which a token is renewed.
const AHEAD: Duration = Duration::from_secs(60);

impl Token {
    pub(crate) fn valid(&self, now: Instant) -> bool {
        self.expires.is_none_or(|end| now < end)
    }

    /// Whether it is valid and not yet due for renewal: that is in the last tenth of its life, but not
    /// earlier than a minute before its end.
    pub(crate) fn fresh(&self, now: Instant) -> bool {
        let ahead = self.life.map_or(AHEAD, |life| (life / 10).min(AHEAD));
        self.expires.is_none_or(|end| now + ahead < end)
    }
}

/// What a renewal gives.
pub(crate) type Renewal = Pin<Box<dyn Future<Output = Result<Token, Error>> + Send>>;

/// Where tokens come from.
pub(crate) trait TokenSource: std::fmt::Debug + Send + Sync {
    /// Gets a token, with the refresh token if there is one.
    fn renew(self: Arc<Self>, refresh: Option<Secret>) -> Renewal;
}
