//! Tokens that are shared within a program.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Lock, Pending, StoredToken, TokenKey, TokenStore};

/// A store in memory: clients of one program that were built separately share their tokens.
///
/// Clones are the same store.
#[derive(Clone, Default)]
pub struct MemoryStore {
    entries: Arc<Mutex<BTreeMap<TokenKey, Entry>>>,
}

#[derive(Default)]
struct Entry {
    token: Option<StoredToken>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<TokenKey, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("entries", &self.entries().len()).finish()
    }
}

impl TokenStore for MemoryStore {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Lock> {
        let lock = self.entries().entry(key.clone()).or_default().lock.clone();
        Box::pin(async move { Ok(Lock::new(lock.lock_owned().await)) })
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        let token = self.entries().get(key).and_then(|entry| entry.token.clone());
        Box::pin(async move { Ok(token) })
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: Option<&'a StoredToken>) -> Pending<'a, ()> {
        self.entries().entry(key.clone()).or_default().token = token.cloned();
        Box::pin(async { Ok(()) })
    }
}
