//! What was seen of one API.

use std::error::Error as _;
use std::future::Future;
use std::time::{Duration, Instant};

use clientwright_common::Error;

use crate::sandbox::Tally;

/// What was seen of one API.
#[derive(Debug)]
pub struct Section {
    /// Name of the API's folder in `specs/`.
    pub api: String,
    /// Title of the API.
    pub title: String,
    /// Calls in their order.
    pub rows: Vec<Row>,
    /// What the sandbox was asked.
    pub tally: Tally,
}

/// A call.
#[derive(Debug)]
pub struct Row {
    /// The call, in short.
    pub call: String,
    /// What came back, in lines for people, or the whole error.
    pub result: Result<String, String>,
    /// How long it took.
    pub took: Duration,
}

impl Section {
    pub(crate) fn new(api: &str, title: &str) -> Self {
        Self { api: api.to_owned(), title: title.to_owned(), rows: Vec::new(), tally: Tally::default() }
    }

    /// Whether any call failed, or there was none.
    pub fn failed(&self) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| row.result.is_err())
    }

    /// Makes a call and writes down what came back; `tell` puts it into words, or finds that it is not
    /// there. A call that failed gives nothing.
    pub(crate) async fn see<T>(
        &mut self,
        call: impl Into<String>,
        work: impl Future<Output = Result<T, Error>>,
        tell: impl FnOnce(&T) -> Option<String>,
    ) -> Option<T> {
        let start = Instant::now();
        let answer = work.await;
        let took = start.elapsed();
        let (result, answer) = match answer {
            Ok(answer) => match tell(&answer) {
                Some(text) => (Ok(text), Some(answer)),
                None => (Err("the answer does not hold what was asked for".to_owned()), None),
            },
            Err(error) => (Err(in_full(&error)), None),
        };
        self.rows.push(Row { call: call.into(), result, took });
        answer
    }

    /// Writes down a failure that is not one of a call.
    pub(crate) fn fail(&mut self, what: &str, text: String) {
        self.rows.push(Row { call: what.to_owned(), result: Err(text), took: Duration::ZERO });
    }
}

/// The error with all of its causes that it does not tell itself.
pub(crate) fn in_full(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !text.contains(&words) {
            text.push_str("\ncaused by: ");
            text.push_str(&words);
        }
        cause = error.source();
    }
    text
}
