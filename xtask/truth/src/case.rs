//! A case: the arguments of one call, and what it is answered.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::bytes;
use crate::outcome::Fault;
use crate::rt;

/// One call.
#[derive(Clone, Debug)]
pub struct Case {
    given: Value,
}

impl Case {
    /// From the JSON that the generator wrote.
    pub(crate) fn new(given: Value) -> Self {
        Self { given }
    }

    /// The place of the operation among those of the API.
    pub(crate) fn operation(&self) -> usize {
        self.given["operation"].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(usize::MAX)
    }

    /// What the server answers.
    pub(crate) fn answer(&self) -> &Value {
        &self.given["answer"]
    }

    /// Whether the answer is read bit by bit.
    pub fn is_streamed(&self) -> bool {
        self.given["streamed"] == true
    }

    /// An argument that the call cannot do without, in the spelling of the adapter `A`.
    ///
    /// # Errors
    ///
    /// The value does not decode.
    pub fn required<T, A>(&self, name: &str) -> Result<T, Fault>
    where
        A: for<'de> rt::serde_with_de::DeserializeAs<'de, T>,
    {
        let value = self.given["arguments"].get(name).unwrap_or(&Value::Null);
        decode::<rt::DeserializeAsWrap<T, A>>(name, value).map(rt::DeserializeAsWrap::into_inner)
    }

    /// An argument that may be left out.
    ///
    /// # Errors
    ///
    /// The value does not decode.
    pub fn optional<T, A>(&self, name: &str) -> Result<Option<T>, Fault>
    where
        A: for<'de> rt::serde_with_de::DeserializeAs<'de, T>,
    {
        if self.given["arguments"].get(name).is_none() {
            return Ok(None);
        }
        self.required::<T, A>(name).map(Some)
    }

    /// A file.
    pub fn file(&self, name: &str) -> Vec<u8> {
        bytes::read(&self.given["arguments"][name])
    }

    /// Several files.
    pub fn files(&self, name: &str) -> Vec<Vec<u8>> {
        self.given["arguments"][name].as_array().into_iter().flatten().map(bytes::read).collect()
    }

    /// Whether there is such an argument.
    pub fn has(&self, name: &str) -> bool {
        self.given["arguments"].get(name).is_some()
    }

    /// The body as its type.
    ///
    /// # Errors
    ///
    /// It does not decode.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        decode("the body", &self.given["body"])
    }

    /// The body as bytes.
    pub fn body_bytes(&self) -> Vec<u8> {
        bytes::read(&self.given["body"])
    }
}

/// Reads a value from its text, as an answer is read, so that the compiler has to do it once.
fn decode<T: DeserializeOwned>(name: &str, value: &Value) -> Result<T, Fault> {
    let text = value.to_string();
    let mut track = serde_path_to_error::Track::new();
    let mut json = serde_json::Deserializer::from_slice(text.as_bytes());
    T::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track))
        .map_err(|error| Fault::new(format!("{name} does not decode at `{}`: {error}", track.path())))
}
