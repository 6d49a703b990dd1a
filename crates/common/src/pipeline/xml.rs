//! XML, both ways (feature `xml`), by the conventions of quick-xml: a field `@id` is an attribute, `$text` the
//! text of an element, and a list is elements of one name. White space around a text is not kept.

use http::header::CONTENT_TYPE;
use quick_xml::DeError;
use quick_xml::errors::serialize::SeError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer::{AnswerParts, Mismatch};
use super::call::Call;
use super::decode::nothing;
use super::good::Good;
use super::judge::Failure;
use crate::auth::noting;
use crate::error::{Error, ErrorKind};
use crate::response::Response;
use crate::retry::classify::Outcome;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Bytes in which an XML declaration is looked for.
const BEGIN: usize = 256;

impl Call {
    /// An XML body, with this name for its root.
    pub fn xml<T: Serialize + ?Sized>(self, root: &str, body: &T) -> Self {
        self.xml_as("application/xml", root, body)
    }

    /// An XML body of this media type, with this name for its root.
    pub fn xml_as<T: Serialize + ?Sized>(mut self, media_type: &'static str, root: &str, body: &T) -> Self {
        let text = noting(&mut self.draft.scrub, || quick_xml::se::to_string_with_root(root, body));
        self.xml_text(media_type, text)
    }

    fn xml_text(mut self, media_type: &'static str, text: Result<String, SeError>) -> Self {
        match text {
            Ok(text) if text.contains(is_unfit) => {
                self.fail(Error::config("a text in the body has a character that XML cannot hold"));
                self
            }
            Ok(text) => self.bytes(media_type, format!("{DECLARATION}{text}")),
            Err(error) => {
                self.fail(Error::config(format!("the body cannot be written as XML: {error}")));
                self
            }
        }
    }

    /// Sends the call; the answer is XML.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_xml<T: DeserializeOwned>(mut self) -> Result<Response<T>, Error> {
        self.execute(|good| good.xml()).await
    }
}

impl AnswerParts<'_> {
    /// The body as XML.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn xml<T: DeserializeOwned>(&self) -> Result<T, Mismatch> {
        self.good.xml().map_err(Mismatch)
    }
}

impl Good<'_> {
    fn xml<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        if self.is_bodiless()
            && self.answer.body.is_empty()
            && let Some(nothing) = nothing()
        {
            return Ok(nothing);
        }
        let text = self.xml_body()?;
        quick_xml::de::from_str(&text).map_err(|error| self.no_xml(&text, error))
    }

    /// The body as text: the charset is that of the `Content-Type`, or else of the declaration.
    fn xml_body(&self) -> Result<String, Failure> {
        let kind = self.answer.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.to_ascii_lowercase().contains("charset=") {
            return self.text();
        }
        let begin = &self.answer.body[..self.answer.body.len().min(BEGIN)];
        match declared(&String::from_utf8_lossy(begin)) {
            Some(charset) => self.text_of(&format!("text/xml; charset={charset}")),
            None => self.text_of("text/xml; charset=utf-8"),
        }
    }

    /// As with JSON: what is well-formed would come again the same way.
    fn no_xml(&self, text: &str, error: DeError) -> Failure {
        let reason = self.scrub.text(&error.to_string());
        let (text, outcome) = match error {
            _ if text.trim().is_empty() => ("expected XML".to_owned(), Outcome::Lost),
            _ if !text.trim_start().starts_with('<') => {
                (format!("expected XML, got {}", self.media_type()), Outcome::Lost)
            }
            DeError::InvalidXml(_) | DeError::UnexpectedEof => {
                (format!("the answer's XML is damaged: {reason}"), Outcome::Lost)
            }
            _ => (format!("the answer has another shape than expected: {reason}"), Outcome::Final),
        };
        let outcome = if self.is_bodiless() { Outcome::Final } else { outcome };
        self.failure(Error::new(ErrorKind::Decode, text), outcome)
    }
}

/// What is not a character of XML 1.0, 2.2, in whichever spelling.
fn is_unfit(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// The encoding that the declaration of an XML text names.
fn declared(begin: &str) -> Option<&str> {
    let declaration = begin.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = value[1..].split(quote).next()?;
    // It becomes a part of a header.
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
    plain.then_some(name)
}
