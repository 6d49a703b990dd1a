//! One item of a stream, from its text.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::de::value::StrDeserializer;

use super::bytes::ByteStream;
use crate::error::body::RawBody;
use crate::error::{Error, ErrorKind};
use crate::wire::tracked;

/// What does not fit, and where.
pub(super) type Unfit = (String, serde_json::Error);

/// Reads JSON.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, Unfit> {
    tracked::read(serde_json::Deserializer::from_str(text), PhantomData)
}

/// Reads JSON; a text that is not `T` as JSON may still be `T` as a text.
pub(super) fn json_or_text<T: DeserializeOwned>(text: &str) -> Result<T, Unfit> {
    json(text).or_else(|unfit| {
        let plain: Result<T, serde::de::value::Error> = T::deserialize(StrDeserializer::new(text));
        plain.map_err(|_| unfit)
    })
}

impl ByteStream {
    /// An item is not what the operation promises. The stream goes on.
    pub(super) fn unfit(&self, what: &str, text: &str, (path, error): Unfit) -> Error {
        let scrub = &self.origin.scrub;
        let message = format!("{what} has another shape than expected: {}", scrub.text(&error.to_string()));
        let error = Error::new(ErrorKind::Decode, message)
            .with_json_path(scrub.text(&path))
            .with_body(RawBody::new(text.as_bytes(), scrub));
        self.named(error)
    }

    /// An item is larger than the client is willing to hold. It is the end of the stream.
    pub(super) fn too_large(&mut self, what: &str) -> Error {
        let limit = self.origin.max_item;
        self.ended(Error::new(ErrorKind::TooLarge, format!("{what} is larger than {limit} bytes")))
    }
}
