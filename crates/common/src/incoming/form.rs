//! Bodies that are forms, `application/x-www-form-urlencoded`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::value::SeqDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use crate::error::{Error, ErrorKind};
use crate::wire::text::{Named, Origin, Text, TextError, structures, wrappers};

/// Brackets of a name that are read as places; one that has more is taken as it is.
const DEEPEST: usize = 16;

/// Reads a body that is a form. `name` is that of the webhook or callback, for errors. A list repeats its field, or
/// has `[]` or a number behind its name; a member of an object is `object[member]`, or the object is JSON.
///
/// # Errors
///
/// [`is_decode`](Error::is_decode): a field that has to be there is not, or one is not what the type asks for. The
/// error names the field and not its value.
pub fn form<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, Error> {
    let mut root = Field::default();
    for (key, value) in url::form_urlencoded::parse(body) {
        root.at(&key).lines.push(value);
    }
    T::deserialize(root).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the body of `{name}` has another shape than expected: {error}"))
    })
}

/// A field: its values, or the fields in brackets behind its name.
#[derive(Default)]
struct Field<'a> {
    lines: Vec<Cow<'a, str>>,
    members: BTreeMap<Key, Field<'a>>,
}

/// Numbers are in their order, before all names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Index(u32, String),
    Name(String),
}

impl Key {
    fn of(text: &str) -> Self {
        match text.parse() {
            Ok(index) => Self::Index(index, text.to_owned()),
            Err(_) => Self::Name(text.to_owned()),
        }
    }

    fn text(&self) -> &str {
        let (Self::Index(_, text) | Self::Name(text)) = self;
        text
    }
}

impl<'a> Field<'a> {
    /// The field of a name.
    fn at(&mut self, name: &str) -> &mut Self {
        let Some((first, places)) = places(name) else { return self.members.entry(Key::of(name)).or_default() };
        let mut field = self.members.entry(Key::of(first)).or_default();
        for place in places {
            field = field.members.entry(Key::of(place)).or_default();
        }
        field
    }

    fn text(self) -> Text<'a> {
        let mut text = Text::new(Origin::Form);
        self.lines.into_iter().for_each(|line| text.push(line));
        text
    }
}

/// The name before the brackets, and what is in them: `a[b][0]`. An empty one at the end says nothing.
fn places(name: &str) -> Option<(&str, Vec<&str>)> {
    let (first, rest) = name.split_once('[')?;
    let mut places: Vec<&str> = rest.strip_suffix(']')?.split("][").collect();
    if places.last() == Some(&"") {
        places.pop();
    }
    let plain = |place: &&str| !place.is_empty() && !place.contains(['[', ']']);
    (!first.is_empty() && places.len() <= DEEPEST && places.iter().all(plain)).then_some((first, places))
}

impl IntoDeserializer<'_, TextError> for Field<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! of_text {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            self.text().$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Field<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if self.members.is_empty() && !self.lines.is_empty() {
            return self.text().deserialize_any(visitor);
        }
        if self.members.keys().all(|key| matches!(key, Key::Index(..))) && !self.members.is_empty() {
            return self.deserialize_seq(visitor);
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if self.members.is_empty() && !self.lines.is_empty() {
            return self.text().deserialize_map(visitor);
        }
        let keys: Vec<String> = self.members.keys().map(|key| key.text().to_owned()).collect();
        visitor.visit_map(Named::new(keys.iter().map(String::as_str).zip(self.members.into_values())))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if self.members.is_empty() {
            return self.text().deserialize_seq(visitor);
        }
        SeqDeserializer::new(self.members.into_values()).deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.text().deserialize_enum(name, variants, visitor)
    }

    of_text! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_bytes deserialize_byte_buf
    }

    wrappers! {}
    structures! {}

    forward_to_deserialize_any! { char str string identifier ignored_any }
}
