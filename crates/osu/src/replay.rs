//! The frames of a replay.
//!
//! [`Replay::content`](crate::Replay::content) is an LZMA stream (the form of `.lzma` files: properties,
//! size, data). Unpack it with an LZMA library of your choice, then give the text to [`parse_frames`]. It
//! holds frames `w|x|y|z`, each followed by a comma.
//!
//! ```
//! use clientwright_osu::replay::{Keys, parse_frames};
//!
//! let replay = parse_frames("0|256|-500|0,16|251.2|190.7|5,-12345|0|0|7331,")?;
//! assert_eq!(replay.frames.len(), 2);
//! assert!(replay.frames[1].keys.contains(Keys::K1));
//! assert_eq!(replay.seed, Some(7331));
//! # Ok::<(), clientwright_osu::replay::ParseFramesError>(())
//! ```

use std::ops::BitOr;
use std::str::FromStr;
use std::{error, fmt};

/// In the place of the time, it marks the last frame as the carrier of the seed.
const SEED_MARK: &str = "-12345";

/// What a replay holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frames {
    /// The frames in order.
    pub frames: Vec<Frame>,
    /// Seed of the game's random numbers, from the last frame of replays made since March 2013.
    pub seed: Option<i64>,
}

impl Frames {
    /// The frames with their times: milliseconds since the beginning of the song. A time can lie before
    /// the one of the frame before it.
    pub fn timed(&self) -> impl Iterator<Item = (i64, &Frame)> {
        self.frames.iter().scan(0_i64, |now, frame| {
            *now = now.saturating_add(frame.delta);
            Some((*now, frame))
        })
    }
}

/// The input at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Milliseconds since the frame before. The first frames are often 0 or negative.
    pub delta: i64,
    /// Horizontal place of the cursor, 0 (left) to 512, or outside. In osu!mania it is the bit mask of
    /// the keys that are down, the leftmost column in the lowest bit.
    pub x: f32,
    /// Vertical place of the cursor, 0 (top) to 384, or outside. Only osu! uses it.
    pub y: f32,
    /// Keys and buttons that are down.
    pub keys: Keys,
}

/// Keys and buttons as a bit mask. The game sets the bit of a mouse button also when the key that stands
/// for it is down: a press of the first key is `M1 | K1`. Bits without a name are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Keys(u32);

impl Keys {
    /// Left mouse button, or the first key.
    pub const M1: Self = Self(1);
    /// Right mouse button, or the second key.
    pub const M2: Self = Self(2);
    /// First key.
    pub const K1: Self = Self(4);
    /// Second key.
    pub const K2: Self = Self(8);
    /// The smoke key.
    pub const SMOKE: Self = Self(16);

    /// The bit mask.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether all of these are down.
    pub const fn contains(self, keys: Self) -> bool {
        self.0 & keys.0 == keys.0
    }
}

impl From<u32> for Keys {
    fn from(bits: u32) -> Self {
        Self(bits)
    }
}

impl BitOr for Keys {
    type Output = Self;

    fn bitor(self, keys: Self) -> Self {
        Self(self.0 | keys.0)
    }
}

/// Reads the unpacked text of a replay. Blank text is a replay without frames.
///
/// # Errors
///
/// The first frame that has not four fields, or a field that is not a number of its kind.
pub fn parse_frames(text: &str) -> Result<Frames, ParseFramesError> {
    let body = text.trim_end();
    let body = body.strip_suffix(',').unwrap_or(body);
    let mut replay = Frames::default();
    if body.trim().is_empty() {
        return Ok(replay);
    }
    let mut offset = 0;
    for (index, part) in body.split(',').enumerate() {
        let at = |problem| ParseFramesError { frame: index, offset, problem };
        let fields: Vec<&str> = part.split('|').map(str::trim).collect();
        let [time, x, y, keys] = fields[..] else {
            return Err(at(Problem::Fields(fields.len())));
        };
        let is_last = offset + part.len() == body.len();
        if is_last && time == SEED_MARK {
            replay.seed = Some(number("seed", keys).map_err(at)?);
        } else {
            replay.frames.push(Frame {
                delta: number("time", time).map_err(at)?,
                x: coordinate("x", x).map_err(at)?,
                y: coordinate("y", y).map_err(at)?,
                keys: Keys(number("keys", keys).map_err(at)?),
            });
        }
        offset += part.len() + 1;
    }
    Ok(replay)
}

