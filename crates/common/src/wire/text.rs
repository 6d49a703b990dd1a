//! Values that are texts on the wire, read as what their types ask for: those of headers and of forms.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Error as _, Expected, IntoDeserializer, MapAccess, Unexpected, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::Value;

/// Where a text comes from, which says how a list is written in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A header: lines are one list, whose items are separated by commas.
    Header,
    /// A header whose lines cannot be joined: each is an item.
    Lines,
    /// A form: each field of the name is an item.
    Form,
    /// A part of one of these: there are no lists in it.
    Part,
}

/// What stands under one name.
#[derive(Clone, Debug)]
pub(crate) struct Text<'a> {
    lines: Vec<Cow<'a, str>>,
    origin: Origin,
}

/// A text that is not what a type asks for. It never holds the text itself, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextError {
    /// The name that the text stands under; a dot is between it and a name within.
    pub(crate) name: Option<String>,
    what: String,
}

impl<'a> Text<'a> {
    pub(crate) fn new(origin: Origin) -> Self {
        Self { lines: Vec::new(), origin }
    }

    pub(crate) fn push(&mut self, line: Cow<'a, str>) {
        self.lines.push(line);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn part(text: &str) -> Text<'static> {
        Text { lines: vec![Cow::Owned(text.to_owned())], origin: Origin::Part }
    }

    /// All of it as one text; where lines cannot be joined, the first one.
    fn whole(&self) -> Cow<'_, str> {
        match self.lines.as_slice() {
            [] => Cow::Borrowed(""),
            lines @ [_, _, ..] if self.origin == Origin::Header => Cow::Owned(lines.join(", ")),
            [first, ..] => Cow::Borrowed(first),
        }
    }

    fn items(&self) -> Vec<Text<'static>> {
        match self.origin {
            Origin::Header => self.lines.iter().flat_map(|line| split(line)).map(Self::part).collect(),
            Origin::Form | Origin::Lines | Origin::Part => self.lines.iter().map(|line| Self::part(line)).collect(),
        }
    }

    /// The members of an object: `a=1,b=2`, or `a,1,b,2`.
    fn members(&self) -> Vec<(String, Text<'static>)> {
        let whole = self.whole();
        let items: Vec<&str> = split(&whole).collect();
        if items.iter().all(|item| item.contains('=')) {
            let pairs = items.iter().filter_map(|item| item.split_once('='));
            return pairs.map(|(name, value)| (name.trim().to_owned(), Self::part(value.trim()))).collect();
        }
        let pairs = items.chunks_exact(2).map(|pair| (pair[0].to_owned(), Self::part(pair[1])));
        pairs.collect()
    }

    /// The text as JSON, if it is that and begins so: what a description declares under `content`.
    fn json(&self, begin: char) -> Option<Value> {
        let whole = self.whole();
        whole.trim_start().starts_with(begin).then(|| serde_json::from_str(&whole).ok()).flatten()
    }
}

/// The items between the commas that stand in no quotes. An empty one is none, as HTTP has it.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let closed = text.matches('"').count().is_multiple_of(2);
    let mut quoted = false;
    let items = text.split(move |character| {
        // A quote that nothing ends is a character like others.
        quoted ^= character == '"' && closed;
        character == ',' && !quoted
    });
    items.map(str::trim).filter(|item| !item.is_empty())
}

impl TextError {
    fn because(what: impl Into<String>) -> Self {
        Self { name: None, what: what.into() }
    }

    /// The same error in what stands under a name.
    pub(crate) fn within(mut self, name: &str) -> Self {
        self.name = Some(match self.name {
            Some(inner) => format!("{name}.{inner}"),
            None => name.to_owned(),
        });
        self
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "`{name}` {}", self.what),
            None => write!(f, "it {}", self.what),
        }
    }
}

impl std::error::Error for TextError {}

