//! Secrets that can be recognised wherever they turn up, whole or in part and in any spelling.

use std::fmt::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Begins and ends each secret, so that whatever part of one is left over holds it.
const STEM: &str = "QzMARKq7";

/// One of each kind.
#[derive(Clone)]
pub struct Secrets {
    pub key: String,
    pub password: String,
    pub client_secret: String,
    pub code: String,
    pub verifier: String,
    pub refresh: String,
    /// Given by the token endpoint.
    pub access: String,
    pub next_refresh: String,
    /// Set by the login.
    pub cookies: [String; 2],
}

/// Which characters they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Those that no format escapes.
    Plain,
    /// Those that formats escape, as far as the wire takes them.
    Odd,
}

impl Secrets {
    pub fn new(letters: Letters) -> Self {
        let odd = letters == Letters::Odd;
        // Header values are ASCII.
        let header = |name: &str| secret(name, if odd { r#"/+"&%'\<=>~/"# } else { "-7f3a-" });
        let text = |name: &str| secret(name, if odd { r#"/+"&%'\<=> é密ы/;"# } else { "-7f3a-" });
        Self {
            key: header("key"),
            password: text("password"),
            client_secret: text("client-secret"),
            code: text("code"),
            verifier: text("verifier"),
            refresh: text("refresh"),
            access: header("access"),
            next_refresh: text("next-refresh"),
            cookies: [header("session"), header("cookie")],
        }
    }
}

/// A secret with this in its middle.
pub fn secret(name: &str, middle: &str) -> String {
    format!("{STEM}-{name}{middle}{STEM}")
}

struct Pattern {
    spelling: &'static str,
    /// In lower case.
    bytes: Vec<u8>,
}

fn patterns_of(text: &str) -> Vec<Pattern> {
    let each = |write: &dyn Fn(&mut String, u8)| {
        let mut spelt = String::new();
        text.bytes().for_each(|byte| write(&mut spelt, byte));
        spelt
    };
    let base64 = |before: usize| {
        let bytes = [&b"~~"[..before], text.as_bytes()].concat();
        // Only the characters that nothing but the text decides.
        STANDARD.encode(&bytes)[[0, 2, 3][before]..bytes.len() * 8 / 6].to_owned()
    };
    let spellings = [
        ("as it is", text.to_owned()),
        ("base64", base64(0)),
        ("base64, shifted by 1", base64(1)),
        ("base64, shifted by 2", base64(2)),
        ("hexadecimal", each(&|spelt, byte| write!(spelt, "{byte:02x}").unwrap())),
        ("percent-encoded", each(&|spelt, byte| write!(spelt, "%{byte:02x}").unwrap())),
        ("JSON escapes", each(&|spelt, byte| write!(spelt, "\\u{byte:04x}").unwrap())),
        ("HTML escapes", each(&|spelt, byte| write!(spelt, "&#{byte};").unwrap())),
        (
            "a list of numbers",
            each(&|spelt, byte| write!(spelt, "{byte}, ").unwrap()).trim_end_matches(", ").to_owned(),
        ),
        ("UTF-16", each(&|spelt, byte| write!(spelt, "{}\0", char::from(byte)).unwrap())),
    ];
    spellings
        .into_iter()
        .map(|(spelling, text)| Pattern { spelling, bytes: text.to_ascii_lowercase().into_bytes() })
        .collect()
}

fn patterns() -> &'static Mutex<Vec<Pattern>> {
    static PATTERNS: OnceLock<Mutex<Vec<Pattern>>> = OnceLock::new();
    PATTERNS.get_or_init(|| Mutex::new(patterns_of(STEM)))
}

/// Adds a secret that the client made up by itself: its beginning and its end are searched for.
pub fn add(secret: &str) {
    assert!(secret.len() >= 16, "too short to be told from chance");
    let ends = [&secret[..12], &secret[secret.len() - 12..]];
    patterns().lock().unwrap_or_else(PoisonError::into_inner).extend(ends.into_iter().flat_map(patterns_of));
}

/// What was found of a secret.
#[derive(Debug)]
pub struct Found {
    /// The spelling, and what stands around it; the secret itself is masked.
    pub text: String,
}

/// Searches a text for secrets; gives the first one.
pub fn find(text: impl AsRef<[u8]>) -> Option<Found> {
    let lower = text.as_ref().to_ascii_lowercase();
    let patterns = patterns().lock().unwrap_or_else(PoisonError::into_inner);
    let mut begins = [false; 256];
    patterns.iter().for_each(|pattern| begins[usize::from(pattern.bytes[0])] = true);
    let matching = |at: usize| patterns.iter().find(|pattern| lower[at..].starts_with(&pattern.bytes));
    let candidates = lower.iter().enumerate().filter(|(_, byte)| begins[usize::from(**byte)]);
    let (at, pattern) = candidates.filter_map(|(at, _)| Some((at, matching(at)?))).next()?;
    let around = &lower[at.saturating_sub(120)..(at + 160).min(lower.len())];
    let mut around = String::from_utf8_lossy(around).into_owned();
    for pattern in patterns.iter() {
        around = around.replace(&*String::from_utf8_lossy(&pattern.bytes), "▒▒▒");
    }
    Some(Found { text: format!("{}: {around:?}", pattern.spelling) })
}

#[test]
fn a_secret_is_found_in_every_spelling_and_by_its_ends() {
    let secret = secret("sample", "/ é/");
    for before in ["", "a", "ab", "abc"] {
        assert!(find(STANDARD.encode(format!("{before}{secret}!"))).is_some());
    }
    for part in [&secret[..12], &secret[secret.len() - 12..]] {
        assert!(find(format!("before {part} after")).is_some());
        assert!(find(part.to_uppercase()).is_some());
        assert!(find(format!("{:?}", part.as_bytes())).is_some());
    }
    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(find(wide).is_some());
    assert!(find("QzMARK is not one").is_none());
    add("made-up-by-the-client-itself-9f");
    assert!(find("state=made-up-by-t…").is_some() && find("…nt-itself-9f").is_some());
    let found = find(format!("x {secret} y")).unwrap().text;
    assert!(found.contains("sample") && find(&found).is_none(), "{found}");
}
