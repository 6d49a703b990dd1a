//! Characters that cannot stand for themselves where a value goes.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded::byte_serialize;

/// Appends a text in the spelling of its place.
pub(crate) type Escape = fn(&str, &mut String);

/// All but the unreserved characters of RFC 3986, 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What cannot be in a query even if reserved characters may: `#` ends it, `&` begins the next parameter,
/// and `+` is read as a space.
const UNFIT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// For paths, queries and cookies: everything but the unreserved characters, as RFC 6570 has it.
pub(crate) fn percent(text: &str, out: &mut String) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// For queries whose reserved characters mean something to the server: they pass, and so does what is
/// percent-encoded already.
pub(crate) fn reserved(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.extend(utf8_percent_encode(before, UNFIT));
        let encoded = matches!(after.as_bytes(), [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
        out.push_str(if encoded { "%" } else { "%25" });
        rest = after;
    }
    out.extend(utf8_percent_encode(rest, UNFIT));
}

/// For forms, where a space is a plus.
pub(crate) fn form(text: &str, out: &mut String) {
    out.extend(byte_serialize(text.as_bytes()));
}

/// For names of cookies: what is no token of RFC 9110, 5.6.2 is percent-encoded.
pub(crate) fn cookie_name(text: &str, out: &mut String) {
    const NO_TOKEN: &AsciiSet = &RESERVED
        .remove(b'!')
        .remove(b'#')
        .remove(b'$')
        .remove(b'&')
        .remove(b'\'')
        .remove(b'*')
        .remove(b'+')
        .remove(b'^')
        .remove(b'`')
        .remove(b'|');
    out.extend(utf8_percent_encode(text, NO_TOKEN));
}

/// For headers: nothing is escaped there, for no rule says how.
pub(crate) fn plain(text: &str, out: &mut String) {
    out.push_str(text);
}

/// A text of its own in the spelling of its place.
pub(crate) fn escaped(text: &str, escape: Escape) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
