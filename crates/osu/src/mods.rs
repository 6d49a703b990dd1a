//! The mods of a play, as the bit mask that the API sends as a decimal text.

mod acronyms;
mod wire;

use std::ops::{BitOr, BitOrAssign};

pub use acronyms::ParseModsError;

/// The mods of a play: a bit mask of 32 bits.
///
/// - On the wire it is decimal text, such as `"72"` for Hidden and DoubleTime.
/// - For people it is acronyms: `"HDDT".parse::<Mods>()` reads them and `to_string()` writes them.
/// - Bits that this version has no name for are kept: [`unnamed`](Self::unnamed) tells them.
///
/// Two mods never occur alone: with Nightcore the game always sets DoubleTime too, and with Perfect
/// SuddenDeath. [`NIGHTCORE`](Self::NIGHTCORE) and [`PERFECT`](Self::PERFECT) have both bits, and
/// [`iter`](Self::iter) and the texts name only the stronger mod of each pair.
///
/// ```
/// use clientwright_osu::Mods;
///
/// let mods = Mods::HIDDEN | Mods::NIGHTCORE;
/// assert_eq!(mods.to_string(), "HDNC");
/// assert_eq!(mods.bits(), 8 + 64 + 512);
/// assert!(mods.contains(Mods::DOUBLE_TIME));
/// assert_eq!("hd,nc".parse(), Ok(mods));
/// assert_eq!(mods.difficulty_changing(), Mods::DOUBLE_TIME);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mods(u32);

impl Mods {
    /// No mods.
    pub const NONE: Self = Self(0);
    /// NF: one cannot fail.
    pub const NO_FAIL: Self = Self(1);
    /// EZ: larger circles, more time, three lives.
    pub const EASY: Self = Self(1 << 1);
    /// TD: played on a touch screen; set by the game. Long ago this bit was NoVideo.
    pub const TOUCH_DEVICE: Self = Self(1 << 2);
    /// HD: objects fade out before they are hit.
    pub const HIDDEN: Self = Self(1 << 3);
    /// HR: smaller circles, less time.
    pub const HARD_ROCK: Self = Self(1 << 4);
    /// SD: one miss fails.
    pub const SUDDEN_DEATH: Self = Self(1 << 5);
    /// DT: half as fast again.
    pub const DOUBLE_TIME: Self = Self(1 << 6);
    /// RX: the game clicks by itself.
    pub const RELAX: Self = Self(1 << 7);
    /// HT: three quarters of the speed.
    pub const HALF_TIME: Self = Self(1 << 8);
    /// NC: DoubleTime with a drum beat and a higher pitch. Has the bit of DoubleTime too (576).
    pub const NIGHTCORE: Self = Self(1 << 9 | Self::DOUBLE_TIME.0);
    /// FL: only the surroundings of the cursor can be seen.
    pub const FLASHLIGHT: Self = Self(1 << 10);
    /// AT: the game plays by itself.
    pub const AUTOPLAY: Self = Self(1 << 11);
    /// SO: spinners are done by the game.
    pub const SPUN_OUT: Self = Self(1 << 12);
    /// AP: the cursor moves by itself; also called Relax2.
    pub const AUTOPILOT: Self = Self(1 << 13);
    /// PF: anything but a perfect hit fails. Has the bit of SuddenDeath too (16416).
    pub const PERFECT: Self = Self(1 << 14 | Self::SUDDEN_DEATH.0);
    /// 4K: four keys, in osu!mania.
    pub const KEY4: Self = Self(1 << 15);
    /// 5K: five keys, in osu!mania.
    pub const KEY5: Self = Self(1 << 16);
    /// 6K: six keys, in osu!mania.
    pub const KEY6: Self = Self(1 << 17);
    /// 7K: seven keys, in osu!mania.
    pub const KEY7: Self = Self(1 << 18);
    /// 8K: eight keys, in osu!mania.
    pub const KEY8: Self = Self(1 << 19);
    /// FI: objects appear late, in osu!mania.
    pub const FADE_IN: Self = Self(1 << 20);
    /// RD: objects or columns in random places.
    pub const RANDOM: Self = Self(1 << 21);
    /// CN: Autoplay without an interface, to watch the storyboard.
    pub const CINEMA: Self = Self(1 << 22);
    /// TP: target practice.
    pub const TARGET: Self = Self(1 << 23);
    /// 9K: nine keys, in osu!mania.
    pub const KEY9: Self = Self(1 << 24);
    /// CO: two sets of keys, in osu!mania. Older lists call this bit Key10.
    pub const KEY_COOP: Self = Self(1 << 25);
    /// 1K: one key, in osu!mania.
    pub const KEY1: Self = Self(1 << 26);
    /// 3K: three keys, in osu!mania.
    pub const KEY3: Self = Self(1 << 27);
    /// 2K: two keys, in osu!mania.
    pub const KEY2: Self = Self(1 << 28);
    /// V2: the second way of scoring.
    pub const SCORE_V2: Self = Self(1 << 29);
    /// MR: objects are mirrored.
    pub const MIRROR: Self = Self(1 << 30);

