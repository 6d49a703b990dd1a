//! The token of a scheme, fetched by one request however many calls wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Secret;
use super::token::{Need, Token, TokenSource};
use crate::clock::SharedClock;
use crate::error::{AuthFailure, Error};

/// After a renewal failed, a token that is still valid is used for this long before the next one.
const PAUSE: Duration = Duration::from_secs(5);
/// Without a valid token, a failure that may pass is given to all calls for this long.
const HOLD_PASSING: Duration = Duration::from_secs(1);
/// The same for a refusal: asking again with what was refused does not help, and may lock the account.
const HOLD_REFUSAL: Duration = Duration::from_secs(30);

/// The token of a scheme.
///
/// - A fresh token is given at once.
/// - Otherwise one renewal runs, in a task of its own: a call that is cancelled neither stops it nor
///   loses the token that it brings. All calls that come meanwhile wait for that one and share its
///   result, be it a token or an error.
/// - If a renewal fails while the old token is still valid, the old token is given, and the next renewal
///   begins 5 s later at the earliest.
/// - If it fails and there is no valid token, calls get that error without a further request: for 1 s if
///   it may pass or lies in the token store, for 30 s if the token endpoint refused.
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
    /// The access token that the server refused last.
    refused: Option<Secret>,
    flight: Option<Flight>,
    failed: Option<Failed>,
}

/// A renewal that failed.
#[derive(Debug)]
struct Failed {
    at: Instant,
    error: Error,
}

type Flight = watch::Receiver<Option<Result<Arc<Token>, Error>>>;

/// What there is for a call.
enum Found {
    Token(Arc<Token>),
    Failure(Error),
    Flight(Flight),
}

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
            Found::Token(token) => return Ok(token),
            Found::Failure(error) => return Err(error),
            Found::Flight(flight) => flight,
        };
        let result = match flight.wait_for(Option::is_some).await {
            Ok(result) => result.clone(),
            Err(_) => None,
        };
        let failure = match result {
            Some(Ok(token)) => return Ok(token),
            Some(Err(error)) => error,
            None => Error::auth(
                AuthFailure::GrantRefused,
                "the renewal of the token ended without a result: the async runtime that it ran on was shut down",
            )
            .with_retryable(true),
        };
        let now = self.clock.now();
        self.state().token.clone().filter(|token| token.valid(now)).ok_or(failure)
    }

    fn look(self: &Arc<Self>) -> Found {
        let now = self.clock.now();
        let mut state = self.state();
        let valid = state.token.clone().filter(|token| token.valid(now));
        if let Some(token) = &valid
            && (token.fresh(now) || state.failed.as_ref().is_some_and(|failed| now < failed.at + PAUSE))
        {
            return Found::Token(token.clone());
        }
        // The sender of a flight that died is gone.
        if let Some(flight) = state.flight.as_ref().filter(|flight| flight.has_changed().is_ok()) {
            return Found::Flight(flight.clone());
        }
        if let Some(failed) = &state.failed
            && now < failed.at + failed.hold()
            && valid.is_none()
        {
            return Found::Failure(failed.error.clone());
        }
        let (landing, flight) = watch::channel(None);
        state.flight = Some(flight.clone());
        let need = Need { refresh: state.refresh.clone(), refused: state.refused.clone() };
        let renewal = self.source.clone().renew(need);
        let cache = self.clone();
        tokio::spawn(async move {
            let result = renewal.await;
            landing.send_replace(Some(cache.land(result)));
        });
        Found::Flight(flight)
    }

    fn land(&self, result: Result<Token, Error>) -> Result<Arc<Token>, Error> {
        let at = self.clock.now();
        let mut state = self.state();
        state.flight = None;
        match result {
            Ok(token) => {
                let token = Arc::new(token);
                state.refresh = token.refresh.clone();
                state.token = Some(token.clone());
                state.failed = None;
                Ok(token)
            }
            Err(error) => {
                state.failed = Some(Failed { at, error: error.clone() });
                Err(error)
            }
        }
    }

    /// The server refused this token: it is not given again. Its refresh token stays.
    pub(crate) fn refuse(&self, refused: &Arc<Token>) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|token| Arc::ptr_eq(token, refused)) {
            state.token = None;
            state.refused = Some(refused.access.clone());
        }
    }

    /// Forgets the token and its refresh token, here and in a store.
    pub(crate) async fn forget(&self) -> Result<(), Error> {
        {
            let mut state = self.state();
            state.token = None;
            state.refresh = None;
            state.failed = None;
        }
        self.source.clone().forget().await
    }
}

impl Failed {
    fn hold(&self) -> Duration {
        let soon = self.error.is_retryable() || self.error.is_token_store();
        if soon { HOLD_PASSING } else { HOLD_REFUSAL }
    }
}
