//! The ends of a call: what its answer is read as.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::call::Call;
use super::decode::{Mismatch, decode, nothing, probe};
use super::execute::Success;
use super::judge::header_request_id;
use crate::error::body::RawBody;
use crate::error::{Error, ErrorKind};
use crate::response::Response;

impl Call {
    /// Sends the call; the answer is JSON.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_json<T: DeserializeOwned>(mut self) -> Result<Response<T>, Error> {
        let success = self.execute().await?;
        let body = &success.answer.body;
        let result = decode(body, self.operation.envelope.unwrap_or_default());
        let no_body = matches!(success.answer.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
        let nothing = (no_body && body.is_empty()).then(nothing).flatten();
        match (result, nothing) {
            (Ok(value), _) | (Err(_), Some(value)) => Ok(success.with(value)),
            (Err(mismatch), None) => Err(self.mismatch(&success, mismatch)),
        }
    }

    /// Sends the call; the answer is text, in the charset that its `Content-Type` names.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_text(mut self) -> Result<Response<String>, Error> {
        let success = self.execute().await?;
        let mut whole = http::Response::new(success.answer.body.clone());
        if let Some(kind) = success.answer.headers.get(CONTENT_TYPE) {
            whole.headers_mut().insert(CONTENT_TYPE, kind.clone());
        }
        // reqwest knows the charsets.
        match reqwest::Response::from(whole).text().await {
            Ok(text) => Ok(success.with(text)),
            Err(error) => Err(self.unreadable(&success, error)),
        }
    }

    /// Sends the call; the answer's body is given as it came, whatever it is. For GraphQL that is the whole
    /// answer, with its `errors`.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell; never for what is in a good answer.
    pub async fn send_raw(mut self) -> Result<Response<Bytes>, Error> {
        #[cfg(feature = "graphql")]
        self.write_document()?;
        let success = self.execute().await?;
        let body = success.answer.body.clone();
        Ok(success.with(body))
    }

    /// Sends the call; only whether it succeeded counts. Where the API wraps its answers, a body
    /// without the wrapper is an error.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_empty(mut self) -> Result<Response<()>, Error> {
        let success = self.execute().await?;
        if self.operation.envelope.is_some() && !success.answer.body.is_empty() {
            // Where the API wraps every answer, a body without the wrapper did not come from it.
            decode::<BTreeMap<String, IgnoredAny>>(&success.answer.body, "")
                .map_err(|mismatch| self.mismatch(&success, mismatch))?;
        }
        Ok(success.with(()))
    }

    /// The answer has another shape than the operation promises.
    pub(super) fn mismatch(&self, success: &Success, mismatch: Mismatch) -> Error {
        let Mismatch { path, error } = mismatch;
        let kind = success.answer.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let body = &success.answer.body;
        let missing = self.operation.envelope.filter(|part| error.is_data() && probe(body, part).is_none());
        let text = if body.is_empty() {
            "expected JSON".to_owned()
        } else if let Some(part) = missing {
            format!("the answer has no `{part}`")
        } else if error.is_data() {
            format!("the answer has another shape than expected: {}", success.scrub.text(&error.to_string()))
        } else if error.is_eof() {
            "the answer's JSON is cut off".to_owned()
        } else {
            // What follows the media type is the server's, and may be anything.
            let kind = kind.split(';').next().unwrap_or_default().trim();
            let kind = success.scrub.text(kind);
            format!("expected JSON, got {}", if kind.is_empty() { "something else" } else { &kind })
        };
        let error = Error::new(ErrorKind::Decode, text).with_json_path(success.scrub.text(&path));
        self.finish(success, error)
    }

    fn unreadable(&self, success: &Success, error: reqwest::Error) -> Error {
        let error = Error::new(ErrorKind::Decode, "the answer's text cannot be read").with_source(error.without_url());
        self.finish(success, error)
    }

    /// An error about a success answer.
    pub(super) fn finish(&self, success: &Success, error: Error) -> Error {
        let error = error
            .with_status(success.answer.status)
            .with_request_id(header_request_id(&success.answer.headers, &success.scrub))
            .with_body(RawBody::new(&success.answer.body, &success.scrub));
        self.name(error, &success.about)
    }
}

impl Success {
    pub(super) fn with<T>(self, value: T) -> Response<T> {
        Response::new(value, self.answer.status, self.answer.headers, self.about.attempts)
    }
}
