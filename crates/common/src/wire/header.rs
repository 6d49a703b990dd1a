//! The headers of an answer as a typed object. Names are compared without regard to case.

use std::borrow::Cow;

use http::header::{HeaderMap, HeaderValue, SET_COOKIE};
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::text::{Named, Origin, Text, TextError, wrappers};

/// Reads headers as `T`, whose fields are called as they are.
pub(crate) fn read<T: DeserializeOwned>(headers: &HeaderMap) -> Result<T, TextError> {
    T::deserialize(Headers(headers))
}

struct Headers<'a>(&'a HeaderMap);

impl<'a> Headers<'a> {
    fn named(&self, name: &str) -> Text<'a> {
        let origin = if name.eq_ignore_ascii_case(SET_COOKIE.as_str()) { Origin::Lines } else { Origin::Header };
        let mut text = Text::new(origin);
        self.0.get_all(name).into_iter().for_each(|line| text.push(read_line(line)));
        text
    }
}

/// A line as text: UTF-8, or the letters of Western Europe that HTTP once had.
fn read_line(line: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(line.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(line.as_bytes().iter().map(|&byte| char::from(byte)).collect()),
    }
}

impl<'de> Deserializer<'de> for Headers<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_map(Named::new(self.0.keys().map(|name| (name.as_str(), self.named(name.as_str())))))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        let texts = fields.iter().map(|name| (*name, self.named(name))).filter(|(_, text)| !text.is_empty());
        visitor.visit_map(Named::new(texts))
    }

    wrappers! {}

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf seq tuple tuple_struct
        map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{DateTime, Utc};
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_with::As;

    use super::*;
    use crate::wire::{HttpDate, UnixSeconds};

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "UPPERCASE")]
    struct Sample {
        count: i64,
        size: Option<u8>,
        open: bool,
        word: String,
        flags: Option<Vec<String>>,
        depths: Vec<f64>,
        pairs: BTreeMap<String, u32>,
        #[serde(with = "As::<HttpDate>")]
        at: DateTime<Utc>,
        #[serde(default, with = "As::<Option<UnixSeconds>>")]
        seen: Option<DateTime<Utc>>,
    }

    fn joined<T: ToString>(items: &[T], separator: &str) -> String {
        items.iter().map(ToString::to_string).collect::<Vec<_>>().join(separator)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            count in any::<i64>(),
            size in any::<Option<u8>>(),
            open in any::<bool>(),
            word in "[!-~]([ -~]{0,8}[!-~])?",
            flags in proptest::option::of(proptest::collection::vec("[!#-+.-Z^-z]{1,5}", 1..4)),
            depths in proptest::collection::vec(proptest::num::f64::NORMAL, 0..4),
            pairs in proptest::collection::btree_map("[a-z]{1,3}", any::<u32>(), 0..3),
            seconds in 0i64..100_000_000_000,
            seen in proptest::option::of(0i64..100_000_000_000),
            explode in any::<bool>(),
            lines in any::<bool>(),
        ) {
            let mut headers = HeaderMap::new();
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let mut add = |name: &'static str, text: String| {
                headers.append(name, text.parse().unwrap());
            };
            add("count", count.to_string());
            add("open", open.to_string());
            add("word", word.clone());
            add("depths", joined(&depths, ", "));
            add("at", at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
            let members: Vec<String> =
                pairs.iter().map(|(name, value)| format!("{name}{}{value}", if explode { '=' } else { ',' })).collect();
            add("pairs", joined(&members, ","));
            size.iter().for_each(|size| add("size", size.to_string()));
            seen.iter().for_each(|seen| add("seen", seen.to_string()));
            match &flags {
                Some(flags) if lines => flags.iter().for_each(|flag| add("flags", flag.clone())),
                Some(flags) => add("flags", joined(flags, ",")),
                None => {}
            }
            let seen = seen.map(|seen| DateTime::from_timestamp(seen, 0).unwrap());
            let expected = Sample { count, size, open, word, flags, depths, pairs, at, seen };
            prop_assert_eq!(read::<Sample>(&headers).unwrap(), expected);
        }

        #[test]
        fn no_bytes_make_it_panic_and_no_error_shows_them(
            value in proptest::collection::vec((32u8..127).prop_union(128u8..255), 4..30),
            name in prop_oneof![Just("count"), Just("size"), Just("open"), Just("flags"), Just("depths"), Just("pairs"), Just("at"), Just("seen")],
        ) {
            let mut headers = HeaderMap::new();
            for (name, value) in [("count", "1"), ("open", "true"), ("word", "a"), ("depths", ""), ("pairs", "")] {
                headers.insert(name, HeaderValue::from_static(value));
            }
            headers.insert("at", HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
            headers.insert(name, HeaderValue::from_bytes(&value).unwrap());
            if let Err(error) = read::<Sample>(&headers) {
                let shown = format!("{error} {error:?}");
                let text = String::from_utf8_lossy(&value);
                prop_assert!(!shown.contains(&*text), "{}", shown);
                prop_assert!(shown.contains(&name.to_uppercase()), "{}", shown);
            }
        }
    }
}
