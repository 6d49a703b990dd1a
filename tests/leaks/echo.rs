//! Answers that repeat the whole request that they answer, in many spellings.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::wire::Request;

/// How the request is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    AsItIs,
    Decoded,
    Percent,
    PercentLower,
    PercentTwice,
    Html,
    HtmlNumbers,
}

/// What it is put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Text,
    Page,
    Json,
    /// All but letters and digits as `\u002f`.
    JsonEscaped,
    /// The same in capitals.
    JsonEscapedUpper,
    /// `\/`, as PHP writes it.
    JsonSlashes,
    /// JSON in a text of JSON.
    JsonInJson,
}

/// A way to repeat a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Echo(pub Spelling, pub Container);

pub const SPELLINGS: [Spelling; 7] = [
    Spelling::AsItIs,
    Spelling::Decoded,
    Spelling::Percent,
    Spelling::PercentLower,
    Spelling::PercentTwice,
    Spelling::Html,
    Spelling::HtmlNumbers,
];

pub const CONTAINERS: [Container; 7] = [
    Container::Text,
    Container::Page,
    Container::Json,
    Container::JsonEscaped,
    Container::JsonEscapedUpper,
    Container::JsonSlashes,
    Container::JsonInJson,
];

impl Echo {
    /// The most usual one.
    pub const USUAL: Self = Self(Spelling::Decoded, Container::Json);

    /// Each spelling and each container at least once.
    pub fn few() -> impl Iterator<Item = Self> {
        let apart = [Container::JsonEscaped, Container::JsonEscapedUpper].map(|it| Self(Spelling::Decoded, it));
        SPELLINGS.into_iter().zip(CONTAINERS).map(|(one, other)| Self(one, other)).filter(Self::occurs).chain(apart)
    }

    /// Every spelling in every container in which it occurs.
    pub fn all() -> impl Iterator<Item = Self> {
        let pairs = SPELLINGS.into_iter().flat_map(|one| CONTAINERS.into_iter().map(move |other| Self(one, other)));
        pairs.filter(Self::occurs)
    }

    /// Nobody escapes the `%` of a percent-encoded text once more as `\u0025`.
    fn occurs(&self) -> bool {
        self.0 == Spelling::Decoded || !matches!(self.1, Container::JsonEscaped | Container::JsonEscapedUpper)
    }

    /// The request in this spelling.
    pub fn spell(self, request: &Request) -> String {
        let decoded = request.decoded();
        let percent = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        match self.0 {
            Spelling::AsItIs => request.raw.clone(),
            Spelling::Decoded => decoded,
            Spelling::Percent => percent(&decoded),
            Spelling::PercentLower => percent(&decoded).to_lowercase_escapes(),
            Spelling::PercentTwice => percent(&percent(&decoded)),
            Spelling::Html => {
                let named = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];
                named.iter().fold(decoded, |text, (character, name)| text.replace(*character, name))
            }
            Spelling::HtmlNumbers => {
                let number = |character: char| match character.is_ascii_alphanumeric() {
                    true => character.to_string(),
                    false => format!("&#x{:X};", u32::from(character)),
                };
                decoded.chars().map(number).collect()
            }
        }
    }

    /// Type and text of the body.
    pub fn body(self, request: &Request) -> (&'static str, String) {
        let text = self.spell(request);
        let document = document(&text);
        match self.1 {
            Container::Text => ("text/plain; charset=utf-8", text),
            Container::Page => {
                let page = format!("<!DOCTYPE html><html><title>{text}</title><body><pre>{text}</pre></body></html>");
                ("text/html; charset=utf-8", page)
            }
            Container::Json => ("application/json", document.to_string()),
            Container::JsonEscaped => {
                ("application/json", escaped(&document.to_string(), |unit| format!("{unit:04x}")))
            }
            Container::JsonEscapedUpper => {
                ("application/json", escaped(&document.to_string(), |unit| format!("{unit:04X}")))
            }
            Container::JsonSlashes => ("application/json", document.to_string().replace('/', "\\/")),
            Container::JsonInJson => ("application/json", self::document(&document.to_string()).to_string()),
        }
    }

    /// Headers that servers repeat things in.
    pub fn headers(self, request: &Request) -> Vec<(&'static str, String)> {
        let text: String = self.spell(request).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let names = ["x-request-id", "x-correlation-id", "www-authenticate", "server", "x-ratelimit-reset", "link"];
        names.into_iter().map(|name| (name, text.clone())).collect()
    }
}

/// The text in all places in which an API of this family says what is wrong, as key and as value.
pub fn document(text: &str) -> Value {
    json!({
        "message": text,
        "error": text,
        "error_description": text,
        "error_Description": text,
        "code": text,
        "request_id": text,
        "advice": [text],
        "errors": [
            { "message": text, "path": [text, 1], "locations": [{ "line": 1, "column": 1 }], "extensions": { "request": text, text: text } },
            { "message": text },
            text,
        ],
        "data": { "rateLimitData": { text: text }, text: [text] },
        text: text,
    })
}

/// JSON with escapes in the place of all in its texts that is not a letter or a digit.
fn escaped(json: &str, hex: impl Fn(u16) -> String) -> String {
    let mut text = String::new();
    let mut inside = false;
    let mut characters = json.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                inside = !inside;
                text.push('"');
            }
            '\\' if inside => match characters.next() {
                Some(escape @ ('"' | '\\')) => text.push_str(&format!("\\u{}", hex(escape as u16))),
                Some(escape) => text.extend(['\\', escape]),
                None => {}
            },
            _ if !inside || character.is_ascii_alphanumeric() => text.push(character),
            _ => {
                character.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{}", hex(*unit))))
            }
        }
    }
    text
}

trait Escapes {
    fn to_lowercase_escapes(&self) -> String;
}

impl Escapes for String {
    /// `%2F` becomes `%2f`; the rest stays.
    fn to_lowercase_escapes(&self) -> String {
        let mut left = 0;
        let lower = |character: char| {
            left = if character == '%' { 2 } else { i32::max(left - 1, -1) };
            if left >= 0 { character.to_ascii_lowercase() } else { character }
        };
        self.chars().map(lower).collect()
    }
}

#[test]
fn the_same_text_comes_out_of_every_container() {
    let request = Request { raw: "GET /?k=a%2Fb%22 HTTP/1.1\r\nx: é\\\r\n\r\n".into() };
    for container in &CONTAINERS[2..6] {
        let (_, body) = Echo(Spelling::Decoded, *container).body(&request);
        let json: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(json["errors"][0]["message"], request.decoded(), "{body}");
    }
    assert!(Echo(Spelling::PercentLower, Container::Text).body(&request).1.contains("k%3da%2fb%22%20HTTP"));
}
