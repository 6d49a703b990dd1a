//! Is another attempt worth it, and is it safe?

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::descriptor::{Api, Operation};
use crate::error::Error;

/// What an attempt ended in, as far as repeating is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The request was certainly not sent.
    NotSent,
    /// The connection broke, the time ran out, or the answer came damaged; what the server did is not known.
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

impl Outcome {
    /// Whether another attempt may end better, by the API's description and the table of this module.
    pub(crate) fn may_pass(self, api: &Api) -> bool {
        match self {
            Self::NotSent | Self::Lost => true,
            Self::Answered { status, limited, passing } => limited || passing || is_passing(status, api.retry_statuses),
            Self::Final => false,
        }
    }

    /// Whether the server may have done what it was asked for.
    pub(crate) fn may_be_done(self) -> bool {
        match self {
            Self::NotSent => false,
            Self::Answered { limited, .. } => !limited,
            Self::Lost | Self::Final => true,
        }
    }
}

fn is_passing(status: StatusCode, more: &[u16]) -> bool {
    // 520 to 524 are what a well-known proxy says of the server behind it.
    matches!(status.as_u16(), 408 | 429 | 500 | 502..=504 | 520..=524) || more.contains(&status.as_u16())
}

/// A failed attempt, as a classifier sees it.
#[derive(Debug)]
pub struct Failed<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) number: u32,
    pub(crate) error: &'a Error,
}

impl Failed<'_> {
    /// Name of the operation: `get_user`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// Whether the operation is safe to repeat, by the API's description.
    pub fn is_idempotent(&self) -> bool {
        self.operation.idempotent
    }

    /// Number of the attempt, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What it ended in, with status and body. [`retry_after`](Error::retry_after) is what the server asked for.
    /// A good answer that could not be decoded is a failed attempt too: [`is_decode`](Error::is_decode).
    pub fn error(&self) -> &Error {
        self.error
    }
}

/// What a classifier says of a failed attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Somebody else may judge.
    #[default]
    NoOpinion,
    /// Another attempt is worth it, after the usual wait.
    Retry,
    /// Another attempt is worth it, after this time or the client's own backoff if that is longer.
    RetryAfter(Duration),
    /// No further attempt.
    Forbid,
}

type Classifier = dyn Fn(&Failed<'_>) -> Verdict + Send + Sync;

/// The classifiers of a program, the last one that was given first.
#[derive(Clone, Default)]
pub(crate) struct Classifiers(Vec<Arc<Classifier>>);

impl Classifiers {
    pub(crate) fn add(&mut self, classifier: impl Fn(&Failed<'_>) -> Verdict + Send + Sync + 'static) {
        self.0.insert(0, Arc::new(classifier));
    }

    /// The first opinion.
    pub(crate) fn verdict(&self, failed: &Failed<'_>) -> Verdict {
        let verdicts = self.0.iter().map(|classifier| classifier(failed));
        verdicts.into_iter().find(|verdict| *verdict != Verdict::NoOpinion).unwrap_or_default()
    }
}

impl fmt::Debug for Classifiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} classifiers", self.0.len())
    }
}
