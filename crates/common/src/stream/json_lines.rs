//! Lines of JSON: `application/x-ndjson`, `application/jsonl`, and `application/json-seq` of RFC 7464.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::bytes::ByteStream;
use super::item::json;
use super::line_parser::LineParser;
use crate::error::Error;

/// The values of an answer that has one JSON value on each line, or one after each record separator.
///
/// A line that is not `T` is an error as an item, with the line as its [`body`](Error::body), and the stream goes
/// on. Any other error is the last item. Blank lines are left out; the last line needs no end.
pub struct JsonLines<T> {
    bytes: ByteStream,
    lines: Lines,
    item: PhantomData<fn() -> T>,
}

#[derive(Default)]
struct Lines {
    parser: LineParser,
    too_long: bool,
    ended: bool,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self { bytes, lines: Lines::default(), item: PhantomData }
    }

    /// The next value; `None`: the answer has ended.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let line = ready!(self.lines.poll(&mut self.bytes, context));
        Poll::Ready(line.map(|line| {
            let line = line?;
            json(&line).map_err(|unfit| self.bytes.unfit("a line", &line, unfit))
        }))
    }
}

impl Lines {
    fn poll(&mut self, bytes: &mut ByteStream, context: &mut Context<'_>) -> Poll<Option<Result<String, Error>>> {
        loop {
            if let Some(line) = self.parser.next() {
                return Poll::Ready(Some(Ok(line)));
            }
            if std::mem::take(&mut self.too_long) {
                self.ended = true;
                return Poll::Ready(Some(Err(bytes.too_large("a line of the answer"))));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            match ready!(bytes.poll(context)) {
                Some(Ok(chunk)) => self.too_long = self.parser.feed(&chunk, bytes.origin.max_item).is_err(),
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.ended = true;
                    self.parser.end();
                }
            }
        }
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JsonLines").field(&self.bytes).finish()
    }
}
