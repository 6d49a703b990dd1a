//! A file in a multipart form.

use super::Body;

/// A file in a multipart form: its bytes, or a stream of them, with a name and a media type.
///
/// Without a name the server is told that of the form's field, because many servers take a part without one
/// for text; without a media type, `application/octet-stream`.
#[derive(Clone, Debug)]
pub struct FilePart {
    pub(super) body: Body,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
}

impl FilePart {
    /// A file of these bytes, or of this stream.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), file_name: None, content_type: None }
    }

    /// The name that the server is told; no path.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type, such as `image/png`. One that cannot be sent makes the call fail with a configuration
    /// error.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// A media type for files that have none of their own.
    pub(crate) fn or_content_type(mut self, media_type: &str) -> Self {
        self.content_type.get_or_insert_with(|| media_type.to_owned());
        self
    }
}

impl<T: Into<Body>> From<T> for FilePart {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}
