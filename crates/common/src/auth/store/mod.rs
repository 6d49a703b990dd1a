//! Where tokens outlive a client: the trait, a store in memory and one in files.
//!
//! A store makes logins survive a restart, and makes refresh tokens that are good for one use safe
//! across tasks and processes: a renewal holds the lock of its entry, reads the entry again (somebody
//! else may have renewed it), and writes the new pair before anybody uses it.

mod entry;
mod error;
mod file;
mod memory;

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

pub use error::{StoreError, StoreErrorKind};
pub use file::FileStore;
pub use memory::MemoryStore;

use super::Secret;

/// What the methods of a [`TokenStore`] give.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keeps tokens.
///
/// [`FileStore`] and [`MemoryStore`] are such stores; others (a key ring of the operating system, a
/// database) keep [`StoredToken::to_json`] under [`TokenKey::id`].
pub trait TokenStore: fmt::Debug + Send + Sync + 'static {
    /// Waits until nobody else who shares the store holds the lock of this entry, and takes it. It must
    /// be released when its holder dies. As far as the store can tell, a [`save`](Self::save) that follows
    /// must succeed: a refresh token is spent in between.
    fn lock<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Lock>;

    /// Reads the entry; `None`: there is none.
    fn load<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Option<StoredToken>>;

    /// Replaces the entry, or removes it, so that a reader sees the old or the new one and nothing in
    /// between. Called only by the holder of the lock.
    fn save<'a>(&'a self, key: &'a TokenKey, token: Option<&'a StoredToken>) -> Pending<'a, ()>;
}

/// A lock that was taken; dropping it releases it.
#[derive(Debug)]
pub struct Lock {
    _held: Box<dyn Any + Send>,
}

impl Lock {
    /// A lock that is held as long as `held` is not dropped.
    pub fn new(held: impl Send + 'static) -> Self {
        Self { _held: Box::new(held) }
    }
}

/// Which token an entry holds: entries are kept apart by all of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct TokenKey {
    /// Name of the API: `bazhuayu`.
    pub api: String,
    /// Name of the security scheme in its description.
    pub scheme: String,
    /// Origin of the token endpoint: `https://dataapi.bazhuayu.com`.
    pub host: String,
    /// Client id; empty where the grant has none.
    pub client: String,
    /// The account: the user name, or what `ClientBuilder::account` says; may be empty.
    pub account: String,
    /// The grant that the token was obtained by: `password`.
    pub grant: String,
}

impl TokenKey {
    /// A text that stands for the key, good as a file name: the API and 32 hex digits.
    pub fn id(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        for part in [&self.api, &self.scheme, &self.host, &self.client, &self.account, &self.grant] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digits: String = hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        let api: String = self.api.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        format!("{api}-{digits}")
    }
}

/// A token as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredToken {
    /// The access token.
    pub access: Secret,
    /// The refresh token, if one came with it.
    pub refresh: Option<Secret>,
    /// When the access token ends; `None`: the server did not say.
    pub expires: Option<SystemTime>,
    /// How long the access token was good for when it was given.
    pub life: Option<Duration>,
}

impl StoredToken {
    /// A token without refresh token and end.
    pub fn new(access: impl Into<Secret>) -> Self {
        Self { access: access.into(), refresh: None, expires: None, life: None }
    }
}
