//! What errors and spans may show of a request.

use base64::Engine;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

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
#[derive(Clone, Default)]
pub(crate) struct Scrub {
    needles: Vec<zeroize::Zeroizing<Vec<u8>>>,
}

impl Scrub {
    /// Adds a secret, in the spellings in which an answer might repeat it.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let percent = utf8_percent_encode(secret, NON_ALPHANUMERIC_BUT_MARKS).to_string();
        let json = serde_json::Value::from(secret).to_string();
        let json = json[1..json.len() - 1].to_owned();
        let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let ascii = ascii_json(&json);
        let base64 = base64::engine::general_purpose::STANDARD.encode(secret);
        let slashes = [json.replace('/', "\\/"), ascii.replace('/', "\\/")];
        for needle in [secret.to_owned(), form, percent, html, json, ascii, base64].into_iter().chain(slashes) {
            let needle = zeroize::Zeroizing::new(needle.into_bytes());
            if !self.needles.contains(&needle) {
                self.needles.push(needle);
            }
        }
        // A needle that holds another one has to be replaced first.
        self.needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
    }

    /// Adds what another one knows.
    pub(crate) fn extend(&mut self, other: &Self) {
        for needle in &other.needles {
            if !self.needles.contains(needle) {
                self.needles.push(needle.clone());
            }
        }
        self.needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
    }

    /// Bytes of the longest spelling.
    pub(crate) fn longest(&self) -> usize {
        self.needles.first().map_or(0, |needle| needle.len())
    }

    /// The text without the secrets.
    pub(crate) fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    /// The bytes without the secrets.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut clean = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        'bytes: while let Some((&first, tail)) = rest.split_first() {
            for needle in &self.needles {
                if rest.starts_with(needle) {
                    clean.extend_from_slice(MASK.as_bytes());
                    rest = &rest[needle.len()..];
                    continue 'bytes;
                }
            }
            clean.push(first);
            rest = tail;
        }
        clean
    }
}

/// JSON text whose characters outside of ASCII are written as `\\uXXXX`, as some servers do.
fn ascii_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}

impl std::fmt::Debug for Scrub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scrub(..)")
    }
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
        let text = scrub.text(r#"a s3cr/t "q" b s3cr%2Ft+%22q%22 c s3cr%2Ft%20%22q%22 d s3cr\/t \"q\" e"#);
        assert_eq!(text, "a *** b *** c *** d *** e");
        let mut scrub = Scrub::default();
        scrub.add("秘密<&>");
        let text = scrub.text(r"a \u79d8\u5bc6<&> b 秘密&lt;&amp;&gt; c 56eY5a+GPCY+");
        assert_eq!(text, "a *** b *** c ***");
    }
}
