//! The body of a call.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::call::{Call, unfit};
use crate::auth::noting;
use crate::body::{Body, FilePart, Multipart, Payload};
use crate::encode::Style;
use crate::encode::form::form_text;
use crate::error::Error;

impl Call {
    /// A JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// A JSON body of another media type, such as `application/merge-patch+json`.
    pub fn json_as<T: Serialize + ?Sized>(mut self, media_type: &'static str, body: &T) -> Self {
        match noting(&mut self.draft.scrub, || serde_json::to_vec(body)) {
            Ok(body) => self.bytes(media_type, body),
            Err(error) => {
                self.fail(unfit("the body", error));
                self
            }
        }
    }

    /// A form body, from a struct or map; null leaves a field out, a list repeats it, and what is deeper has its
    /// place in brackets: `a[b][0]`.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.form_styled(body, &[])
    }

    /// A form body, from a struct or map, with fields in [styles](Style) of their own: name, style, exploded.
    pub fn form_styled<T: Serialize + ?Sized>(mut self, body: &T, styles: &[(&str, Style, bool)]) -> Self {
        let body = self.written("the form", body);
        self.form_value(body, styles)
    }

    /// A body of any type.
    pub fn bytes(self, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.payload(content_type, Payload::Bytes(body.into()))
    }

    /// A body of any type, which may be a stream.
    pub fn stream(self, content_type: &'static str, body: impl Into<Body>) -> Self {
        self.payload(content_type, body.into().into())
    }

    /// A multipart form, which may stay without parts.
    pub fn multipart(self) -> Self {
        self.in_parts(|_| Ok(()))
    }

    /// Adds a value to a multipart form: null leaves it out, a list repeats it, a struct or map is JSON.
    pub fn part<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        let value = self.written(name, value);
        self.in_parts(|form| value.map(|value| form.value(name, value)))
    }

    /// Adds a value of this media type to a multipart form. As JSON it is one part, whatever it is.
    pub fn part_as<T: Serialize + ?Sized>(mut self, name: &'static str, media_type: &str, value: &T) -> Self {
        let value = self.written(name, value);
        self.part_value(name, media_type, value)
    }

    /// Adds a file to a multipart form.
    pub fn part_file(self, name: &'static str, file: impl Into<FilePart>) -> Self {
        let file = file.into();
        self.in_parts(|form| form.file(name, file))
    }

    /// Adds files to a multipart form, each under the same name.
    pub fn part_files(self, name: &'static str, files: impl IntoIterator<Item = impl Into<FilePart>>) -> Self {
        files.into_iter().fold(self, |call, file| call.part_file(name, file))
    }

    /// Adds a file to a multipart form; this is its media type unless it has one of its own.
    pub fn part_file_as(self, name: &'static str, media_type: &str, file: impl Into<FilePart>) -> Self {
        self.part_file(name, file.into().or_content_type(media_type))
    }
}

/// The parts that are the same for every type of argument: they are compiled once.
impl Call {
    fn form_value(mut self, body: Result<Value, Error>, styles: &[(&str, Style, bool)]) -> Self {
        match body.and_then(|body| form_text(body, styles)) {
            Ok(text) => self.bytes("application/x-www-form-urlencoded", text),
            Err(error) => {
                self.fail(error);
                self
            }
        }
    }

    fn part_value(self, name: &str, media_type: &str, value: Result<Value, Error>) -> Self {
        self.in_parts(|form| form.value_as(name, media_type, value?))
    }

    /// The multipart form, begun if it is not there yet.
    fn in_parts(mut self, change: impl FnOnce(&mut Multipart) -> Result<(), Error>) -> Self {
        if !matches!(self.draft.body, Some(Payload::Multipart(_))) {
            let form = Multipart::new(|| self.core.inner.clock.random());
            match HeaderValue::from_str(&form.content_type()) {
                Ok(content_type) => self.draft.headers.insert(CONTENT_TYPE, content_type),
                Err(_) => None,
            };
            self.draft.body = Some(Payload::Multipart(form));
        }
        if let Some(Payload::Multipart(form)) = &mut self.draft.body
            && let Err(error) = change(form)
        {
            self.fail(error);
        }
        self
    }

    fn payload(mut self, content_type: &'static str, payload: Payload) -> Self {
        self.draft.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.draft.body = Some(payload);
        self
    }
}
