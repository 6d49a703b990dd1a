//! Booleans that are sent as `"0"` and `"1"`.

use std::fmt;

use serde::de::{Unexpected, Visitor};
use serde::{Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// A boolean that is written as `"0"` or `"1"`. Reads these, `0`, `1`, `true`, `false`, and the words.
#[derive(Clone, Copy, Debug)]
pub struct BoolDigit;

impl SerializeAs<bool> for BoolDigit {
    fn serialize_as<S: Serializer>(value: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if *value { "1" } else { "0" })
    }
}

impl<'de> DeserializeAs<'de, bool> for BoolDigit {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(BoolVisitor)
    }
}

struct BoolVisitor;

impl Visitor<'_> for BoolVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"0\", \"1\", 0, 1, true or false")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<bool, E> {
        match value {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<bool, E> {
        u64::try_from(value)
            .map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
            .and_then(|value| self.visit_u64(value))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<bool, E> {
        match text.trim() {
            "0" => Ok(false),
            "1" => Ok(true),
            word if word.eq_ignore_ascii_case("false") => Ok(false),
            word if word.eq_ignore_ascii_case("true") => Ok(true),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}
