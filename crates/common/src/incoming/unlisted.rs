//! A request of a name that the description does not list.

use std::fmt;

use bytes::Bytes;

/// A webhook or callback that this version of the crate does not know, as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Unlisted {
    name: String,
    body: Bytes,
}

impl Unlisted {
    /// Keeps a copy of the body.
    #[doc(hidden)]
    pub fn new(name: &str, body: &[u8]) -> Self {
        Self { name: name.to_owned(), body: Bytes::copy_from_slice(body) }
    }

    /// The name that it was read by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// The body is left out: it can hold secrets.
impl fmt::Debug for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unlisted({:?}, {} bytes)", self.name, self.body.len())
    }
}
