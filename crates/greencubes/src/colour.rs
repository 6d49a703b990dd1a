//! Colours in texts of the game.
//!
//! A prefix is written with colour codes: `&` and a digit or letter for a stock colour of the game, or
//! `&rAARRGGBB` with alpha, red, green and blue in hexadecimal. A `nick_color` is one such code without
//! the `&`. The values of the stock colours are the game's own and are not known here; for the colours
//! of names, the API has replaced most of them by `rffRRGGBB` already.
//!
//! ```
//! use clientwright_greencubes::colour::{Colour, spans, strip};
//!
//! let prefix = "[&aHELP!&4]";
//! assert_eq!(strip(prefix), "[HELP!]");
//! assert_eq!(spans(prefix).nth(1).unwrap().colour, Some(Colour::Stock('a')));
//!
//! let nick: Colour = "rff7fbf3f".parse().unwrap();
//! assert_eq!(nick, Colour::Argb { alpha: 255, red: 127, green: 191, blue: 63 });
//! ```

use std::str::FromStr;
use std::{error, fmt};

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// A colour that the game names by a digit or letter (ASCII).
    Stock(char),
    /// A colour by its parts, 0 to 255 each.
    Argb {
        /// Opacity: 0 is invisible, 255 opaque.
        alpha: u8,
        /// Red.
        red: u8,
        /// Green.
        green: u8,
        /// Blue.
        blue: u8,
    },
}

/// As `nick_color` has it, without `&`: `a`, `rff7fbf3f`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stock(code) => write!(f, "{code}"),
            Self::Argb { alpha, red, green, blue } => write!(f, "r{alpha:02x}{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

/// Reads a `nick_color`, with or without `&` before it. The API hands on what is stored, so that other
/// texts may come.
impl FromStr for Colour {
    type Err = ParseColourError;

    fn from_str(text: &str) -> Result<Self, ParseColourError> {
        let code = text.strip_prefix('&').unwrap_or(text);
        match split_code(code) {
            Some((colour, "")) => Ok(colour),
            _ => Err(ParseColourError { text: text.to_owned() }),
        }
    }
}

/// A text that is no colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseColourError {
    text: String,
}

impl fmt::Display for ParseColourError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a colour: one digit or letter, or `rAARRGGBB`, is expected", self.text)
    }
}

impl error::Error for ParseColourError {}

/// A piece of text in one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// The colour; `None` before the first code.
    pub colour: Option<Colour>,
    /// The text; never empty.
    pub text: &'a str,
}

/// The text without its colour codes. An `&` that begins no code stays.
pub fn strip(text: &str) -> String {
    spans(text).map(|span| span.text).collect()
}

/// The text in pieces of one colour each, without the codes. An `&` that begins no code is text; it also
/// begins a new piece.
pub fn spans(text: &str) -> impl Iterator<Item = Span<'_>> {
    let mut colour = None;
    let mut rest = text;
    std::iter::from_fn(move || {
        while let Some((next, after)) = rest.strip_prefix('&').and_then(split_code) {
            (colour, rest) = (Some(next), after);
        }
        let first = rest.chars().next()?.len_utf8();
        let end = rest[first..].find('&').map_or(rest.len(), |at| first + at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Span { colour, text })
    })
}

/// The colour at the beginning of a text, and what follows. An `r` without eight digits is a stock code.
fn split_code(text: &str) -> Option<(Colour, &str)> {
    if let Some(argb) = text.strip_prefix('r').and_then(|rest| rest.get(..8)).and_then(hexadecimal) {
        let [alpha, red, green, blue] = argb.to_be_bytes();
        return Some((Colour::Argb { alpha, red, green, blue }, &text[9..]));
    }
    let code = text.chars().next().filter(char::is_ascii_alphanumeric)?;
    Some((Colour::Stock(code), &text[1..]))
}

/// Unlike `from_str_radix` alone, it takes no sign.
fn hexadecimal(digits: &str) -> Option<u32> {
    let all_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if all_digits { u32::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(String, &str)> {
        spans(text).map(|span| (span.colour.map_or_else(String::new, |colour| colour.to_string()), span.text)).collect()
    }

    #[test]
    fn prefixes_are_stripped_of_their_codes() {
        for (text, plain) in [
            ("[&aHELP!&4]", "[HELP!]"),
            ("&2[&rff7fbf3fMOSS&2]&f ", "[MOSS] "),
            ("&rff66c016G&r99446666]", "G]"),
            ("", ""),
            ("&a", ""),
            ("Пр&1ивет", "Привет"),
        ] {
            assert_eq!(strip(text), plain, "{text}");
        }
    }

    #[test]
    fn an_ampersand_that_begins_no_code_is_text() {
        for (text, plain) in [("R & D", "R & D"), ("x&", "x&"), ("&&aQ", "&Q"), ("&é&1", "&é"), ("&-ab", "&-ab")] {
            assert_eq!(strip(text), plain, "{text}");
        }
    }

    #[test]
    fn an_r_without_eight_digits_is_a_stock_code() {
        assert_eq!(pieces("&rff7fbf3"), [("r".to_owned(), "ff7fbf3")]);
        assert_eq!(pieces("&r+f7fbf3f"), [("r".to_owned(), "+f7fbf3f")]);
        assert_eq!(pieces("&rff7fbéé"), [("r".to_owned(), "ff7fbéé")]);
    }

    #[test]
    fn the_last_of_several_codes_counts() {
        assert_eq!(
            pieces("a&1&rFF00ff00b&2&c"),
            [(String::new(), "a"), ("rff00ff00".to_owned(), "b")],
            "no empty piece at the end"
        );
    }

    #[test]
    fn nick_colours_are_read_and_written() {
        for text in ["rff7fbf3f", "a", "9"] {
            assert_eq!(text.parse::<Colour>().unwrap().to_string(), text);
        }
        assert_eq!("&a".parse(), Ok(Colour::Stock('a')));
        for text in ["", "&", "aa", "rff7fbf3", "rff7fbf3f0", "#7fbf3f", "é", "green"] {
            assert!(text.parse::<Colour>().is_err(), "{text}");
        }
        assert_eq!(
            "green".parse::<Colour>().unwrap_err().to_string(),
            "`green` is not a colour: one digit or letter, or `rAARRGGBB`, is expected"
        );
    }
}