    /// All mods that set the number of keys in osu!mania: 1K to 9K and CO.
    pub const KEY_MODS: Self = Self(0b1_1111 << 15 | 0b1_1111 << 24);
    /// The mods that raise the score: HD, HR, DT and FL.
    pub const SCORE_INCREASE: Self =
        Self(Self::HIDDEN.0 | Self::HARD_ROCK.0 | Self::DOUBLE_TIME.0 | Self::FLASHLIGHT.0);

    /// The mods under which the API computes difficulty values: EZ, HR, DT and HT.
    const SAFE_DIFFICULTY: Self = Self(Self::EASY.0 | Self::HARD_ROCK.0 | Self::DOUBLE_TIME.0 | Self::HALF_TIME.0);

    /// Each mod that has a name.
    const NAMED: Self = Self(u32::MAX >> 1);

    /// The bit mask.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether no bit is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these mods are set. DoubleTime counts as set with Nightcore, and SuddenDeath with
    /// Perfect, even in a mask that lacks their bits.
    pub const fn contains(self, mods: Self) -> bool {
        self.completed().0 & mods.0 == mods.0
    }

    /// Both together.
    pub const fn union(self, mods: Self) -> Self {
        Self(self.0 | mods.0)
    }

    /// Sets these mods.
    pub const fn insert(&mut self, mods: Self) {
        self.0 |= mods.0;
    }

    /// The bits that this version has no name for.
    pub const fn unnamed(self) -> Self {
        Self(self.0 & !Self::NAMED.0)
    }

    /// The mods under which `get_beatmaps` can show difficulty values: of EZ, HR, DT and HT those that
    /// are set; Nightcore becomes DoubleTime. With most other mods the API answers with null or 0 for
    /// the star rating, its parts and the maximum combo.
    pub const fn difficulty_changing(self) -> Self {
        Self(self.completed().0 & Self::SAFE_DIFFICULTY.0)
    }

    /// The named mods one by one, by rising bit; DoubleTime is left out beside Nightcore, and SuddenDeath
    /// beside Perfect. [`acronyms`](Self::acronyms) and [`names`](Self::names) go along with it.
    pub fn iter(self) -> impl Iterator<Item = Self> {
        self.entries().map(|(mods, _, _)| *mods)
    }

    /// With the bits that Nightcore and Perfect bring along.
    const fn completed(self) -> Self {
        let double_time = (self.0 >> 9 & 1) << 6;
        let sudden_death = (self.0 >> 14 & 1) << 5;
        Self(self.0 | double_time | sudden_death)
    }
}

impl BitOr for Mods {
    type Output = Self;

    fn bitor(self, mods: Self) -> Self {
        self.union(mods)
    }
}

impl BitOrAssign for Mods {
    fn bitor_assign(&mut self, mods: Self) {
        self.insert(mods);
    }
}

impl From<u32> for Mods {
    fn from(bits: u32) -> Self {
        Self(bits)
    }
}

impl From<Mods> for u32 {
    fn from(mods: Mods) -> Self {
        mods.0
    }
}

impl FromIterator<Mods> for Mods {
    fn from_iter<I: IntoIterator<Item = Mods>>(mods: I) -> Self {
        mods.into_iter().fold(Self::NONE, Self::union)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_hold_what_they_say() {
        let keys = [
            Mods::KEY1,
            Mods::KEY2,
            Mods::KEY3,
            Mods::KEY4,
            Mods::KEY5,
            Mods::KEY6,
            Mods::KEY7,
            Mods::KEY8,
            Mods::KEY9,
            Mods::KEY_COOP,
        ];
        assert_eq!(Mods::KEY_MODS, keys.into_iter().collect());
        assert_eq!(Mods::SCORE_INCREASE.bits(), 8 + 16 + 64 + 1024);
    }

    #[test]
    fn nightcore_and_perfect_bring_their_weaker_mods() {
        assert_eq!(Mods::NIGHTCORE.bits(), 576);
        assert_eq!(Mods::PERFECT.bits(), 16416);
        assert!(Mods::from(512).contains(Mods::NIGHTCORE));
        assert!(Mods::from(16384).contains(Mods::SUDDEN_DEATH));
        assert!(!Mods::DOUBLE_TIME.contains(Mods::NIGHTCORE));
        assert_eq!(Mods::from(512).bits(), 512, "the mask itself stays as it came");
    }

    #[test]
    fn only_mods_that_change_the_difficulty_are_left_for_get_beatmaps() {
        let all = Mods::from(u32::MAX);
        assert_eq!(all.difficulty_changing().bits(), 2 + 16 + 64 + 256);
        assert_eq!(Mods::from(512).difficulty_changing(), Mods::DOUBLE_TIME);
        assert_eq!((Mods::HIDDEN | Mods::MIRROR).difficulty_changing(), Mods::NONE);
    }

    #[test]
    fn bits_without_a_name_are_kept() {
        let mut mods = Mods::from(1 << 31);
        mods.insert(Mods::HIDDEN);
        assert_eq!(mods.bits(), (1 << 31) + 8);
        assert_eq!(mods.unnamed().bits(), 1 << 31);
        assert_eq!(mods.iter().collect::<Vec<_>>(), [Mods::HIDDEN]);
    }
}
