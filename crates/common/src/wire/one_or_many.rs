//! One thing, or an array of them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, UnitDeserializer};
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serializer, forward_to_deserialize_any};
use serde_with::de::DeserializeAsWrap;
use serde_with::ser::SerializeAsWrap;
use serde_with::{DeserializeAs, Same, SerializeAs};

/// Reads one item or an array of them; writes an array. `A` is the adapter of an item.
///
/// Errors keep their place, unlike with an untagged enum. Items that are arrays themselves cannot be
/// told from many, and are taken as many.
#[derive(Clone, Copy, Debug)]
pub struct OneOrMany<A = Same>(PhantomData<A>);

impl<T, A: SerializeAs<T>> SerializeAs<Vec<T>> for OneOrMany<A> {
    fn serialize_as<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(SerializeAsWrap::<T, A>::new))
    }
}

impl<'de, T, A: DeserializeAs<'de, T>> DeserializeAs<'de, Vec<T>> for OneOrMany<A> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(OneOrManyVisitor::<T, A>(PhantomData))
    }
}

struct OneOrManyVisitor<T, A>(PhantomData<(T, A)>);

fn one<'de, T, A: DeserializeAs<'de, T>, D: Deserializer<'de>>(item: D) -> Result<Vec<T>, D::Error> {
    A::deserialize_as(One(item)).map(|item| vec![item])
}

/// What stands alone, for item types that ask for more than the plain value: options and newtypes.
struct One<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for One<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de, T, A: DeserializeAs<'de, T>> Visitor<'de> for OneOrManyVisitor<T, A> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one item or an array of items")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut items: S) -> Result<Vec<T>, S::Error> {
        let mut list = Vec::with_capacity(items.size_hint().unwrap_or(0).min(4096));
        while let Some(item) = items.next_element::<DeserializeAsWrap<T, A>>()? {
            list.push(item.into_inner());
        }
        Ok(list)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Vec<T>, M::Error> {
        one::<T, A, _>(MapAccessDeserializer::new(map))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Vec<T>, E> {
        one::<T, A, _>(value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Vec<T>, E> {
        one::<T, A, _>(value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Vec<T>, E> {
        one::<T, A, _>(value.into_deserializer())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Vec<T>, E> {
        one::<T, A, _>(value.into_deserializer())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Vec<T>, E> {
        one::<T, A, _>(value.into_deserializer())
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<T>, E> {
        A::deserialize_as(UnitDeserializer::new()).map(|item| vec![item])
    }
}
