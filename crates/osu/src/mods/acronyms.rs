//! Mods as texts for people: two-character acronyms and names.

use std::{error, fmt, str::FromStr};

use super::Mods;

/// Mod, acronym, name; by rising bit.
#[rustfmt::skip]
const TABLE: [(Mods, &str, &str); 31] = [
    (Mods::NO_FAIL,      "NF", "NoFail"),
    (Mods::EASY,         "EZ", "Easy"),
    (Mods::TOUCH_DEVICE, "TD", "TouchDevice"),
    (Mods::HIDDEN,       "HD", "Hidden"),
    (Mods::HARD_ROCK,    "HR", "HardRock"),
    (Mods::SUDDEN_DEATH, "SD", "SuddenDeath"),
    (Mods::DOUBLE_TIME,  "DT", "DoubleTime"),
    (Mods::RELAX,        "RX", "Relax"),
    (Mods::HALF_TIME,    "HT", "HalfTime"),
    (Mods::NIGHTCORE,    "NC", "Nightcore"),
    (Mods::FLASHLIGHT,   "FL", "Flashlight"),
    (Mods::AUTOPLAY,     "AT", "Autoplay"),
    (Mods::SPUN_OUT,     "SO", "SpunOut"),
    (Mods::AUTOPILOT,    "AP", "Autopilot"),
    (Mods::PERFECT,      "PF", "Perfect"),
    (Mods::KEY4,         "4K", "Key4"),
    (Mods::KEY5,         "5K", "Key5"),
    (Mods::KEY6,         "6K", "Key6"),
    (Mods::KEY7,         "7K", "Key7"),
    (Mods::KEY8,         "8K", "Key8"),
    (Mods::FADE_IN,      "FI", "FadeIn"),
    (Mods::RANDOM,       "RD", "Random"),
    (Mods::CINEMA,       "CN", "Cinema"),
    (Mods::TARGET,       "TP", "Target"),
    (Mods::KEY9,         "9K", "Key9"),
    (Mods::KEY_COOP,     "CO", "KeyCoop"),
    (Mods::KEY1,         "1K", "Key1"),
    (Mods::KEY3,         "3K", "Key3"),
    (Mods::KEY2,         "2K", "Key2"),
    (Mods::SCORE_V2,     "V2", "ScoreV2"),
    (Mods::MIRROR,       "MR", "Mirror"),
];

/// What stands for no mods.
const NO_MODS: &str = "NM";

impl Mods {
    /// The acronyms of the mods that [`iter`](Self::iter) gives: `HD`, `DT`, …
    pub fn acronyms(self) -> impl Iterator<Item = &'static str> {
        self.entries().map(|(_, acronym, _)| *acronym)
    }

    /// The names of the mods that [`iter`](Self::iter) gives: `Hidden`, `DoubleTime`, …
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.entries().map(|(_, _, name)| *name)
    }

    /// The rows of the mods that are set, without those that a set mod covers.
    pub(super) fn entries(self) -> impl Iterator<Item = &'static (Mods, &'static str, &'static str)> {
        TABLE.iter().filter(move |(mods, _, _)| {
            let covered = *mods == Mods::DOUBLE_TIME && self.contains(Mods::NIGHTCORE)
                || *mods == Mods::SUDDEN_DEATH && self.contains(Mods::PERFECT);
            self.contains(*mods) && !covered
        })
    }
}

/// Acronyms without a separator, `NM` for no mods. Bits without a name follow as `,0x` and their mask in
/// hexadecimal, so that parsing gives the same mods.
impl fmt::Display for Mods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text: String = self.acronyms().collect();
        let unnamed = self.unnamed();
        if text.is_empty() && unnamed.is_empty() {
            text.push_str(NO_MODS);
        }
        if !unnamed.is_empty() {
            let separator = if text.is_empty() { "" } else { "," };
            text.push_str(&format!("{separator}{:#x}", unnamed.bits()));
        }
        f.pad(&text)
    }
}

impl fmt::Debug for Mods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mods({self})")
    }
}

/// Acronyms in any case, one after the other (`HDDT`) or set apart by `,`, `+`, `|` or blanks
/// (`HD, DT`). `NM` and the empty text are no mods; `SV2` is read like `V2`; `0x` begins a bit mask in
/// hexadecimal, which has to stand apart.
impl FromStr for Mods {
    type Err = ParseModsError;

    fn from_str(text: &str) -> Result<Self, ParseModsError> {
        let mut mods = Mods::NONE;
        let mut position = 0;
        for word in text.split_inclusive(|c: char| matches!(c, ',' | '+' | '|') || c.is_whitespace()) {
            let acronyms = word.trim_end_matches(|c: char| matches!(c, ',' | '+' | '|') || c.is_whitespace());
            mods |= parse_word(acronyms).map_err(|error| error.moved(position))?;
            position += word.len();
        }
        Ok(mods)
    }
}

