//! Answers whose type depends on their status.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::good::Good;
use super::judge::Failure;
use crate::error::{Error, ErrorKind};
use crate::retry::classify::Outcome;

/// A type that has a variant for each status of a good answer.
pub trait FromAnswer: Sized {
    /// Reads the body as what its status says.
    ///
    /// # Errors
    ///
    /// It is something else, or the status is [none that was foreseen](AnswerParts::unexpected).
    fn read(answer: &AnswerParts<'_>) -> Result<Self, Mismatch>;
}

/// A good answer, to be read by its status.
pub struct AnswerParts<'a> {
    pub(super) good: &'a Good<'a>,
    pub(super) part: &'a str,
}

/// The answer is not what the operation promises.
pub struct Mismatch(pub(super) Failure);

impl AnswerParts<'_> {
    /// Status of the answer, from 200 to 299.
    pub fn status(&self) -> u16 {
        self.good.answer.status.as_u16()
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.good.answer.headers
    }

    /// The body as JSON; null where the status says that there is no body.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Mismatch> {
        self.good.json(self.part).map_err(Mismatch)
    }

    /// The body as text, in the charset that its `Content-Type` names.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn text(&self) -> Result<String, Mismatch> {
        self.good.text().map_err(Mismatch)
    }

    /// The body as it came.
    pub fn bytes(&self) -> Bytes {
        self.good.answer.body.clone()
    }

    /// The status is none of those that the description has.
    pub fn unexpected(&self) -> Mismatch {
        let text = format!("the description has no answer with the status {}", self.status());
        Mismatch(self.good.failure(Error::new(ErrorKind::Decode, text), Outcome::Final))
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mismatch").field(&self.0.error).finish()
    }
}
