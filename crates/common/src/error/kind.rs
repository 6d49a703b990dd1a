//! What went wrong, in one word.

/// What went wrong, in one word.
///
/// More kinds may come; match with a wildcard arm, or use the predicates of [`Error`](super::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or the call is set up in a way that cannot work; nothing was sent.
    Config,
    /// No connection: the request certainly did not reach the server.
    Connect,
    /// The attempt's time limit or the call's deadline passed.
    Timeout,
    /// The connection broke while the request was under way.
    Transport,
    /// The credential is missing, wrong, expired, or lacks a right.
    Auth,
    /// Too many requests, by the server's count or by the client's own.
    RateLimited,
    /// What was asked for does not exist.
    NotFound,
    /// The server answered with a status that tells of an error, and no other kind fits.
    Api,
    /// The server answered with success, and the answer says no.
    Refused,
    /// The answer is not what the operation promises.
    Decode,
    /// The answer is larger than the client is willing to read.
    TooLarge,
    /// A GraphQL answer with errors.
    Graphql,
    /// The token store cannot be read or written.
    TokenStore,
}

impl ErrorKind {
    /// The kind that a status tells.
    pub(crate) fn of_status(status: http::StatusCode) -> Self {
        match status.as_u16() {
            401 | 403 => Self::Auth,
            404 | 410 => Self::NotFound,
            429 => Self::RateLimited,
            _ => Self::Api,
        }
    }

    /// A few words for people.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Config => "the client is not set up for this call",
            Self::Connect => "no connection to the server",
            Self::Timeout => "the call took too long",
            Self::Transport => "the connection broke",
            Self::Auth => "the credential was not accepted",
            Self::RateLimited => "too many requests",
            Self::NotFound => "not found",
            Self::Api => "the server answered with an error",
            Self::Refused => "the server refused",
            Self::Decode => "the answer has another shape than expected",
            Self::TooLarge => "the answer is too large",
            Self::Graphql => "the answer holds GraphQL errors",
            Self::TokenStore => "the token store cannot be used",
        }
    }
}
