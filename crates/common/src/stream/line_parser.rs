//! Bytes in chunks of any size, from one delimiter to the next.

use std::collections::VecDeque;

/// What is longer than the parser is willing to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Splits JSON texts: lines, or what begins with a record separator (RFC 7464) if the first byte is one.
#[derive(Debug, Default)]
pub(super) struct LineParser {
    line: Vec<u8>,
    separator: Option<u8>,
    lines: VecDeque<String>,
}

const RECORD_SEPARATOR: u8 = 0x1e;

impl LineParser {
    /// Takes the next bytes. Lines that were complete before a line that is too long are kept.
    pub(super) fn feed(&mut self, chunk: &[u8], limit: usize) -> Result<(), TooLong> {
        let Some(first) = chunk.first() else { return Ok(()) };
        let separator = *self.separator.get_or_insert(if *first == RECORD_SEPARATOR { *first } else { b'\n' });
        for piece in chunk.split_inclusive(|byte| *byte == separator) {
            let content = piece.strip_suffix(&[separator]).unwrap_or(piece);
            if self.line.len() + content.len() > limit {
                return Err(TooLong);
            }
            self.line.extend_from_slice(content);
            if content.len() < piece.len() {
                self.end();
            }
        }
        Ok(())
    }

    /// What has come is a line, if it is not blank.
    pub(super) fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim_matches([' ', '\t', '\r', '\n']);
        if !text.is_empty() {
            self.lines.push_back(text.to_owned());
        }
    }

    pub(super) fn next(&mut self) -> Option<String> {
        self.lines.pop_front()
    }
}
