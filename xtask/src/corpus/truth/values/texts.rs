//! Texts: of a format, of a pattern, or any.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Value};

use super::{Room, Seeder, Way};

/// What may need escaping somewhere.
const ANY: &[char] =
    &['a', 'k', 'Z', '0', '7', ' ', '-', '_', '.', '/', '?', '&', '=', '%', '+', '#', '"', '\\', 'ë', '漢'];
const PLAIN: &[char] = &['a', 'b', 'k', 'm', 'Z', 'Q', '0', '7', '-', '_'];

impl Seeder<'_> {
    pub(super) fn text(&mut self, schema: &Map<String, Value>) -> String {
        let bound = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
        let (least, most) = (bound("minLength").unwrap_or(0), bound("maxLength").unwrap_or(usize::MAX));
        if schema.get("contentEncoding").and_then(Value::as_str) == Some("base64") {
            return self.format("byte").unwrap_or_default();
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            if let Some(text) = self.matching(pattern, least, most) {
                return text;
            }
            // The document's own words are the best guess.
            let known = ["example", "default"].iter().filter_map(|key| schema.get(*key)?.as_str());
            if let Some(known) = known.into_iter().next() {
                return known.to_owned();
            }
        }
        if let Some(text) = schema.get("format").and_then(Value::as_str).and_then(|format| self.format(format)) {
            return text;
        }
        let wanted = match self.way {
            Way::Least => 1,
            _ => self.random.usize(1..12),
        };
        let length = wanted.clamp(least.max(1).min(most), most.min(4000));
        self.any(length)
    }

    /// A text of so many characters. None begins or ends with a space, and none is a path's `.` or `..`.
    fn any(&mut self, length: usize) -> String {
        let characters = if self.room == Room::Header || self.way == Way::Least { PLAIN } else { ANY };
        let last = length.saturating_sub(1);
        (0..length)
            .map(|at| {
                let edge = at == 0 || at == last;
                let from = if edge { PLAIN } else { characters };
                from[self.random.usize(..from.len())]
            })
            .collect()
    }

    fn format(&mut self, format: &str) -> Option<String> {
        Some(match format {
            "date" => {
                format!("20{:02}-{:02}-{:02}", self.random.u8(10..30), self.random.u8(1..13), self.random.u8(1..29))
            }
            "date-time" => {
                let day = self.format("date")?;
                let time = self.format("time-of-day")?;
                let tail = match (self.way, self.random.u8(..3)) {
                    (Way::Mixed, 0) => ".125Z",
                    (Way::Mixed, 1) => "+02:00",
                    _ => "Z",
                };
                format!("{day}T{time}{tail}")
            }
            "date-time-sql" => format!("{} {}", self.format("date")?, self.format("time-of-day")?),
            "http-date" => {
                let dates = ["Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 01 Jan 2015 00:00:00 GMT"];
                dates[self.random.usize(..dates.len())].to_owned()
            }
            "time-of-day" => {
                format!("{:02}:{:02}:{:02}", self.random.u8(..24), self.random.u8(..60), self.random.u8(..60))
            }
            "time" => format!("{}Z", self.format("time-of-day")?),
            "duration" => format!("P{}DT{}H", self.random.u8(1..30), self.random.u8(1..24)),
            "uuid" => {
                let digits: String =
                    (0..32).map(|_| char::from_digit(self.random.u32(..16), 16).unwrap_or('0')).collect();
                let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
                format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
            }
            "email" | "idn-email" => format!("k{}@people.example", self.digits(1000)),
            "uri" | "url" | "uri-reference" | "iri" | "iri-reference" => {
                format!("https://people.example/{}?q=1", self.digits(1000))
            }
            "hostname" | "idn-hostname" => format!("h{}.people.example", self.digits(1000)),
            "ipv4" => format!("192.0.2.{}", self.digits(255)),
            "ipv6" => format!("2001:db8::{}", self.digits(255)),
            "byte" => {
                let count = self.random.usize(1..4);
                (0..count).map(|_| ["QUJD", "/+8x", "aGk2"][self.random.usize(..3)]).collect::<String>() + "YQ=="
            }
            "int8" | "uint8" => self.digits(127),
            "int16" | "int32" | "uint16" | "uint32" => self.digits(30_000),
            "int64" | "uint64" => self.digits(1 << 53),
            "float" | "double" => format!("{}.25", self.digits(1000)),
            "bool-digit" => self.digits(2),
            "comma-list" => format!("{},{}", self.any(3), self.any(2)).replace([' ', '"', '\\'], ""),
            "space-list" => format!("{} {}", self.digits(100), self.digits(100)),
            _ => return None,
        })
    }

    fn digits(&mut self, high: i64) -> String {
        self.random.i64(0..high).to_string()
    }

    /// A text that a pattern finds something in.
    fn matching(&mut self, pattern: &str, least: usize, most: usize) -> Option<String> {
        let parsed = regex_syntax::parse(pattern).ok()?;
        let mut best = None;
        for _ in 0..12 {
            let mut text = String::new();
            self.match_one(&parsed, least, &mut text);
            let length = text.chars().count();
            if length >= least && length <= most {
                return Some(text);
            }
            // What is too long may still be found with an end cut off.
            best = Some(text);
        }
        best.map(|text| text.chars().take(most).collect())
    }

    fn match_one(&mut self, part: &Hir, least: usize, text: &mut String) {
        match part.kind() {
            HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(Class::Unicode(class)) => {
                let ranges: Vec<(char, char)> = class.iter().map(|range| (range.start(), range.end())).collect();
                text.extend(self.one_of(&ranges));
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges: Vec<(char, char)> =
                    class.iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect();
                text.extend(self.one_of(&ranges));
            }
            HirKind::Repetition(repeated) => {
                let low = repeated.min as usize;
                let high = repeated.max.map_or(low.max(least) + 4, |max| max as usize).min(low.max(least) + 4);
                let count = if high > low { self.random.usize(low..=high) } else { low };
                let count = if least > count { high.min(least).max(low) } else { count };
                for _ in 0..count {
                    self.match_one(&repeated.sub, 0, text);
                }
            }
            HirKind::Capture(capture) => self.match_one(&capture.sub, least, text),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.match_one(part, least, text)),
            HirKind::Alternation(parts) => {
                let index = self.random.usize(..parts.len());
                self.match_one(&parts[index], least, text);
            }
            HirKind::Empty | HirKind::Look(_) => {}
        }
    }

    /// A character of these ranges, a plain one if there is any.
    fn one_of(&mut self, ranges: &[(char, char)]) -> Option<char> {
        let plain: Vec<char> = ('0'..='9')
            .chain('a'..='z')
            .chain('A'..='Z')
            .filter(|c| ranges.iter().any(|(low, high)| low <= c && c <= high))
            .collect();
        if !plain.is_empty() {
            return Some(plain[self.random.usize(..plain.len())]);
        }
        let visible = ranges.iter().find(|(_, high)| *high > ' ').or(ranges.first())?;
        Some(visible.0.max('!').min(visible.1))
    }
}
