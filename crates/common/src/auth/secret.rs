//! Text that must not be seen.

use std::fmt;

use serde::{Deserialize, Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};
use zeroize::Zeroizing;

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

/// Takes the same time wherever the texts differ.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (self.0.as_bytes(), other.0.as_bytes());
        let differences = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
        one.len() == other.len() && std::hint::black_box(differences) == 0
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
        serializer.serialize_str(value.expose())
    }
}

impl<'de> DeserializeAs<'de, Secret> for SecretText {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        String::deserialize(deserializer).map(Secret::from)
    }
}
