//! Text that must not be seen.

use std::cell::RefCell;
use std::fmt;

use serde::{Deserialize, Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::redact::Scrub;

/// Text that must not be seen: `Debug` shows nothing of it, and its memory is overwritten when it is
/// dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text. Do not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Takes the same time wherever the texts differ; their lengths may show.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::new(text.as_str())
    }
}

/// The wire form of a [`Secret`] that is a field of a request: a string. The type itself has none, so
/// that it does not end up in a file by accident.
#[derive(Clone, Copy, Debug)]
pub struct SecretText;

impl SerializeAs<Secret> for SecretText {
    fn serialize_as<S: Serializer>(value: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
        WRITTEN.with_borrow_mut(|written| {
            if let Some(scrub) = written {
                scrub.add(value.expose());
            }
        });
        serializer.serialize_str(value.expose())
    }
}

impl<'de> DeserializeAs<'de, Secret> for SecretText {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        String::deserialize(deserializer).map(Secret::from)
    }
}

thread_local! {
    /// Where the secrets are noted that are being written on this thread.
    static WRITTEN: RefCell<Option<Scrub>> = const { RefCell::new(None) };
}

/// Notes the secrets among the arguments that `write` turns into text: an answer may repeat them as well
/// as it may repeat a credential.
pub(crate) fn noting<T>(scrub: &mut Scrub, write: impl FnOnce() -> T) -> T {
    WRITTEN.set(Some(std::mem::take(scrub)));
    let written = write();
    *scrub = WRITTEN.take().unwrap_or_default();
    written
}
