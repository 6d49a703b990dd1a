//! Absent, null, or a value: what a request says of a property that it may leave out and may clear.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_with::de::DeserializeAsWrap;
use serde_with::ser::SerializeAsWrap;
use serde_with::{DeserializeAs, SerializeAs};

/// A property that may be left out of a request, be `null` in it, or have a value.
///
/// To most APIs these are three things: what is left out of an update stays as it is, and `null` clears it. A value
/// becomes one by `into()`:
///
/// ```
/// use clientwright_common::Nullable;
///
/// #[derive(Default)]
/// struct Update {
///     title: Nullable<String>,
///     note: Nullable<String>,
///     pages: Nullable<u32>,
/// }
///
/// let update = Update { title: "Log".into(), note: Nullable::Null, ..Update::default() };
/// assert_eq!(update.title.as_deref(), Some("Log"));
/// assert!(update.note.is_null() && update.pages.is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// It is left out.
    #[default]
    Absent,
    /// It is `null`.
    Null,
    /// It has this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, or `null` for `None`.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, or nothing at all for `None`.
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// Whether it is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// What the value points to, if there is one: `Option<&str>` of a `Nullable<String>`.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.value().map(Deref::deref)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<T> for Nullable<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// Where it cannot be left out, it is written as `null`.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::or_null)
    }
}

/// `A` is the adapter of the value.
impl<T, A: SerializeAs<T>> SerializeAs<Nullable<T>> for Nullable<A> {
    fn serialize_as<S: Serializer>(value: &Nullable<T>, serializer: S) -> Result<S::Ok, S::Error> {
        value.value().map(SerializeAsWrap::<T, A>::new).serialize(serializer)
    }
}

impl<'de, T, A: DeserializeAs<'de, T>> DeserializeAs<'de, Nullable<T>> for Nullable<A> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Nullable<T>, D::Error> {
        let read = Option::<DeserializeAsWrap<T, A>>::deserialize(deserializer)?;
        Ok(Nullable::or_null(read.map(DeserializeAsWrap::into_inner)))
    }
}