fn parse_word(word: &str) -> Result<Mods, ParseModsError> {
    if let Some(digits) = word.strip_prefix("0x") {
        return u32::from_str_radix(digits, 16).map(Mods).map_err(|_| ParseModsError::new(word, 0));
    }
    let mut mods = Mods::NONE;
    let mut rest = word;
    while !rest.is_empty() {
        let (found, length) = parse_acronym(rest).ok_or_else(|| {
            let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
            ParseModsError::new(&rest[..end], word.len() - rest.len())
        })?;
        mods |= found;
        rest = &rest[length..];
    }
    Ok(mods)
}

/// The acronym at the beginning of the text, and its length.
fn parse_acronym(text: &str) -> Option<(Mods, usize)> {
    let begins_with = |acronym: &str| text.get(..acronym.len()).is_some_and(|s| s.eq_ignore_ascii_case(acronym));
    if begins_with(NO_MODS) {
        return Some((Mods::NONE, NO_MODS.len()));
    }
    if begins_with("SV2") {
        return Some((Mods::SCORE_V2, 3));
    }
    TABLE.iter().find(|(_, acronym, _)| begins_with(acronym)).map(|(mods, acronym, _)| (*mods, acronym.len()))
}

/// A text that is no list of mod acronyms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseModsError {
    unknown: String,
    position: usize,
}

impl ParseModsError {
    fn new(unknown: &str, position: usize) -> Self {
        Self { unknown: unknown.to_owned(), position }
    }

    fn moved(mut self, by: usize) -> Self {
        self.position += by;
        self
    }

    /// What stands where an acronym should.
    pub fn unknown(&self) -> &str {
        &self.unknown
    }

    /// Where it stands: bytes from the beginning of the text.
    pub fn position(&self) -> usize {
        self.position
    }
}

impl fmt::Display for ParseModsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` at byte {} is not a mod; write acronyms such as HD, DT or HDDT", self.unknown, self.position)
    }
}

impl error::Error for ParseModsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_bit_has_one_row() {
        let all: Vec<u32> = TABLE.iter().enumerate().map(|(bit, row)| row.0.bits() & 1 << bit).collect();
        assert!(all.iter().enumerate().all(|(bit, mask)| *mask == 1 << bit));
        for (mods, acronym, _) in TABLE {
            assert_eq!(acronym.parse(), Ok(mods));
            assert_eq!(mods.to_string(), acronym);
        }
    }

    #[test]
    fn acronyms_are_read_together_and_apart_in_any_case() {
        let expected = Mods::HIDDEN | Mods::DOUBLE_TIME;
        for text in ["HDDT", "HD,DT", "hd dt", "DT+HD", " HD , DT ", "+HDDT", "NMHDDT", "HD|DT|"] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        assert_eq!("4K9KSV2".parse(), Ok(Mods::KEY4 | Mods::KEY9 | Mods::SCORE_V2));
        assert_eq!("SDV2".parse(), Ok(Mods::SUDDEN_DEATH | Mods::SCORE_V2));
        assert_eq!("".parse(), Ok(Mods::NONE));
        assert_eq!("NM".parse(), Ok(Mods::NONE));
    }

    #[test]
    fn what_is_no_acronym_is_named_with_its_place() {
        for (text, unknown, position) in [
            ("HDXX", "XX", 2),
            ("HD, D", "D", 4),
            ("72", "72", 0),
            ("HDé", "é", 2),
            ("é夏x", "é夏", 0),
            ("0xzz", "0xzz", 0),
        ] {
            let error = text.parse::<Mods>().unwrap_err();
            assert_eq!((error.unknown(), error.position()), (unknown, position), "{text}");
        }
        assert_eq!(
            "HDXX".parse::<Mods>().unwrap_err().to_string(),
            "`XX` at byte 2 is not a mod; write acronyms such as HD, DT or HDDT"
        );
    }

    #[test]
    fn texts_name_only_the_stronger_mod_of_a_pair() {
        assert_eq!((Mods::NIGHTCORE | Mods::PERFECT).to_string(), "NCPF");
        assert_eq!(Mods::from(512).to_string(), "NC");
        assert_eq!(Mods::from(96).names().collect::<Vec<_>>(), ["SuddenDeath", "DoubleTime"]);
        assert_eq!(Mods::from(1_073_741_888).to_string(), "DTMR");
    }

    #[test]
    fn texts_lead_back_to_the_same_mods() {
        for bits in [0, 72, 576, 16416, 1 << 31, (1 << 31) + 8, u32::MAX] {
            let mods = Mods::from(bits);
            assert_eq!(mods.to_string().parse(), Ok(mods));
        }
        assert_eq!(Mods::from((1 << 31) + 8).to_string(), "HD,0x80000000");
        assert_eq!(format!("{:?} {:>4}", Mods::from(72), Mods::NONE), "Mods(HDDT)   NM");
    }
}
