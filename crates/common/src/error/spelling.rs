//! The ways in which a character is written in URLs, forms, JSON and HTML.

/// Whether a character stands at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// In so many bytes.
    As(usize),
    /// The text ends before it can be told.
    CutOff,
    /// Something else does.
    Otherwise,
}

/// Whether the character stands at the beginning of the text, in each of the spellings.
pub(super) fn all(character: char, text: &[u8], mut found: impl FnMut(Written)) {
    let Some(&first) = text.first() else { return found(Written::CutOff) };
    found(plain(character, text));
    match first {
        b'%' => percent(character, text, found),
        b'\\' => escape(character, text, found),
        b'&' => found(reference(character, text)),
        _ => {}
    }
}

/// As it is; forms have a `+` for a space.
fn plain(character: char, text: &[u8]) -> Written {
    if character == ' ' && text[0] == b'+' {
        return Written::As(1);
    }
    begins(character.encode_utf8(&mut [0; 4]).as_bytes(), text)
}

/// `%2F`; `%252F` where that was encoded again, and so on.
fn percent(character: char, text: &[u8], mut found: impl FnMut(Written)) {
    let mut at = 0;
    let bytes = character.len_utf8();
    for (index, byte) in character.encode_utf8(&mut [0; 4]).bytes().enumerate() {
        let Some(b'%') = text.get(at) else { return found(cut_off(at >= text.len())) };
        at += 1;
        loop {
            let again = text[at..].starts_with(b"25");
            match number(&text[at..], 16, 2) {
                (Some(value), 2) if value == u32::from(byte) => {
                    at += 2;
                    // A `%` may be written once, or once more.
                    match byte == b'%' && text[at..].starts_with(b"25") {
                        true => found(Written::As(at)),
                        false => break,
                    }
                }
                _ if again => at += 2,
                (_, digits) => return found(cut_off(digits < 2 && at + digits == text.len())),
            }
        }
        if index + 1 == bytes {
            found(Written::As(at));
        }
    }
}

/// `\n`, `\/`, `\u002f`, with one backslash or, in JSON in JSON, several.
fn escape(character: char, text: &[u8], mut found: impl FnMut(Written)) {
    let slashes = text.iter().take_while(|byte| **byte == b'\\').count();
    if character == '\\' {
        found(Written::As(slashes));
    }
    let short = match character {
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        '"' | '/' | '\'' => character as u8,
        _ => 0,
    };
    match text.get(slashes) {
        None => found(Written::CutOff),
        Some(b'u') => found(unicode(character, text, slashes + 1)),
        Some(kind) if short == *kind => found(Written::As(slashes + 1)),
        Some(_) => {}
    }
}

/// The digits of one or two `\uXXXX`, from behind the first `u` on.
fn unicode(character: char, text: &[u8], mut at: usize) -> Written {
    for (index, unit) in character.encode_utf16(&mut [0; 2]).iter().enumerate() {
        if index > 0 {
            at += text[at..].iter().take_while(|byte| **byte == b'\\').count();
            match text.get(at) {
                Some(b'u') => at += 1,
                other => return cut_off(other.is_none()),
            }
        }
        match number(&text[at..], 16, 4) {
            (Some(value), 4) if value == u32::from(*unit) => at += 4,
            (_, digits) => return cut_off(digits < 4 && at + digits == text.len()),
        }
    }
    Written::As(at)
}

/// `&amp;`, `&#38;`, `&#x26;`.
fn reference(character: char, text: &[u8]) -> Written {
    let Some((b'&', after)) = text.split_first() else { return Written::Otherwise };
    let names: &[&str] = match character {
        '&' => &["amp;"],
        '<' => &["lt;"],
        '>' => &["gt;"],
        '"' => &["quot;"],
        '\'' => &["apos;"],
        _ => &[],
    };
    for name in names {
        match begins(name.as_bytes(), after) {
            Written::As(length) => return Written::As(1 + length),
            Written::CutOff => return Written::CutOff,
            Written::Otherwise => {}
        }
    }
    let (mark, radix) = match after {
        [b'#', b'x' | b'X', ..] => (2, 16),
        [b'#', ..] => (1, 10),
        rest => return cut_off(rest.is_empty()),
    };
    let (value, digits) = number(&after[mark..], radix, 8);
    let end = mark + digits;
    match after.get(end) {
        Some(b';') if value == Some(u32::from(character)) => Written::As(1 + end + 1),
        None => Written::CutOff,
        Some(_) => Written::Otherwise,
    }
}

/// The number at the beginning of a text, and its digits, of which at most `most` are read.
fn number(text: &[u8], radix: u32, most: usize) -> (Option<u32>, usize) {
    let digits = text.iter().take(most).take_while(|byte| char::from(**byte).is_digit(radix)).count();
    let value = std::str::from_utf8(&text[..digits]).ok().and_then(|digits| u32::from_str_radix(digits, radix).ok());
    (value, digits)
}

fn begins(wanted: &[u8], text: &[u8]) -> Written {
    if text.starts_with(wanted) { Written::As(wanted.len()) } else { cut_off(wanted.starts_with(text)) }
}

fn cut_off(is: bool) -> Written {
    if is { Written::CutOff } else { Written::Otherwise }
}
