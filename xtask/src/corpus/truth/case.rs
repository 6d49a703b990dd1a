//! Cases: what a program is told to do, and what has to come of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// All cases of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Cases {
    /// The operations, in the order of the API.
    pub(super) operations: Vec<About>,
    /// The cases, each of one operation.
    pub(super) cases: Vec<Case>,
}

/// What is known of an operation before it is called.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct About {
    /// Name of its Rust method.
    pub(super) name: String,
    /// HTTP method and path.
    pub(super) wire: String,
    /// Parts for which the document allows no value that was found.
    pub(super) unseeded: Vec<String>,
    /// Parts of the document that the generated method does not take.
    pub(super) missing: Vec<String>,
    /// Schemas that allow values only if they are read leniently.
    pub(super) lenient: usize,
}

/// A call and its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Case {
    /// Place of the operation among those of the API.
    pub(super) operation: usize,
    /// HTTP method, upper case.
    pub(super) method: String,
    /// Key of the path in the document.
    pub(super) key: String,
    /// Arguments by place and name: `query:limit`.
    pub(super) arguments: BTreeMap<String, Value>,
    /// The body, if the operation has one that is no parts.
    pub(super) body: Option<Value>,
    /// Media type of the body as the document has it.
    pub(super) mime: Option<String>,
    /// Whether the answer is read bit by bit.
    pub(super) streamed: bool,
    /// What is answered.
    pub(super) answer: Answer,
}

/// An answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// The media type.
    #[serde(rename = "type")]
    pub(super) mime: Option<String>,
    /// How the value is written: `json`, `text`, `bytes`, `events`, `lines`, `empty`.
    pub(super) kind: String,
    /// The value.
    pub(super) value: Value,
    /// JSON pointer of its schema; empty: it has none.
    pub(super) schema: String,
    /// JSON pointer of the part of the value that the call gives back; empty: all of it.
    #[serde(default)]
    pub(super) part: String,
}

/// What came of a case, as the program tells it.
#[derive(Debug, Deserialize)]
pub(super) struct Told {
    /// Place of the case.
    pub(super) case: usize,
    /// The requests that were sent.
    pub(super) requests: Vec<Request>,
    /// What the call gave back.
    #[serde(default)]
    pub(super) answer: Value,
    /// Why it gave nothing back.
    pub(super) fault: Option<String>,
}

/// A request as it came over the wire.
#[derive(Debug, Deserialize)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    body: Value,
}

impl Request {
    /// A header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The bytes of the body.
    pub(super) fn body(&self) -> Vec<u8> {
        octets(&self.body)
    }
}

/// Bytes from the JSON that holds them.
pub(super) fn octets(value: &Value) -> Vec<u8> {
    if let Some(text) = value["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    let digits = value["hex"].as_str().unwrap_or_default();
    let byte = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..digits.len()).step_by(2).filter_map(byte).collect()
}
