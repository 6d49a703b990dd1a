//! The ways in which a call is made to fail.

use serde_json::Value;

use crate::echo::{CONTAINERS, Container, Echo, Spelling};
use crate::wire::{Reply, Request};

/// What happens to a request, or to the call around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nobody listens.
    Refused,
    /// No answer, or not all of it, in time.
    Silent(Part),
    /// An answer of this status that repeats the request.
    Answer(u16, Echo),
    /// The connection ends too early.
    CutOff(Part),
    /// The answer is complete, and ends within a secret that it repeats.
    EndsWithin(u16, Container),
    /// A secret lies across the end of what an error keeps of a body, after many others.
    Long(u16),
    /// The answer is larger than is accepted.
    TooLarge,
    /// JSON of another shape; `@` is the request.
    Shape(&'static str, Spelling),
    /// The program gives up while the request is under way.
    Cancelled,
    /// A hook, or the token store, panics.
    Panic,
    /// A hook refuses.
    HookRefuses,
}

/// How much of an answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Nothing,
    HalfAHead,
    HalfABody,
    HalfAChunk,
    /// Bytes that are not HTTP.
    Noise,
}

const PARTS: [Part; 5] = [Part::Nothing, Part::HalfAHead, Part::HalfABody, Part::HalfAChunk, Part::Noise];

impl Failure {
    /// The ten, with the variants that are worth it for each call.
    pub fn all(shapes: &[&'static str]) -> Vec<Self> {
        let mut all = vec![Self::Refused, Self::Cancelled, Self::Panic, Self::HookRefuses, Self::TooLarge];
        all.extend(PARTS.map(Self::CutOff));
        all.extend([Part::Nothing, Part::HalfABody].map(Self::Silent));
        all.extend(Echo::all().map(|echo| Self::Answer(401, echo)));
        for status in [200, 400, 403, 404, 429, 500, 503] {
            all.extend(Echo::few().map(|echo| Self::Answer(status, echo)));
        }
        for status in [200, 403, 500] {
            all.extend([Container::Text, Container::Page, Container::Json].map(|kind| Self::EndsWithin(status, kind)));
            all.push(Self::Long(status));
        }
        let spelt = |shape| [Spelling::Decoded, Spelling::PercentLower].map(|spelling| Self::Shape(shape, spelling));
        all.extend(shapes.iter().flat_map(|shape| spelt(*shape)));
        all
    }

    /// The same for calls with secrets that no format escapes.
    pub fn few(shapes: &[&'static str]) -> Vec<Self> {
        let plain = |failure: &Self| match failure {
            Self::Answer(401 | 500, echo) => {
                echo.0 == Spelling::Decoded && CONTAINERS[..3].contains(&echo.1) || echo.0 == Spelling::PercentTwice
            }
            Self::Answer(status, _) => *status == 200,
            _ => true,
        };
        Self::all(shapes).into_iter().filter(plain).collect()
    }

    /// Name of the group that it counts to.
    pub fn group(&self) -> String {
        match self {
            Self::Refused => "connection refused".into(),
            Self::Silent(_) => "timeout".into(),
            Self::Answer(200, _) | Self::Shape(..) => "200 that is none".into(),
            Self::Answer(status, _) => format!("status {status}"),
            Self::CutOff(_) | Self::EndsWithin(..) => "truncated".into(),
            Self::Long(_) | Self::TooLarge => "large".into(),
            Self::Cancelled => "cancelled".into(),
            Self::Panic => "panic".into(),
            Self::HookRefuses => "hook refuses".into(),
        }
    }

    /// What the server does.
    pub fn reply(&self, request: &Request) -> Reply {
        let usual = || whole(500, Echo::USUAL, request);
        match self {
            Self::Answer(status, echo) => Reply::Bytes(whole(*status, *echo, request)),
            Self::Silent(part) => Reply::Silence(part.of(&usual())),
            Self::CutOff(part) => Reply::Bytes(part.of(&usual())),
            Self::Cancelled => Reply::Silence(Part::HalfABody.of(&usual())),
            Self::EndsWithin(status, container) => {
                let echo = Echo(Spelling::Decoded, *container);
                let (kind, mut body) = echo.body(request);
                // The secrets have the same end.
                if let Some(end) = body.rfind("QzMARKq7").or_else(|| body.rfind("UXpNQVJLcTc")) {
                    body.truncate(end + 5);
                }
                Reply::Bytes(answer(*status, kind, &[], &body))
            }
            Self::Long(status) => {
                let (kind, body) = Echo(Spelling::Decoded, Container::Text).body(request);
                let mut long = body.repeat(1 + 64 * 1024 / body.len());
                // Wherever the cut is made, a part of a secret may lie before it.
                long.push_str(&body.repeat(3));
                Reply::Bytes(answer(*status, kind, &[], &long))
            }
            Self::TooLarge => Reply::Bytes(answer(200, "application/json", &[], &request.decoded().repeat(200))),
            Self::Shape(shape, spelling) => {
                let text = Value::from(Echo(*spelling, Container::Text).spell(request)).to_string();
                let body = shape.replace('@', &text[1..text.len() - 1]);
                Reply::Bytes(answer(200, "application/json", &[], &body))
            }
            // The request does not get that far, or should not.
            Self::Refused | Self::Panic | Self::HookRefuses => Reply::Bytes(usual()),
        }
    }
}

impl Part {
    fn of(self, answer: &[u8]) -> Vec<u8> {
        let head = answer.windows(4).position(|end| end == b"\r\n\r\n").unwrap_or(answer.len());
        match self {
            Self::Nothing => Vec::new(),
            Self::HalfAHead => answer[..head - 10].to_vec(),
            Self::HalfABody => answer[..answer.len() - 200.min((answer.len() - head) / 2)].to_vec(),
            Self::HalfAChunk => {
                let body = &answer[head + 4..];
                let start = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
                let chunk = format!("{:x}\r\n", body.len());
                [start.as_bytes(), chunk.as_bytes(), body, b"\r\n", &body[..body.len() / 2], b"\r\n"].concat()
            }
            Self::Noise => [b"HTTP/9.9 ", &answer[head..]].concat(),
        }
    }
}

/// An answer that repeats the request in its headers and its body.
fn whole(status: u16, echo: Echo, request: &Request) -> Vec<u8> {
    let (kind, body) = echo.body(request);
    let line: String = echo.spell(request).chars().filter(|c| c.is_ascii() && !c.is_control()).collect();
    answer(status, &format!("{kind}; was={line}"), &echo.headers(request), &body)
}

/// An answer with these headers.
pub fn answer(status: u16, kind: &str, headers: &[(&'static str, String)], body: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Sample\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    [head.as_bytes(), b"connection: close\r\n\r\n", body.as_bytes()].concat()
}
