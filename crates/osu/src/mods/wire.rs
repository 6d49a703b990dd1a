//! Mods on the wire: decimal text, in queries and in answers.

use std::fmt;

use clientwright_common::rt::serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Mods;

impl Serialize for Mods {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.bits())
    }
}

/// Takes decimal text, and numbers as mirrors of the API send them.
impl<'de> Deserialize<'de> for Mods {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Mask)
    }
}

struct Mask;

impl de::Visitor<'_> for Mask {
    type Value = Mods;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a bit mask from 0 to 4294967295, as decimal text or a number")
    }

    fn visit_u64<E: de::Error>(self, bits: u64) -> Result<Mods, E> {
        u32::try_from(bits).map(Mods::from).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(bits), &self))
    }

    fn visit_i64<E: de::Error>(self, bits: i64) -> Result<Mods, E> {
        u32::try_from(bits).map(Mods::from).map_err(|_| E::invalid_value(de::Unexpected::Signed(bits), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Mods, E> {
        text.parse::<u32>().map(Mods::from).map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use clientwright_common::rt::serde_json::{from_str, to_string};

    use super::Mods;

    #[test]
    fn the_wire_has_decimal_text() {
        assert_eq!(to_string(&Mods::from(72)).unwrap(), r#""72""#);
        assert_eq!(to_string(&Mods::NONE).unwrap(), r#""0""#);
    }

    #[test]
    fn text_and_numbers_are_read() {
        assert_eq!(from_str::<Mods>(r#""1073741888""#).unwrap(), Mods::DOUBLE_TIME | Mods::MIRROR);
        assert_eq!(from_str::<Mods>("576").unwrap(), Mods::NIGHTCORE);
        assert_eq!(from_str::<Mods>(r#""4294967295""#).unwrap().bits(), u32::MAX);
        assert_eq!(from_str::<Option<Mods>>("null").unwrap(), None);
    }

    #[test]
    fn what_is_no_mask_is_an_error() {
        for json in
            [r#""-1""#, "-1", r#""4294967296""#, "4294967296", r#""HDDT""#, r#""""#, "1.5", "true", "null", "[]"]
        {
            let error = from_str::<Mods>(json).unwrap_err().to_string();
            assert!(error.contains("a bit mask from 0 to 4294967295"), "{json}: {error}");
        }
    }
}