impl serde::de::Error for TextError {
    /// What others write may hold the text.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::because("has another form than the description says")
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::because(format!("is not {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::because(format!("is not {expected}"))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::because(format!("has {length} items, not {expected}"))
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::because("is none of the known values")
    }

    fn missing_field(field: &'static str) -> Self {
        Self::because("is missing").within(field)
    }
}

impl IntoDeserializer<'_, TextError> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $ty:ty: $what:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            let number: $ty = self.whole().trim().parse().map_err(|_| TextError::because($what))?;
            visitor.$visit(number)
        }
    )*};
}

/// What every reader of texts makes of what stands around a value: what is there is `Some`, a new type is what it
/// holds, and nothing is read where nothing is asked for.
macro_rules! wrappers {
    () => {
        fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            visitor.visit_some(self)
        }

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, TextError> {
            visitor.visit_newtype_struct(self)
        }

        fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            visitor.visit_unit()
        }

        fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TextError> {
            visitor.visit_unit()
        }
    };
}
pub(crate) use wrappers;

/// A struct is read as a map, and tuples as lists.
macro_rules! structures {
    () => {
        fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, TextError> {
            self.deserialize_seq(visitor)
        }

        fn deserialize_tuple_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            _: usize,
            visitor: V,
        ) -> Result<V::Value, TextError> {
            self.deserialize_seq(visitor)
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            _: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, TextError> {
            self.deserialize_map(visitor)
        }
    };
}
pub(crate) use structures;

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if self.origin == Origin::Form && self.lines.len() > 1 {
            return self.deserialize_seq(visitor);
        }
        visitor.visit_str(&self.whole())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        match self.whole().trim().to_ascii_lowercase().as_str() {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            _ => Err(TextError::because("is neither `true` nor `false`")),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8: "is no integer of 8 bits";
        deserialize_i16 visit_i16 i16: "is no integer of 16 bits";
        deserialize_i32 visit_i32 i32: "is no integer of 32 bits";
        deserialize_i64 visit_i64 i64: "is no integer of 64 bits";
        deserialize_i128 visit_i128 i128: "is no integer of 128 bits";
        deserialize_u8 visit_u8 u8: "is no integer of 8 bits without a sign";
        deserialize_u16 visit_u16 u16: "is no integer of 16 bits without a sign";
        deserialize_u32 visit_u32 u32: "is no integer of 32 bits without a sign";
        deserialize_u64 visit_u64 u64: "is no integer of 64 bits without a sign";
        deserialize_u128 visit_u128 u128: "is no integer of 128 bits without a sign";
        deserialize_f32 visit_f32 f32: "is no number";
        deserialize_f64 visit_f64 f64: "is no number";
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_bytes(self.whole().as_bytes())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if let Some(json) = self.json('[') {
            return json.deserialize_seq(visitor).map_err(TextError::custom);
        }
        SeqDeserializer::new(self.items().into_iter()).deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if let Some(json) = self.json('{') {
            return json.deserialize_map(visitor).map_err(TextError::custom);
        }
        MapDeserializer::new(self.members().into_iter()).deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        let text: StringDeserializer<TextError> = self.whole().into_owned().into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    wrappers! {}
    structures! {}

    forward_to_deserialize_any! { char str string identifier ignored_any }
}

/// Texts under their names, as an object.
pub(crate) struct Named<'a, T, I> {
    rest: I,
    value: Option<(&'a str, T)>,
}

impl<'a, T, I: Iterator<Item = (&'a str, T)>> Named<'a, T, I> {
    pub(crate) fn new(rest: I) -> Self {
        Self { rest, value: None }
    }
}

impl<'a, 'de, T, I> MapAccess<'de> for Named<'a, T, I>
where
    T: Deserializer<'de, Error = TextError>,
    I: Iterator<Item = (&'a str, T)>,
{
    type Error = TextError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TextError> {
        self.value = self.rest.next();
        let Some((name, _)) = &self.value else { return Ok(None) };
        seed.deserialize((*name).into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TextError> {
        let Some((name, text)) = self.value.take() else { return Err(TextError::because("has no value")) };
        seed.deserialize(text).map_err(|error| error.within(name))
    }
}
