//! Tokens that are kept in a store: read again before each renewal, written before they are used.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::source::GrantSource;
use crate::auth::Secret;
use crate::auth::store::{StoreErrorKind, StoredToken, TokenKey, TokenStore};
use crate::auth::token::{Need, Renewal, Token, TokenSource};
use crate::clock::{Clock, SharedClock};
use crate::error::Error;
use crate::notice;

/// A token that could not be written, or that is used because it could not be renewed, is looked at again
/// after this time.
const AGAIN: Duration = Duration::from_secs(5);

/// A source whose tokens are kept in a store.
///
/// A renewal holds the lock of the entry from before it reads it until the new token is written:
///
/// - A token in the store that is fresh, and not the one that the server has just refused, is taken
///   without any request: somebody else has renewed it.
/// - Otherwise its refresh token is used, the one of the last renewal.
/// - The new token is written before it is given to anybody. If that fails although the store said
///   beforehand that it would not, the token stays in memory and is written with the next renewal, which
///   is due 5 s later; unless somebody else has written a newer one by then.
/// - If the renewal fails, a token in the store that is still valid is used.
#[derive(Debug)]
pub(super) struct StoredSource {
    pub(super) inner: GrantSource,
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) key: TokenKey,
    pub(super) clock: SharedClock,
    pub(super) unsaved: Mutex<Option<Unsaved>>,
}

/// A token that could not be written.
#[derive(Clone, Debug)]
pub(super) struct Unsaved {
    token: StoredToken,
    /// The access token that is in the store instead.
    old: Option<Secret>,
}

impl StoredSource {
    async fn next(&self, need: Need) -> Result<Token, Error> {
        let clock = &*self.clock;
        let _lock = self.store.lock(&self.key).await?;
        let newest = self.newest().await?;
        let old = newest.as_ref().map(|newest| newest.access.clone());
        let stored = newest.filter(|_| !self.inner.has_new_login());
        let usable = stored.as_ref().filter(|stored| need.refused.as_ref() != Some(&stored.access));
        let usable = usable.map(|stored| token(stored, clock));
        let refresh = stored.and_then(|stored| stored.refresh);
        if let Some(token) = usable {
            let now = clock.now();
            if token.fresh(now) {
                return Ok(if self.unsaved().is_some() { again(token, now) } else { token });
            }
            return self.renew(old, refresh, need.refresh).await.or_else(|error| match token.valid(clock.now()) {
                true => Ok(again(token, now)),
                false => Err(error),
            });
        }
        self.renew(old, refresh, need.refresh).await
    }

    /// The token in the store, or a newer one that could not be written before.
    async fn newest(&self) -> Result<Option<StoredToken>, Error> {
        let unsaved = self.unsaved().clone();
        let stored = self.store.load(&self.key).await;
        let damaged = stored.as_ref().is_err_and(|error| error.kind() == StoreErrorKind::Damaged);
        match (stored, unsaved) {
            (Ok(stored), Some(unsaved)) if stored.as_ref().map(|stored| &stored.access) != unsaved.old.as_ref() => {
                *self.unsaved() = None;
                Ok(stored)
            }
            (Ok(_), Some(unsaved)) => Ok(Some(self.save_late(unsaved).await)),
            (Err(_), Some(unsaved)) if damaged => Ok(Some(self.save_late(unsaved).await)),
            (Ok(stored), None) => Ok(stored),
            (Err(error), None) if damaged && self.inner.can_log_in() => {
                notice::warn(&error, "the stored token is damaged: logging in again");
                Ok(None)
            }
            (Err(error), _) => Err(error.into()),
        }
    }

    async fn save_late(&self, unsaved: Unsaved) -> StoredToken {
        self.save(&unsaved.token, unsaved.old).await;
        unsaved.token
    }

    async fn renew(&self, old: Option<Secret>, stored: Option<Secret>, known: Option<Secret>) -> Result<Token, Error> {
        let mut refresh: Vec<Secret> = stored.into_iter().collect();
        refresh.extend(known.filter(|known| !refresh.contains(known)));
        let token = self.inner.next(&refresh).await?;
        let saved = self.save(&stored_form(&token, &*self.clock), old).await;
        Ok(if saved { token } else { again(token, self.clock.now()) })
    }

    /// Writes the token over the old one, or keeps it to be written later.
    async fn save(&self, token: &StoredToken, old: Option<Secret>) -> bool {
        let result = self.store.save(&self.key, Some(token)).await;
        let mut unsaved = self.unsaved();
        match result {
            Ok(()) => {
                *unsaved = None;
                true
            }
            Err(error) => {
                notice::warn(&error, "a new token could not be stored: it is kept in memory and stored later");
                let old = unsaved.take().map_or(old, |before| before.old);
                *unsaved = Some(Unsaved { token: token.clone(), old });
                false
            }
        }
    }

    fn unsaved(&self) -> MutexGuard<'_, Option<Unsaved>> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenSource for StoredSource {
    fn renew(self: Arc<Self>, need: Need) -> Renewal {
        Box::pin(async move { self.next(need).await })
    }

    fn forget(self: Arc<Self>) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>> {
        Box::pin(async move {
            let _lock = self.store.lock(&self.key).await?;
            *self.unsaved() = None;
            Ok(self.store.save(&self.key, None).await?)
        })
    }
}

/// The same token, looked at again soon.
fn again(token: Token, now: Instant) -> Token {
    token.due_at(now.checked_add(AGAIN))
}

/// A stored token by this program's clock. A clock that was set back does not make its life longer.
fn token(stored: &StoredToken, clock: &dyn Clock) -> Token {
    let left = stored.expires.map(|end| end.duration_since(clock.wall()).unwrap_or_default());
    let left = left.map(|left| stored.life.map_or(left, |life| left.min(life)));
    let expires = left.and_then(|left| clock.now().checked_add(left));
    Token::new(clock, stored.access.clone(), stored.refresh.clone(), expires, stored.life)
}

fn stored_form(token: &Token, clock: &dyn Clock) -> StoredToken {
    let left = token.expires.map(|end| end.saturating_duration_since(clock.now()));
    StoredToken {
        access: token.access.clone(),
        refresh: token.refresh.clone(),
        expires: left.map(|left| clock.wall().checked_add(left).unwrap_or(SystemTime::UNIX_EPOCH)),
        life: token.life,
    }
}
