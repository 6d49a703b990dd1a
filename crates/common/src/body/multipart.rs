//! Multipart forms, as RFC 7578 has them.
//!
//! They are written here and not by reqwest, because a form of bytes must be sent again as it was, and what is
//! in names must not become a header.

use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;

use super::FilePart;
use super::source::Body;
use crate::error::Error;

/// A form in parts.
#[derive(Clone, Debug)]
pub(crate) struct Multipart {
    boundary: String,
    /// The lines before each part, and its content.
    parts: Vec<(Bytes, Body)>,
}

impl Multipart {
    /// A form without parts. `random` gives numbers from 0 to 1.
    pub(crate) fn new(random: impl Fn() -> f64) -> Self {
        // All digits that such a number has; the cast cuts off and never overflows.
        let digits = || (random() * (1u64 << 52) as f64) as u64;
        Self { boundary: format!("{:013x}{:013x}", digits(), digits()), parts: Vec::new() }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// A value: null leaves it out, a list repeats it, and what is not text is JSON.
    pub(crate) fn value(&mut self, name: &str, value: Value) {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for item in items {
                    match item {
                        Value::Array(_) => self.add(name, "", Some("application/json"), item.to_string()),
                        item => self.value(name, item),
                    }
                }
            }
            Value::String(text) => self.add(name, "", None, text),
            Value::Object(_) => self.add(name, "", Some("application/json"), value.to_string()),
            scalar => self.add(name, "", None, scalar.to_string()),
        }
    }

    /// A value of a media type. As JSON it is one part, whatever it is.
    pub(crate) fn value_as(&mut self, name: &str, media_type: &str, value: Value) -> Result<(), Error> {
        check(name, media_type)?;
        match value {
            Value::Null => {}
            value if is_json(media_type) => self.add(name, "", Some(media_type), value.to_string()),
            Value::Array(items) => {
                for item in items {
                    match item {
                        Value::Array(_) => self.add(name, "", Some(media_type), item.to_string()),
                        item => self.value_as(name, media_type, item)?,
                    }
                }
            }
            Value::String(text) => self.add(name, "", Some(media_type), text),
            other => self.add(name, "", Some(media_type), other.to_string()),
        }
        Ok(())
    }

    pub(crate) fn file(&mut self, name: &str, file: FilePart) -> Result<(), Error> {
        let media_type = file.content_type.as_deref().unwrap_or("application/octet-stream");
        check(name, media_type)?;
        let file_name = format!("; filename=\"{}\"", quoted(file.file_name.as_deref().unwrap_or(name)));
        self.add(name, &file_name, Some(media_type), file.body);
        Ok(())
    }

    fn add(&mut self, name: &str, file_name: &str, media_type: Option<&str>, body: impl Into<Body>) {
        let before = if self.parts.is_empty() { "" } else { "\r\n" };
        let (boundary, name) = (&self.boundary, quoted(name));
        let media_type = media_type.map(|media_type| format!("Content-Type: {media_type}\r\n")).unwrap_or_default();
        let lines = format!(
            "{before}--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n{media_type}\r\n"
        );
        self.parts.push((lines.into(), body.into()));
    }

    /// The parts of the body in turn.
    pub(super) fn sources(&self) -> impl Iterator<Item = Body> {
        let before = if self.parts.is_empty() { "" } else { "\r\n" };
        let end = Body::from(format!("{before}--{}--\r\n", self.boundary));
        let parts = self.parts.iter().flat_map(|(lines, body)| [lines.clone().into(), body.clone()]);
        parts.chain(std::iter::once(end))
    }
}

/// Names in the quotation marks of a header, as browsers write them.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn check(name: &str, media_type: &str) -> Result<(), Error> {
    // A header value, and so without line breaks.
    match HeaderValue::from_str(media_type) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::config(format!("the media type of the part `{name}` cannot be sent"))),
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}
