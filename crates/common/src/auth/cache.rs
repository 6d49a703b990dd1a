//! The token of a scheme, fetched by one request however many calls wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Secret;
use super::token::{Token, TokenSource};
use crate::clock::SharedClock;
use crate::error::{Error, ErrorKind};

/// After a renewal failed, a token that is still valid is used for this long before the next one.
const PAUSE: Duration = Duration::from_secs(5);

/// The token of a scheme.
///
/// - A fresh token is given at once.
/// - Otherwise one renewal runs, in a task of its own: a call that is cancelled neither stops it nor
///   loses the token that it brings. All calls that come meanwhile wait for that one and share its
///   result, be it a token or an error.
/// - If a renewal fails while the old token is still valid, the old token is given.
/// - [`refuse`](Self::refuse) drops the given token only; a newer one stays.
#[derive(Debug)]
pub(crate) struct TokenCache {
    clock: SharedClock,
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    token: Option<Arc<Token>>,
    refresh: Option<Secret>,
    flight: Option<Flight>,
    not_before: Option<Instant>,
}

type Flight = watch::Receiver<Option<Result<Arc<Token>, Error>>>;

impl TokenCache {
    pub(crate) fn new(clock: SharedClock, source: Arc<dyn TokenSource>, refresh: Option<Secret>) -> Arc<Self> {
        let state = Mutex::new(State { refresh, ..State::default() });
        Arc::new(Self { clock, source, state })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A token that is good now.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Arc<Token>, Error> {
        let mut flight = match self.look() {
            Ok(token) => return Ok(token),
            Err(flight) => flight,
        };
        let result = match flight.wait_for(Option::is_some).await {
            Ok(result) => result.clone(),
            Err(_) => None,
        };
        let failure = match result {
            Some(Ok(token)) => return Ok(token),
            Some(Err(error)) => error,
            None => Error::new(ErrorKind::Auth, "the renewal of the token ended without a result"),
        };
        let now = self.clock.now();
        self.state().token.clone().filter(|token| token.valid(now)).ok_or(failure)
    }

    /// The token, or the renewal to wait for.
    fn look(self: &Arc<Self>) -> Result<Arc<Token>, Flight> {
        let now = self.clock.now();
        let mut state = self.state();
        let paused = state.not_before.is_some_and(|moment| now < moment);
        if let Some(token) = &state.token
            && (token.fresh(now) || (paused && token.valid(now)))
        {
            return Ok(token.clone());
        }
        // The sender of a flight that died is gone.
        if let Some(flight) = state.flight.as_ref().filter(|flight| flight.has_changed().is_ok()) {
            return Err(flight.clone());
        }
        let (landing, flight) = watch::channel(None);
        state.flight = Some(flight.clone());
        let renewal = self.source.clone().renew(state.refresh.clone());
        let cache = self.clone();
        tokio::spawn(async move {
            let result = renewal.await;
            landing.send_replace(Some(cache.land(result)));
        });
        Err(flight)
    }

    fn land(&self, result: Result<Token, Error>) -> Result<Arc<Token>, Error> {
        let now = self.clock.now();
        let mut state = self.state();
        state.flight = None;
        match result {
            Ok(token) => {
                let token = Arc::new(token);
                state.refresh = token.refresh.clone();
                state.token = Some(token.clone());
                state.not_before = None;
                Ok(token)
            }
            Err(error) => {
                state.not_before = now.checked_add(PAUSE);
                Err(error)
            }
        }
    }

    /// The server refused this token: it is not given again. Its refresh token stays.
    pub(crate) fn refuse(&self, refused: &Arc<Token>) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|token| Arc::ptr_eq(token, refused)) {
            state.token = None;
        }
    }
}
