//! Values of one of several types, told apart by their `__typename`; of types that are not known as well.

use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The member of an object that names its type.
const TYPENAME: &str = "__typename";

/// Reads the value as it came.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Value::deserialize(deserializer)
}

/// The name of its type.
pub fn type_name(value: &Value) -> Option<&str> {
    value.get(TYPENAME).and_then(Value::as_str)
}

/// The value as one of a known type; an error names the place in it.
pub fn decode<'de, T: DeserializeOwned, D: Deserializer<'de>>(value: Value) -> Result<T, D::Error> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        match path.as_str() {
            "." => D::Error::custom(error.into_inner()),
            _ => D::Error::custom(format!("{path}: {}", error.into_inner())),
        }
    })
}

/// Writes the value with the name of its type before its own members.
pub fn write<T: Serialize, S: Serializer>(name: &str, value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match serde_json::to_value(value).map_err(S::Error::custom)? {
        Value::Object(members) => {
            let mut named = serde_json::Map::new();
            named.insert(TYPENAME.to_owned(), Value::String(name.to_owned()));
            named.extend(members);
            named.serialize(serializer)
        }
        other => other.serialize(serializer),
    }
}

/// Implements serde for an enum whose variants hold one type each: the variant of the value's
/// `__typename`, or the last one.
#[doc(hidden)]
#[macro_export]
macro_rules! by_typename {
    ($name:ident, { $($variant:ident = $text:literal),* $(,)? }, $other:ident) => {
        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::rt::by_typename_serde::write($text, value, serializer),)*
                    Self::$other(value) => $crate::rt::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = $crate::rt::by_typename_serde::read(deserializer)?;
                match $crate::rt::by_typename_serde::type_name(&value) {
                    $(::core::option::Option::Some($text) => {
                        $crate::rt::by_typename_serde::decode::<_, D>(value).map(Self::$variant)
                    })*
                    _ => $crate::rt::by_typename_serde::decode::<_, D>(value).map(Self::$other),
                }
            }
        }
    };
}
