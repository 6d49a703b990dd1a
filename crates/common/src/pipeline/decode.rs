//! From bytes to values, with the place of what does not fit.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::UnitDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::error::body::without_bom;
use crate::wire::tracked;

/// What does not fit, and where.
pub(super) struct Mismatch {
    pub(super) path: String,
    pub(super) error: serde_json::Error,
}

/// Reads the part of a JSON body that the pointer names; a part that is missing is read as null.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8], pointer: &str) -> Result<T, Mismatch> {
    let tokens = tokens(pointer);
    let json = serde_json::Deserializer::from_slice(without_bom(body));
    tracked::read(json, Part { tokens: &tokens, value: PhantomData }).map_err(|(path, error)| Mismatch { path, error })
}

/// How a body fails to be JSON at all.
pub(super) enum Damage {
    CutOff,
    NotJson,
}

/// Looks at the syntax of a body only. `None`: it is JSON.
pub(super) fn damage(body: &[u8]) -> Option<Damage> {
    let error = serde_json::from_slice::<IgnoredAny>(without_bom(body)).err()?;
    Some(if error.is_eof() { Damage::CutOff } else { Damage::NotJson })
}

/// Reads a null as the answer, for statuses that come without a body.
pub(super) fn nothing<T: DeserializeOwned>() -> Option<T> {
    T::deserialize(UnitDeserializer::<serde_json::Error>::new()).ok()
}

/// The value at a pointer, without building the rest of the body. `None`: it is missing or null, or the
/// body is not JSON.
pub(super) fn probe(body: &[u8], pointer: &str) -> Option<Value> {
    decode::<Value>(body, pointer).ok().filter(|value| !value.is_null())
}

fn tokens(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect()
}

/// Goes down to a part of a value and reads only that.
struct Part<'p, T> {
    tokens: &'p [String],
    value: PhantomData<T>,
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Part<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        if self.tokens.is_empty() { T::deserialize(deserializer) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Part<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the key `{}`", self.tokens[0])
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if found.is_none() && key == self.tokens[0].as_str() {
                found = Some(map.next_value_seed(Part { tokens: &self.tokens[1..], value: PhantomData })?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        found.map_or_else(|| T::deserialize(UnitDeserializer::new()), Ok)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        let Ok(wanted) = self.tokens[0].parse::<usize>() else {
            return Err(serde::de::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        };
        for _ in 0..wanted {
            items.next_element::<IgnoredAny>()?;
        }
        let found = items.next_element_seed(Part { tokens: &self.tokens[1..], value: PhantomData })?;
        while items.next_element::<IgnoredAny>()?.is_some() {}
        found.map_or_else(|| T::deserialize(UnitDeserializer::new()), Ok)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<T, E> {
        T::deserialize(UnitDeserializer::new())
    }
}
