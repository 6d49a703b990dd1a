//! Server-sent events with typed data.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::bytes::ByteStream;
use super::event_parser::{EventParser, RawEvent};
use super::item::json_or_text;
use crate::error::Error;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The last id that the server has given, with this event or before it.
    pub id: Option<String>,
    /// The event's type; `message` if the server names none.
    pub event: String,
    /// What it says.
    pub data: T,
    /// How long the server wants a client to wait before it connects anew, if it has said so since the last event.
    pub retry: Option<Duration>,
}

/// The server-sent events of an answer.
///
/// The data of an event is JSON, or plain text for a `T` that can be a text, as `String` and
/// `serde_json::Value` can. An event whose data is not `T` is an error as an item, with the data as its
/// [`body`](Error::body), and the stream goes on. Only `[DONE]`, by which many APIs say that nothing more comes, is
/// the end of the stream where it is not `T`. Any other error is the last item.
///
/// It does not connect anew: make the call again, with [`last_event_id`](Self::last_event_id) in the header
/// `Last-Event-ID` if the server goes on from there.
pub struct EventStream<T> {
    bytes: ByteStream,
    events: Events,
    data: PhantomData<fn() -> T>,
}

#[derive(Default)]
struct Events {
    parser: EventParser,
    last_id: Option<String>,
    too_long: bool,
    ended: bool,
}

/// The usual last word.
const DONE: &str = "[DONE]";

impl<T: DeserializeOwned> EventStream<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self { bytes, events: Events::default(), data: PhantomData }
    }

    /// The next event; `None`: the answer has ended.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        let event = match ready!(self.events.poll(&mut self.bytes, context)) {
            Some(Ok(event)) => event,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        Poll::Ready(match json_or_text(&event.data) {
            Ok(data) => Some(Ok(event.with(data))),
            Err(_) if event.data == DONE => {
                self.events.ended = true;
                None
            }
            Err(unfit) => Some(Err(self.bytes.unfit("an event's data", &event.data, unfit))),
        })
    }
}

impl<T> EventStream<T> {
    /// The id of the last event that was taken out, or the last one that the server has given without data.
    pub fn last_event_id(&self) -> Option<&str> {
        self.events.last_id.as_deref()
    }
}

impl Events {
    fn poll(&mut self, bytes: &mut ByteStream, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent, Error>>> {
        loop {
            if self.ended {
                return Poll::Ready(None);
            }
            if let Some(event) = self.parser.next() {
                self.last_id.clone_from(&event.id);
                return Poll::Ready(Some(Ok(event)));
            }
            if self.last_id.as_deref() != self.parser.last_id() {
                self.last_id = self.parser.last_id().map(str::to_owned);
            }
            if self.too_long {
                self.ended = true;
                return Poll::Ready(Some(Err(bytes.too_large("an event"))));
            }
            match ready!(bytes.poll(context)) {
                Some(Ok(chunk)) => self.too_long = self.parser.feed(&chunk, bytes.origin.max_item).is_err(),
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }
}

impl RawEvent {
    fn with<T>(self, data: T) -> Event<T> {
        let event = self.event.unwrap_or_else(|| "message".to_owned());
        Event { id: self.id, event, data, retry: self.retry }
    }
}

impl<T: DeserializeOwned> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.bytes).finish()
    }
}
