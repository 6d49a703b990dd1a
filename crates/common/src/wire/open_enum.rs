//! Open enums: known values by name, and all others with their wire text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

/// The wire text of a value that this version of the crate does not know.
///
/// It is made only where no known value matches, so it cannot be confused with one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(String);

impl Unknown {
    /// The text as it came from the server.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An enum of known values that also takes unknown ones.
pub trait OpenEnum: Clone + Sized + 'static {
    /// The known values with their wire texts, in the order of the spec.
    const KNOWN: &'static [(&'static str, Self)];

    /// The variant for other values.
    fn unknown(text: Unknown) -> Self;

    /// The text on the wire.
    fn as_str(&self) -> &str;

    /// The value of a wire text.
    fn from_wire(text: impl Into<String> + AsRef<str>) -> Self {
        Self::KNOWN
            .iter()
            .find(|(known, _)| *known == text.as_ref())
            .map_or_else(|| Self::unknown(Unknown(text.into())), |(_, value)| value.clone())
    }
}

/// Writes the text.
pub fn serialize_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// Writes the number that the text spells; an unknown text that is no number is written as text.
pub fn serialize_integer<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match (text.parse::<i64>(), text.parse::<u64>()) {
        (Ok(number), _) => serializer.serialize_i64(number),
        (_, Ok(number)) => serializer.serialize_u64(number),
        _ => serializer.serialize_str(text),
    }
}

/// Reads a text, a number or a boolean.
pub fn deserialize<'de, T: OpenEnum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(OpenEnumVisitor(PhantomData))
}

struct OpenEnumVisitor<T>(PhantomData<T>);

impl<T: OpenEnum> Visitor<'_> for OpenEnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, an integer or a boolean")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from_wire(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(T::from_wire(text))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Ok(T::from_wire(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Ok(T::from_wire(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Ok(T::from_wire(value.to_string()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        Ok(T::from_wire(if value { "true" } else { "false" }))
    }
}

/// Implements the conversions of an open enum: wire text, `Display`, `FromStr`, `From`, serde.
///
/// The enum has one unit variant per known value, and `Unknown(Unknown)`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident, $encoding:ident, { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $crate::wire::OpenEnum for $name {
            const KNOWN: &'static [(&'static str, Self)] = &[$(($text, Self::$variant)),*];

            fn unknown(text: $crate::wire::Unknown) -> Self {
                Self::Unknown(text)
            }

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text.as_str(),
                }
            }
        }

        impl $name {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                <Self as $crate::wire::OpenEnum>::as_str(self)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(<Self as $crate::wire::OpenEnum>::from_wire(text))
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                <Self as $crate::wire::OpenEnum>::from_wire(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                <Self as $crate::wire::OpenEnum>::from_wire(text)
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::open_enum!(@serialize $encoding, self.as_str(), serializer)
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::rt::open_enum_serde::deserialize(deserializer)
            }
        }
    };
    (@serialize text, $text:expr, $serializer:expr) => {
        $crate::rt::open_enum_serde::serialize_text($text, $serializer)
    };
    (@serialize integer, $text:expr, $serializer:expr) => {
        $crate::rt::open_enum_serde::serialize_integer($text, $serializer)
    };
}