fn number<T: FromStr>(field: &'static str, text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::Number(field, text.to_owned()))
}

fn coordinate(field: &'static str, text: &str) -> Result<f32, Problem> {
    number::<f32>(field, text).and_then(|value| {
        let finite = value.is_finite().then_some(value);
        finite.ok_or_else(|| Problem::Number(field, text.to_owned()))
    })
}

/// A text that does not hold replay frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFramesError {
    frame: usize,
    offset: usize,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Fields(usize),
    Number(&'static str, String),
}

impl ParseFramesError {
    /// Which frame it is, counted from 0.
    pub fn frame(&self) -> usize {
        self.frame
    }

    /// Where that frame begins: bytes from the beginning of the text.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for ParseFramesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "frame {} (at byte {}): ", self.frame, self.offset)?;
        match &self.problem {
            Problem::Fields(count) => write!(f, "4 fields separated by `|` are expected, not {count}"),
            Problem::Number(field, text) => write!(f, "the {field} `{text}` is not a number in its range"),
        }
    }
}

impl error::Error for ParseFramesError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_with_or_without_the_last_comma() {
        for text in ["0|256|-500|0,-7|0.5|1|5,", "0|256|-500|0,-7|0.5|1|5", "0|256|-500|0,\n-7|0.5|1|5,\r\n"] {
            let replay = parse_frames(text).unwrap();
            assert_eq!(replay.frames[1], Frame { delta: -7, x: 0.5, y: 1.0, keys: Keys::M1 | Keys::K1 }, "{text}");
            assert_eq!(replay.seed, None);
        }
    }

    #[test]
    fn blank_text_has_no_frames() {
        for text in ["", " \n", ",", " ,\n"] {
            assert_eq!(parse_frames(text), Ok(Frames::default()), "{text:?}");
        }
    }

    #[test]
    fn the_seed_is_taken_from_the_last_frame_only() {
        let replay = parse_frames("-12345|1|2|1,5|0|0|0,-12345|0|0|-7,").unwrap();
        assert_eq!((replay.frames.len(), replay.seed), (2, Some(-7)));
        assert_eq!(parse_frames("-12345|0|0|4294967296").unwrap().seed, Some(4_294_967_296));
    }

    #[test]
    fn times_add_up() {
        let replay = parse_frames("0|0|0|0,-1000|0|0|0,16|0|0|0,").unwrap();
        assert_eq!(replay.timed().map(|(time, _)| time).collect::<Vec<_>>(), [0, -1000, -984]);
    }

    #[test]
    fn errors_name_frame_and_place() {
        for (text, frame, offset, message) in [
            ("1|2|3|4,5|6|7", 1, 8, "frame 1 (at byte 8): 4 fields separated by `|` are expected, not 3"),
            ("1|2|3|4,,", 1, 8, "frame 1 (at byte 8): 4 fields separated by `|` are expected, not 1"),
            ("1|2|3|4|5", 0, 0, "frame 0 (at byte 0): 4 fields separated by `|` are expected, not 5"),
            ("1|é|3|4", 0, 0, "frame 0 (at byte 0): the x `é` is not a number in its range"),
            ("1|2|NaN|4", 0, 0, "frame 0 (at byte 0): the y `NaN` is not a number in its range"),
            ("1|2|3|-1", 0, 0, "frame 0 (at byte 0): the keys `-1` is not a number in its range"),
            ("\u{5d}\0\0", 0, 0, "frame 0 (at byte 0): 4 fields separated by `|` are expected, not 1"),
        ] {
            let error = parse_frames(text).unwrap_err();
            assert_eq!((error.frame(), error.offset()), (frame, offset), "{text}");
            assert_eq!(error.to_string(), message);
        }
    }
}
