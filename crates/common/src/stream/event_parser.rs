//! Server-sent events, as the HTML standard reads them (9.2.6, "Interpreting an event stream").

use std::collections::VecDeque;
use std::time::Duration;

use super::line_parser::TooLong;

/// An event whose data is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) id: Option<String>,
    pub(super) event: Option<String>,
    pub(super) data: String,
    pub(super) retry: Option<Duration>,
}

/// Finds the events in bytes that come in chunks of any size.
#[derive(Debug, Default)]
pub(super) struct EventParser {
    line: Vec<u8>,
    /// A line feed that comes next belongs to the end of the last line.
    after_return: bool,
    /// The first line has been read; a byte order mark may only stand before it.
    begun: bool,
    /// The last id, which holds for later events too.
    id: String,
    /// The id that held when the last event ended, even if that had no data.
    ended_id: String,
    event: String,
    data: Option<String>,
    retry: Option<Duration>,
    events: VecDeque<RawEvent>,
}

impl EventParser {
    /// Takes the next bytes. Events that were complete before one that is too long are kept.
    pub(super) fn feed(&mut self, mut chunk: &[u8], limit: usize) -> Result<(), TooLong> {
        if self.after_return && !chunk.is_empty() {
            self.after_return = false;
            chunk = chunk.strip_prefix(b"\n").unwrap_or(chunk);
        }
        while let Some(end) = chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            self.hold(&chunk[..end], limit)?;
            self.end_line();
            let returned = chunk[end] == b'\r';
            chunk = &chunk[end + 1..];
            if returned && chunk.is_empty() {
                self.after_return = true;
            } else if returned {
                chunk = chunk.strip_prefix(b"\n").unwrap_or(chunk);
            }
        }
        self.hold(chunk, limit)
    }

    /// The next event that is complete. One that is not when the stream ends never is.
    pub(super) fn next(&mut self) -> Option<RawEvent> {
        self.events.pop_front()
    }

    /// The id to go on after, once all events have been taken.
    pub(super) fn last_id(&self) -> Option<&str> {
        Some(self.ended_id.as_str()).filter(|id| !id.is_empty())
    }

    fn hold(&mut self, part: &[u8], limit: usize) -> Result<(), TooLong> {
        if self.line.len() + self.data.as_ref().map_or(0, String::len) + part.len() > limit {
            return Err(TooLong);
        }
        self.line.extend_from_slice(part);
        Ok(())
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        let text = line.as_slice();
        let text = if self.begun { text } else { crate::error::body::without_bom(text) };
        self.begun = true;
        let text = String::from_utf8_lossy(text);
        if text.is_empty() {
            self.end_event();
        } else {
            let (field, value) = text.split_once(':').unwrap_or((&text, ""));
            self.field(field, value.strip_prefix(' ').unwrap_or(value));
        }
        drop(text);
        // The room is used again.
        line.clear();
        self.line = line;
    }

    fn field(&mut self, field: &str, value: &str) {
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments, whose field has no name, and what a later standard may add.
            _ => {}
        }
    }

    fn end_event(&mut self) {
        let event = std::mem::take(&mut self.event);
        self.id.clone_into(&mut self.ended_id);
        if let Some(data) = self.data.take() {
            self.events.push_back(RawEvent {
                id: self.last_id().map(str::to_owned),
                event: Some(event).filter(|event| !event.is_empty()),
                data,
                retry: self.retry.take(),
            });
        }
    }
}
