//! A value with the status and headers that it came with.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind};
use crate::wire::header;

/// A value with the status and headers that it came with. It derefs to the value.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap, attempts: u32) -> Self {
        Self { value, status, headers, attempts }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header of the answer, read as a text, a number or what else can be parsed. `None`: there is no such
    /// header, or it is something else.
    pub fn header<H: FromStr>(&self, name: &str) -> Option<H> {
        self.headers.get(name)?.to_str().ok()?.trim().parse().ok()
    }

    /// The headers of the answer as a type whose fields are called as they are, whatever the case of their letters:
    /// the one that the documentation of the operation names, or one of yours. A header that is not there is `None`,
    /// lines of one header are one list, and the items of a list stand between commas.
    ///
    /// ```
    /// # #[derive(serde::Deserialize)]
    /// # struct ListThingsHeaders { #[serde(rename = "X-Total")] x_total: Option<u64> }
    /// # fn tell(things: clientwright_common::Response<Vec<String>>) -> Result<(), clientwright_common::Error> {
    /// let headers: ListThingsHeaders = things.headers_as()?;
    /// if let Some(total) = headers.x_total {
    ///     println!("{} of {total}", things.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_decode`](Error::is_decode): a header that has to be there is not, or one is not what the type asks for.
    /// The error names the header and not its value, which may be a secret.
    ///
    /// # Troubleshooting
    ///
    /// [`headers`](Self::headers) holds what came, and [`header`](Self::header) reads a single one.
    pub fn headers_as<H: DeserializeOwned>(&self) -> Result<H, Error> {
        header::read(&self.headers)
            .map_err(|error| Error::new(ErrorKind::Decode, format!("the header {error}")).with_status(self.status))
    }

    /// Attempts that were made, the successful one included.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Another value with the same status and headers.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response::new(change(self.value), self.status, self.headers, self.attempts)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A stream changes while it is read.
impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Headers are left out: they can hold session cookies.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("attempts", &self.attempts)
            .field("value", &self.value)
            .finish()
    }
}
