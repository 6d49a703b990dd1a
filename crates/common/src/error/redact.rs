//! What errors and spans may show of a request.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
#[cfg(feature = "graphql")]
use serde_json::Value;
use url::Url;
use zeroize::Zeroizing;

use super::spelling::{self, Written};

/// What stands in the place of something that is not shown.
pub(crate) const MASK: &str = "***";

/// Secrets shorter than this (bytes) are not searched for in texts: masking every `a` helps nobody.
const SHORTEST: usize = 4;

/// The URL without user, password and fragment, and with the values of all query keys masked that are
/// not in `shown`.
pub(crate) fn url(url: &Url, shown: &[&str], hidden: &[&str]) -> String {
    let mut text = String::from(url.scheme());
    text.push_str("://");
    if let Some(host) = url.host_str() {
        text.push_str(host);
    }
    if let Some(port) = url.port() {
        text.push(':');
        text.push_str(&port.to_string());
    }
    text.push_str(url.path());
    for (index, (key, value)) in url.query_pairs().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.extend(utf8_percent_encode(&key, NON_ALPHANUMERIC_BUT_MARKS));
        text.push('=');
        if shown.contains(&&*key) && !hidden.contains(&&*key) {
            text.extend(utf8_percent_encode(&value, NON_ALPHANUMERIC_BUT_MARKS));
        } else {
            text.push_str(MASK);
        }
    }
    text
}

const NON_ALPHANUMERIC_BUT_MARKS: &percent_encoding::AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Takes known secrets out of texts that others wrote: an answer may repeat the key it was asked with.
///
/// A secret is found however each of its characters is written: as it is, percent-encoded once or more
/// often, as a form has it, escaped as in JSON (in JSON in JSON as well), or as an HTML reference. One
/// that a text breaks off in is found by its first bytes.
#[derive(Clone, Default)]
pub(crate) struct Scrub {
    secrets: Vec<Zeroizing<String>>,
}

impl Scrub {
    /// Adds a secret.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() >= SHORTEST && !self.secrets.iter().any(|known| known.as_str() == secret) {
            self.secrets.push(Zeroizing::new(secret.to_owned()));
            // One that holds another one has to be replaced first.
            self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// Adds what another one knows.
    pub(crate) fn extend(&mut self, other: &Self) {
        other.secrets.iter().for_each(|secret| self.add(secret));
    }

    /// The text without the secrets.
    pub(crate) fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    /// The value without the secrets, be they texts, keys or, where they consist of digits, numbers.
    #[cfg(feature = "graphql")]
    pub(crate) fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Number(number) => {
                let text = number.to_string();
                let clean = self.text(&text);
                if clean == text { Value::Number(number) } else { Value::String(clean) }
            }
            Value::Array(items) => items.into_iter().map(|item| self.json(item)).collect(),
            Value::Object(members) => {
                members.into_iter().map(|(key, value)| (self.text(&key), self.json(value))).collect()
            }
            Value::Null | Value::Bool(_) => value,
        }
    }

    /// The bytes without the secrets.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut clean = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some((&first, tail)) = rest.split_first() {
            let escaped = matches!(first, b'%' | b'\\' | b'&' | b'+');
            let may_begin = |secret: &&Zeroizing<String>| escaped || secret.as_bytes()[0] == first;
            match self.secrets.iter().filter(may_begin).find_map(|secret| written(secret, rest)) {
                Some(length) => {
                    clean.extend_from_slice(MASK.as_bytes());
                    rest = &rest[length..];
                }
                None => {
                    clean.push(first);
                    rest = tail;
                }
            }
        }
        clean
    }
}

impl std::fmt::Debug for Scrub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scrub(..)")
    }
}

/// How many bytes the secret takes at the beginning of a text, if it stands there; the text may end
/// within it. Where a character can be read in two ways, both are followed.
fn written(secret: &str, text: &[u8]) -> Option<usize> {
    let mut ends = vec![0];
    let mut next = Vec::new();
    let mut cut_off = false;
    for (index, character) in secret.char_indices() {
        for end in ends.drain(..) {
            spelling::all(character, &text[end..], |spelling| match spelling {
                Written::As(length) if !next.contains(&(end + length)) => next.push(end + length),
                Written::CutOff => cut_off |= index >= SHORTEST,
                Written::As(_) | Written::Otherwise => {}
            });
        }
        if cut_off {
            return Some(text.len());
        }
        if next.is_empty() {
            return None;
        }
        std::mem::swap(&mut ends, &mut next);
    }
    ends.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_query_keys_are_shown() {
        let address = Url::parse("https://me:pw@api.example.com:8443/a%20b?k=topsecret&u=pep%20py#x").unwrap();
        let text = url(&address, &["u", "k"], &["k"]);
        assert_eq!(text, "https://api.example.com:8443/a%20b?k=***&u=pep%20py");
    }

    #[test]
    fn a_secret_that_an_answer_repeats_is_taken_out_in_every_spelling() {
        let mut scrub = Scrub::default();
        scrub.add("s3cr/t \"q\"");
        let text = scrub.text(
            r#"a s3cr/t "q" b s3cr%2Ft+%22q%22 c s3cr%2ft%20%22q%22 d s3cr\/t \"q\" e s3cr%252Ft%2520%2522q%2522 f \u00733cr\u002ft \\\"q\\\" g"#,
        );
        assert_eq!(text, "a *** b *** c *** d *** e *** f *** g");
        let mut scrub = Scrub::default();
        scrub.add("秘密<&>😀");
        let text = scrub.text(
            r"a \u79d8\u5bc6<&>\ud83d\uDE00 b 秘密&lt;&amp;&#x3E;&#128512; c %E7%a7%98%e5%af%86%3C%26%3E%F0%9F%98%80 d",
        );
        assert_eq!(text, "a *** b *** c *** d");
    }

    #[test]
    fn a_secret_in_which_a_text_breaks_off_is_taken_out_and_one_that_differs_is_not() {
        let mut scrub = Scrub::default();
        scrub.add("sample/secret");
        assert_eq!(scrub.text("key: sample/sec"), "key: ***");
        assert_eq!(scrub.text("key: sample%2"), "key: ***");
        assert_eq!(scrub.text("key: sam"), "key: sam");
        assert_eq!(scrub.text("sample/secre, sample/secret"), "sample/secre, ***");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_secret_stays(secret in "\\PC{4,12}", before in "\\PC{0,9}", after in "\\PC{0,9}") {
            let mut scrub = Scrub::default();
            scrub.add(&secret);
            let text = scrub.text(&format!("{before}{secret}{after}"));
            proptest::prop_assert!(!text.contains(&secret) || MASK.contains(&secret));
        }
    }
}
