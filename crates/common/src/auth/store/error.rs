//! Why a token store cannot be used.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};

/// Why a token store cannot be used.
#[derive(Clone, Debug)]
pub struct StoreError {
    kind: StoreErrorKind,
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// What is wrong with a token store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// The entry is not one, or is cut off. A client that can log in by itself does, and the entry is
    /// replaced; any other client gets the error.
    Damaged,
    /// The entry was written by a newer version; it is left alone.
    NewerFormat,
    /// Others could read or replace the entry.
    Exposed,
    /// Somebody else has held the lock for too long.
    Locked,
    /// The operating system, or whatever is below the store, said no.
    Io,
}

impl StoreError {
    /// An error of a store; the message names the place and what to do, and holds no token.
    pub fn new(kind: StoreErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// The same error with what caused it.
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What is wrong.
    pub fn kind(&self) -> StoreErrorKind {
        self.kind
    }

    /// The operating system failed to do something to a file.
    pub(super) fn io(doing: &str, path: &Path, error: std::io::Error) -> Self {
        Self::new(StoreErrorKind::Io, format!("cannot {doing} {}: {error}", path.display())).with_source(error)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let passing = matches!(error.kind, StoreErrorKind::Locked | StoreErrorKind::Io);
        Self::new(ErrorKind::TokenStore, format!("the token store: {error}")).with_retryable(passing).with_source(error)
    }
}
