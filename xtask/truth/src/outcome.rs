//! What a call gave back, as JSON.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::bytes as octets;
use crate::rt;

/// What a call gave back.
pub type Outcome = Result<Value, Fault>;

/// Why there is nothing.
#[derive(Debug)]
pub struct Fault(String);

impl Fault {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<rt::Error> for Fault {
    fn from(error: rt::Error) -> Self {
        let place = error.json_path().map(|path| format!(" at `{path}`")).unwrap_or_default();
        Self(format!("{error}{place}"))
    }
}

/// A typed answer.
///
/// # Errors
///
/// It cannot be written.
pub fn json<T: Serialize>(value: &T) -> Outcome {
    // Through its text, as requests are written: the compiler has to do it once.
    let text = serde_json::to_vec(value).map_err(|error| Fault(format!("the answer cannot be written: {error}")))?;
    serde_json::from_slice(&text).map_err(|error| Fault(format!("the answer is no JSON: {error}")))
}

/// A typed answer in the spelling of the adapter `A`.
///
/// # Errors
///
/// It cannot be written.
pub fn json_as<T, A: rt::serde_with_ser::SerializeAs<T>>(value: &T) -> Outcome {
    json(&rt::SerializeAsWrap::<T, A>::new(value))
}

/// An answer of text.
///
/// # Errors
///
/// None.
pub fn text(value: &str) -> Outcome {
    Ok(Value::String(value.to_owned()))
}

/// An answer of bytes.
///
/// # Errors
///
/// None.
pub fn bytes(value: &[u8]) -> Outcome {
    Ok(octets::written(value))
}

/// An answer without a body.
///
/// # Errors
///
/// None.
pub fn nothing() -> Outcome {
    Ok(Value::Null)
}

/// All events of a stream.
///
/// # Errors
///
/// One does not decode.
pub async fn events<T: Serialize + DeserializeOwned>(mut stream: rt::EventStream<T>) -> Outcome {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(json(&item?.data)?);
    }
    Ok(Value::Array(items))
}

/// All values of a stream.
///
/// # Errors
///
/// One does not decode.
pub async fn lines<T: Serialize + DeserializeOwned>(mut stream: rt::JsonLines<T>) -> Outcome {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(json(&item?)?);
    }
    Ok(Value::Array(items))
}

/// What the API says with an error.
///
/// # Errors
///
/// It does not decode.
pub fn error<T: Serialize + DeserializeOwned>(error: &rt::Error) -> Outcome {
    let body: T = error.body_as().map_err(Fault::from)?;
    json(&body)
}

/// An error where none was answered.
///
/// # Errors
///
/// Always this one.
pub fn no_error(error: rt::Error) -> Outcome {
    Err(error.into())
}
