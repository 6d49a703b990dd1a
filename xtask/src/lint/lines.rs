//! Lines of places in a text. Parsed trees do not keep them, so they are looked up: exactly in JSON and in
//! the block style of YAML as people and printers write them; elsewhere the line of the nearest part around.

use crate::load::pointer::segments;

/// A text of YAML, JSON or TOML.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    lines: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, lines: text.lines().collect() }
    }

    /// The line of a JSON pointer, from 1.
    pub(super) fn of_pointer(&self, pointer: &str) -> Option<usize> {
        let segments: Vec<String> = segments(pointer).collect();
        if self.text.trim_start().starts_with('{') {
            return json(self.text, &segments);
        }
        self.yaml(&segments)
    }

    /// The line of a table or a key of TOML, or of the nearest table around it.
    pub(super) fn of_key(&self, key: &str) -> Option<usize> {
        let mut key = key;
        loop {
            let table = self.lines.iter().position(|line| {
                let line = line.trim();
                line.trim_start_matches('[').trim_end_matches(']') == key && line.starts_with('[')
            });
            if let Some(line) = table {
                return Some(line + 1);
            }
            key = key.rsplit_once('.')?.0;
        }
    }

    fn yaml(&self, segments: &[String]) -> Option<usize> {
        let (mut from, mut to) = (0, self.lines.len());
        // How far the parent is indented; its members are indented further, lists may not be.
        let mut parent: Option<usize> = None;
        let mut found = None;
        for segment in segments {
            let list = segment.parse::<usize>().ok().filter(|_| self.is_list(from, to));
            let Some((line, indent)) = (match list {
                Some(index) => self.item(from, to, index),
                None => self.member(from, to, parent, segment),
            }) else {
                break;
            };
            found = Some(line);
            to = (line + 1..to).find(|next| self.ends(*next, indent, list.is_some())).unwrap_or(to);
            // The first member of an item of a list stands on the line of its dash.
            from = if list.is_some() { line } else { line + 1 };
            parent = Some(indent);
        }
        found.map(|line| line + 1)
    }

    /// Whether a line ends the part that begins at this indentation.
    fn ends(&self, line: usize, indent: usize, item: bool) -> bool {
        let Some(own) = self.indent(line) else { return false };
        let dash = self.lines.get(line).is_some_and(|text| text.trim_start().starts_with("- "));
        own < indent || own == indent && (item || !dash)
    }

    fn is_list(&self, from: usize, to: usize) -> bool {
        let first = (from..to).find(|line| self.indent(*line).is_some());
        first.and_then(|line| self.lines.get(line)).is_some_and(|text| {
            let text = text.trim_start();
            text.starts_with("- ") || text == "-"
        })
    }

    fn item(&self, from: usize, to: usize, index: usize) -> Option<(usize, usize)> {
        let first = (from..to).find(|line| self.indent(*line).is_some())?;
        let indent = self.indent(first)?;
        let dash = |line: &usize| {
            self.indent(*line) == Some(indent)
                && self.lines.get(*line).is_some_and(|text| text.trim_start().starts_with('-'))
        };
        Some(((first..to).filter(dash).nth(index)?, indent))
    }

    fn member(&self, from: usize, to: usize, parent: Option<usize>, name: &str) -> Option<(usize, usize)> {
        let mut depth: Option<usize> = None;
        for line in from..to {
            let Some(text) = self.lines.get(line) else { break };
            let Some(mut indent) = self.indent(line) else { continue };
            let mut rest = text.trim_start();
            if line == from
                && let Some(after) = rest.strip_prefix("- ")
            {
                indent += 2 + after.len() - after.trim_start().len();
                rest = after.trim_start();
            }
            if parent.is_some_and(|parent| indent <= parent) {
                continue;
            }
            let level = *depth.get_or_insert(indent);
            if indent == level && is_key(rest, name) {
                return Some((line, indent));
            }
        }
        None
    }

    /// Spaces before the text of a line; `None` for one without text.
    fn indent(&self, line: usize) -> Option<usize> {
        let text = self.lines.get(line)?;
        let rest = text.trim_start();
        (!rest.is_empty() && !rest.starts_with('#')).then(|| text.len() - rest.len())
    }
}

/// Whether a line begins with this key.
fn is_key(text: &str, name: &str) -> bool {
    let quoted = [("\"", "\""), ("'", "'"), ("", "")];
    quoted.iter().any(|(open, close)| {
        text.strip_prefix(open)
            .and_then(|text| text.strip_prefix(name))
            .and_then(|text| text.strip_prefix(close))
            .is_some_and(|text| text == ":" || text.starts_with(": "))
    })
}

/// The line of a place in JSON.
fn json(text: &str, segments: &[String]) -> Option<usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, line: 1 };
    let mut found = None;
    for segment in segments {
        if scan.enter(segment).is_none() {
            break;
        }
        found = Some(scan.line);
    }
    found
}

/// Reads JSON that is known to be well formed; on anything else it stops.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl Scan<'_> {
    /// Goes to the value of a member or an item of the value that begins here.
    fn enter(&mut self, segment: &str) -> Option<()> {
        match self.next()? {
            b'{' => loop {
                self.skip_space();
                let line = self.line;
                let key = self.string()?;
                self.skip_space();
                self.next().filter(|byte| *byte == b':')?;
                if key == segment {
                    self.skip_space();
                    self.line = line;
                    return Some(());
                }
                self.skip_value()?;
                self.next().filter(|byte| *byte == b',')?;
            },
            b'[' => {
                for _ in 0..segment.parse::<usize>().ok()? {
                    self.skip_value()?;
                    self.next().filter(|byte| *byte == b',')?;
                }
                self.skip_space();
                Some(())
            }
            _ => None,
        }
    }

    /// The next byte that is no space.
    fn next(&mut self) -> Option<u8> {
        self.skip_space();
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at).filter(|byte| byte.is_ascii_whitespace()) {
            self.line += usize::from(*byte == b'\n');
            self.at += 1;
        }
    }

    fn string(&mut self) -> Option<String> {
        let from = self.at;
        self.next().filter(|byte| *byte == b'"')?;
        loop {
            match self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        serde_json::from_slice(self.bytes.get(from..self.at)?).ok()
    }

    fn skip_value(&mut self) -> Option<()> {
        self.skip_space();
        let mut depth = 0_usize;
        loop {
            self.skip_space();
            match *self.bytes.get(self.at)? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' if depth == 0 => return Some(()),
                _ => self.at += 1,
            }
            self.skip_space();
            if depth == 0 && matches!(self.bytes.get(self.at), Some(b',' | b'}' | b']') | None) {
                return Some(());
            }
        }
    }
}
