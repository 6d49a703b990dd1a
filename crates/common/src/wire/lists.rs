//! Lists in one text.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// `"a,b"`; the empty text is the empty list. Reads also a JSON array of texts. White space around
/// items is dropped when reading.
#[derive(Clone, Copy, Debug)]
pub struct CommaList;

/// `"a b"`; the empty text is the empty list. Reads also a JSON array of texts.
#[derive(Clone, Copy, Debug)]
pub struct SpaceList;

impl<T: Display> SerializeAs<Vec<T>> for CommaList {
    fn serialize_as<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Joined { items: value, separator: "," })
    }
}

impl<T: Display> SerializeAs<Vec<T>> for SpaceList {
    fn serialize_as<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Joined { items: value, separator: " " })
    }
}

impl<'de, T: FromStr<Err: Display>> DeserializeAs<'de, Vec<T>> for CommaList {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(ListVisitor { commas: true, items: PhantomData })
    }
}

impl<'de, T: FromStr<Err: Display>> DeserializeAs<'de, Vec<T>> for SpaceList {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(ListVisitor { commas: false, items: PhantomData })
    }
}

struct Joined<'a, T> {
    items: &'a [T],
    separator: &'static str,
}

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                f.write_str(self.separator)?;
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}

struct ListVisitor<T> {
    commas: bool,
    items: PhantomData<T>,
}

impl<'de, T: FromStr<Err: Display>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.commas { "items with commas between them" } else { "items with spaces between them" })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
        let item = |text: &str| text.parse().map_err(E::custom);
        if text.trim().is_empty() {
            Ok(Vec::new())
        } else if self.commas {
            text.split(',').map(str::trim).map(item).collect()
        } else {
            text.split_whitespace().map(item).collect()
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(text) = items.next_element::<String>()? {
            list.push(text.parse().map_err(serde::de::Error::custom)?);
        }
        Ok(list)
    }
}
