//! Numbers that are sent as text, or now as text and now as numbers.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Unexpected, Visitor};
use serde::{Deserializer, Serialize, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// The number types that a wire format can hold.
pub trait Number: sealed::Sealed + Copy + fmt::Display + FromStr + Serialize + TryFromWide {}

mod sealed {
    pub trait Sealed {}
}

/// From the widest numbers that JSON can hold.
#[doc(hidden)]
pub trait TryFromWide: Sized {
    fn from_i128(value: i128) -> Option<Self>;
    fn from_f64(value: f64) -> Option<Self>;
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Number for $type {}
        impl TryFromWide for $type {
            fn from_i128(value: i128) -> Option<Self> {
                Self::try_from(value).ok()
            }
            fn from_f64(value: f64) -> Option<Self> {
                // Beyond 2^63 a float no longer tells which integer was meant.
                (value.fract() == 0.0 && value.abs() < 9.3e18)
                    .then(|| Self::from_i128(value as i128))
                    .flatten()
            }
        }
    )*};
}

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Number for $type {}
        impl TryFromWide for $type {
            fn from_i128(value: i128) -> Option<Self> {
                Some(value as Self)
            }
            fn from_f64(value: f64) -> Option<Self> {
                Some(value as Self)
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);
floats!(f32, f64);

/// A number that is written as text: `"180"`. Reads text and numbers.
///
/// An integer may also come as `"180.0"`; one that does not fit the type is an error, not a wrong value.
#[derive(Clone, Copy, Debug)]
pub struct NumberText;

/// A number that is written as a number: `180`. Reads text and numbers.
#[derive(Clone, Copy, Debug)]
pub struct NumberLenient;

impl<T: Number> SerializeAs<T> for NumberText {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }
}

impl<T: Number> SerializeAs<T> for NumberLenient {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

impl<'de, T: Number> DeserializeAs<'de, T> for NumberText {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(NumberVisitor(PhantomData))
    }
}

impl<'de, T: Number> DeserializeAs<'de, T> for NumberLenient {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(NumberVisitor(PhantomData))
    }
}

struct NumberVisitor<T>(PhantomData<T>);

impl<T: Number> Visitor<'_> for NumberVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number that fits {}, as a number or as text", std::any::type_name::<T>())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<T, E> {
        T::from_i128(value.into()).ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<T, E> {
        T::from_i128(value.into()).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<T, E> {
        T::from_f64(value).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        let trimmed = text.trim();
        trimmed
            .parse()
            .ok()
            .or_else(|| trimmed.parse().ok().and_then(T::from_f64))
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}
