//! Bytes as base64 text.

use std::fmt;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Unexpected, Visitor};
use serde::{Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// Bytes that are written as base64 of the standard alphabet with padding. Reads the URL-safe alphabet
/// too, with or without padding, and ignores white space.
#[derive(Clone, Copy, Debug)]
pub struct Base64;

const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, CONFIG);
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, CONFIG);

impl<T: AsRef<[u8]>> SerializeAs<T> for Base64 {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&PLAIN.encode(value))
    }
}

impl<'de, T: From<Vec<u8>>> DeserializeAs<'de, T> for Base64 {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(BytesVisitor).map(T::from)
    }
}

struct BytesVisitor;

impl Visitor<'_> for BytesVisitor {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("base64 text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<u8>, E> {
        let engine = if text.contains(['-', '_']) { &URL } else { &PLAIN };
        let decoded = if text.contains(|c: char| c.is_ascii_whitespace()) {
            engine.decode(text.split_ascii_whitespace().collect::<String>())
        } else {
            engine.decode(text)
        };
        // A message with the text in it could be megabytes long.
        let shown: String = text.chars().take(40).collect();
        decoded.map_err(|_| E::invalid_value(Unexpected::Str(&shown), &self))
    }
}
