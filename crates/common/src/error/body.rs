//! The body of an answer that became an error.

use bytes::Bytes;
use serde_json::Value;

use super::redact::Scrub;
use crate::descriptor::ErrorRules;

/// Bytes of a body that an error keeps.
pub(crate) const KEPT: usize = 64 * 1024;

/// Characters of a body that an error message shows.
const SHOWN: usize = 200;

/// The first part of a body.
#[derive(Clone)]
pub(crate) struct RawBody {
    bytes: Bytes,
    total: usize,
}

impl RawBody {
    /// Keeps the first 64 KiB of a body, without the secrets that the request was made with.
    pub(crate) fn new(body: &[u8], scrub: &Scrub) -> Self {
        let kept = &body[..body.len().min(KEPT)];
        Self { bytes: scrub.bytes(kept).into(), total: body.len() }
    }

    pub(crate) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The body as JSON, if it is that and was kept whole.
    pub(crate) fn json(&self) -> Option<Value> {
        (self.total <= KEPT).then(|| serde_json::from_slice(without_bom(&self.bytes)).ok()).flatten()
    }

    /// The first characters, on one line.
    pub(crate) fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        let mut shown = String::with_capacity(SHOWN);
        let mut blank = false;
        let mut count = 0;
        for character in text.chars() {
            if character.is_whitespace() || character.is_control() {
                blank = !shown.is_empty();
                continue;
            }
            if count >= SHOWN {
                shown.push('…');
                break;
            }
            if std::mem::take(&mut blank) {
                shown.push(' ');
                count += 1;
            }
            shown.push(character);
            count += 1;
        }
        shown
    }
}

impl std::fmt::Debug for RawBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes: {:?}", self.total, self.excerpt())
    }
}

/// Some servers put a byte order mark before their JSON.
pub(crate) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// What an API says about an error in its body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Details {
    /// Reads message, code and request id from the places where this API puts them.
    pub(crate) fn read(rules: &ErrorRules, body: &Value) -> Self {
        let find = |pointers: &[&str], numbers: bool| {
            pointers.iter().find_map(|pointer| match body.pointer(pointer)? {
                Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
                Value::Number(number) if numbers => Some(number.to_string()),
                _ => None,
            })
        };
        Self {
            message: find(rules.message, false),
            code: find(rules.code, true),
            request_id: find(rules.request_id, true),
        }
    }
}
