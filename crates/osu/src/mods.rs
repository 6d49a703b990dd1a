//! The mods of a play, as the bit mask that the API sends as a decimal text.

use std::fmt;

use clientwright_common::rt::serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The mods of a play: a bit mask. Bits without a name are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mods(u32);

impl Mods {
    /// The bit mask.
    pub fn bits(self) -> u32 {
        self.0
    }
}

impl From<u32> for Mods {
    fn from(bits: u32) -> Self {
        Self(bits)
    }
}

impl Serialize for Mods {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Mods {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Mask;
        impl de::Visitor<'_> for Mask {
            type Value = Mods;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a bit mask from 0 to 4294967295, as a number or its text")
            }

            fn visit_u64<E: de::Error>(self, bits: u64) -> Result<Mods, E> {
                u32::try_from(bits).map(Mods).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(bits), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Mods, E> {
                text.parse().map(Mods).map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Mask)
    }
}
