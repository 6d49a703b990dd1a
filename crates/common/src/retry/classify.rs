//! Is another attempt worth it, and is it safe?

use http::StatusCode;

use crate::descriptor::{Api, Operation};

/// What an attempt ended in, as far as repeating is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The request was certainly not sent.
    NotSent,
    /// The connection broke or the time ran out; what the server did is not known.
    Lost,
    /// An error answer.
    Answered {
        status: StatusCode,
        /// The server refused because of too many requests, by its status or its body.
        limited: bool,
        /// The API's description says that this body stands for passing trouble.
        passing: bool,
    },
    /// Another attempt would end the same way.
    Final,
}

/// Whether the same request may be sent again.
pub(crate) fn may_repeat(outcome: Outcome, api: &Api, operation: &Operation) -> bool {
    match outcome {
        Outcome::NotSent | Outcome::Answered { limited: true, .. } => true,
        Outcome::Lost => operation.idempotent,
        Outcome::Answered { status, passing, .. } => {
            operation.idempotent && (passing || is_passing(status, api.retry_statuses))
        }
        Outcome::Final => false,
    }
}

fn is_passing(status: StatusCode, more: &[u16]) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504) || more.contains(&status.as_u16())
}
