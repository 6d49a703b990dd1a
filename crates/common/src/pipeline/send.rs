//! The ends of a call: what its answer is read as.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::answer::{AnswerParts, FromAnswer, Mismatch};
use super::call::Call;
use crate::error::Error;
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
        self.execute(|good| good.text()).await
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

    /// Sends the call; what the answer is depends on its status.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_by_status<T: FromAnswer>(mut self) -> Result<Response<T>, Error> {
        let part = self.operation.envelope.unwrap_or_default();
        self.execute(|good| T::read(&AnswerParts { good, part }).map_err(|Mismatch(failure)| failure)).await
    }
}
