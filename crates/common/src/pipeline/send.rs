//! The ends of a call: what its answer is read as.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::call::Call;
use super::execute::About;
use crate::error::{Error, ErrorKind};
use crate::response::Response;

impl Call {
    /// Sends the call; the answer is JSON.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_json<T: DeserializeOwned>(mut self) -> Result<Response<T>, Error> {
        let part = self.operation.envelope.unwrap_or_default();
        self.execute(|good| good.json(part)).await
    }

    /// Sends the call; the answer is text, in the charset that its `Content-Type` names.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell; never for what is in a good answer.
    pub async fn send_text(mut self) -> Result<Response<String>, Error> {
        let answer = self.execute(|good| Ok(good.answer.body.clone())).await?;
        let mut whole = http::Response::new(Bytes::clone(&answer));
        if let Some(kind) = answer.headers().get(CONTENT_TYPE) {
            whole.headers_mut().insert(CONTENT_TYPE, kind.clone());
        }
        // reqwest knows the charsets. It replaces what is not in them, so this does not fail.
        let text = reqwest::Response::from(whole).text().await.map_err(|error| {
            let about = About { attempts: answer.attempts(), ..About::default() };
            let error =
                Error::new(ErrorKind::Decode, "the answer's text cannot be read").with_source(error.without_url());
            self.name(error.with_status(answer.status()), &about)
        })?;
        Ok(answer.map(|_| text))
    }

    /// Sends the call; the answer's body is given as it came, whatever it is. For GraphQL that is the whole
    /// answer, with its `errors`.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell; never for what is in a good answer.
    pub async fn send_raw(mut self) -> Result<Response<Bytes>, Error> {
        #[cfg(feature = "graphql")]
        self.write_document();
        self.execute(|good| Ok(good.answer.body.clone())).await
    }

    /// Sends the call; only whether it succeeded counts. Where the API wraps its answers, a body
    /// without the wrapper is an error.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_empty(mut self) -> Result<Response<()>, Error> {
        let wrapped = self.operation.envelope.is_some();
        self.execute(|good| {
            if wrapped && !good.answer.body.is_empty() {
                // Where the API wraps every answer, a body without the wrapper did not come from it.
                good.json::<BTreeMap<String, IgnoredAny>>("")?;
            }
            Ok(())
        })
        .await
    }
}
