//! The ends of a call whose answer is a stream.

use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;

use super::call::Call;
use crate::clock::Deadline;
use crate::error::Error;
use crate::response::Response;
use crate::stream::{ByteStream, EventStream, JsonLines, Origin};

impl Call {
    /// Sends the call; the answer is its bytes as they come, whatever they are.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell, until the headers are there.
    pub async fn send_stream(self) -> Result<Response<ByteStream>, Error> {
        self.streamed("a stream", |_| true).await
    }

    /// Sends the call; the answer is server-sent events. JSON and HTML are an error at once, as an API may
    /// answer that does not stream.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell, until the headers are there.
    pub async fn send_events<T: DeserializeOwned>(mut self) -> Result<Response<EventStream<T>>, Error> {
        // Of an operation that answers in several ways, this is the one that is wanted.
        self.draft.headers.entry(ACCEPT).or_insert(HeaderValue::from_static("text/event-stream"));
        Ok(self.streamed("server-sent events", may_be_events).await?.map(EventStream::new))
    }

    /// Sends the call; the answer is lines of JSON, or a sequence of JSON texts. HTML is an error at once.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell, until the headers are there.
    pub async fn send_json_lines<T: DeserializeOwned>(self) -> Result<Response<JsonLines<T>>, Error> {
        Ok(self.streamed("lines of JSON", may_be_lines).await?.map(JsonLines::new))
    }

    async fn streamed(mut self, expected: &str, fits: fn(&HeaderMap) -> bool) -> Result<Response<ByteStream>, Error> {
        self.draft.streamed = Some(fits);
        let clock = self.core.inner.clock.clone();
        let own = self.options.deadline;
        let started = Deadline::start(&*clock, own.unwrap_or(Duration::MAX));
        let answer = self.execute(|good| good.rest(expected)).await?;
        let (status, attempts) = (answer.status(), answer.attempts());
        let client = &self.core.inner;
        let idle = self.options.timeout.unwrap_or(client.timeout);
        Ok(answer.map(|(response, scrub)| {
            let origin = Origin {
                api: client.api.name,
                operation: self.operation,
                url: self.about.url.take(),
                attempts,
                status,
                started,
                bounded: own.is_some(),
                scrub,
                max_item: client.max_body,
            };
            ByteStream::new(response, clock, idle, origin)
        }))
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn may_be_lines(headers: &HeaderMap) -> bool {
    media_type(headers) != "text/html"
}

fn may_be_events(headers: &HeaderMap) -> bool {
    let media_type = media_type(headers);
    may_be_lines(headers) && media_type != "application/json" && !media_type.ends_with("+json")
}
