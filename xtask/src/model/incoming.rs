//! Requests that the server sends by itself.

use syn::Type;

use super::Media;

/// A webhook or a callback.
#[derive(Debug)]
pub struct Incoming {
    /// What makes the server send it.
    pub source: Source,
    /// Name by which its body is read.
    pub name: String,
    /// Name of its variant.
    pub variant: String,
    /// HTTP method in upper case.
    pub method: String,
    /// Documentation as Markdown: the first line is the summary.
    pub docs: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its parameters beside the body.
    pub parameters: Vec<IncomingParameter>,
    /// What the server takes for an answer: status and what it means, as Markdown.
    pub answers: Vec<(String, String)>,
    /// Media type of the body.
    pub media: Media,
    /// Rust type of the body, if it has one; the engine fills it in.
    pub ty: Option<Type>,
}

/// What makes the server send a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An event.
    Webhook,
    /// A call.
    Callback {
        /// Id of the operation.
        operation: String,
        /// Where the request goes, as an expression over the call.
        expression: String,
    },
}

/// A parameter of a request of the server.
#[derive(Debug, PartialEq, Eq)]
pub struct IncomingParameter {
    /// Name on the wire.
    pub name: String,
    /// Where it stands: `header`, `query`.
    pub place: String,
    /// Documentation as Markdown.
    pub docs: String,
}

impl Incoming {
    /// Whether the body is read as a type.
    pub fn is_typed(&self) -> bool {
        matches!(self.media, Media::Json | Media::Form)
    }
}
