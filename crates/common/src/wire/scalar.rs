//! Untyped JSON with a typed view.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::error::{Error, ErrorKind};

/// A type that describes what an untyped JSON scalar holds.
pub trait ScalarType: DeserializeOwned {
    /// Where the scalar is, for error messages: `Character.zoneRankings`.
    const NAME: &'static str;
    /// JSON pointer whose presence means that the field refused: `/error`.
    const REFUSAL: Option<&'static str>;
}

/// A JSON value of a field that the schema leaves untyped, with the view `T` of it.
///
/// The raw value is always there; [`get`](Self::get) reads it as `T`.
pub struct Scalar<T> {
    raw: Value,
    view: PhantomData<fn() -> T>,
}

impl<T> Scalar<T> {
    /// The value as it came.
    pub fn raw(&self) -> &Value {
        &self.raw
    }

    /// The value as it came, without the wrapper.
    pub fn into_raw(self) -> Value {
        self.raw
    }
}

impl<T: ScalarType> Scalar<T> {
    /// The typed view.
    ///
    /// # Errors
    ///
    /// [`is_refused`](Error::is_refused), with the text as [`api_message`](Error::api_message), if the
    /// field holds a refusal in place of its value; [`is_decode`](Error::is_decode), with the JSON path
    /// within the field, if it has another shape.
    pub fn get(&self) -> Result<T, Error> {
        if let Some(refusal) = T::REFUSAL.and_then(|pointer| self.raw.pointer(pointer)) {
            let text = refusal.as_str().map_or_else(|| refusal.to_string(), str::to_owned);
            return Err(Error::new(ErrorKind::Refused, format!("{} was refused", T::NAME))
                .with_details(crate::error::body::Details { message: Some(text), ..Default::default() }));
        }
        serde_path_to_error::deserialize(&self.raw).map_err(|error| {
            let path = error.path().to_string();
            let error = error.into_inner();
            Error::new(ErrorKind::Decode, format!("{} has another shape than expected: {error}", T::NAME))
                .with_json_path(path)
                .with_source(error)
        })
    }
}

impl<T> From<Value> for Scalar<T> {
    fn from(raw: Value) -> Self {
        Self { raw, view: PhantomData }
    }
}

impl<T> Clone for Scalar<T> {
    fn clone(&self) -> Self {
        self.raw.clone().into()
    }
}

impl<T> fmt::Debug for Scalar<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

impl<T> PartialEq for Scalar<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T> Serialize for Scalar<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Scalar<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}
