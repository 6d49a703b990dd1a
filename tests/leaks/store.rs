//! Token stores that have their own troubles.

use std::time::{Duration, SystemTime};

use clientwright_common::auth::store::{Lock, Pending};
use clientwright_common::auth::{StoredToken, TokenKey, TokenStore};

/// A store that panics when it has to keep a token, and tells all that it knows.
#[derive(Debug)]
pub struct PanickingStore;

impl TokenStore for PanickingStore {
    fn lock<'a>(&'a self, _: &'a TokenKey) -> Pending<'a, Lock> {
        Box::pin(async { Ok(Lock::new(())) })
    }

    fn load<'a>(&'a self, _: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        Box::pin(async { Ok(None) })
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: Option<&'a StoredToken>) -> Pending<'a, ()> {
        panic!("a store panics: {key:?} {token:?} {:?}", token.map(|token| token.to_json(key)));
    }
}

/// A store that holds one login, whose access token has ended, and keeps nothing.
#[derive(Debug)]
pub struct OldLogin(StoredToken);

impl OldLogin {
    pub fn new(access: &str, refresh: &str) -> Self {
        let mut token = StoredToken::new(access);
        token.refresh = Some(refresh.into());
        token.expires = Some(SystemTime::now() - Duration::from_secs(60));
        Self(token)
    }
}

impl TokenStore for OldLogin {
    fn lock<'a>(&'a self, _: &'a TokenKey) -> Pending<'a, Lock> {
        Box::pin(async { Ok(Lock::new(())) })
    }

    fn load<'a>(&'a self, _: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }

    fn save<'a>(&'a self, _: &'a TokenKey, _: Option<&'a StoredToken>) -> Pending<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}
