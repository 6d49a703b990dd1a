//! Unions: a value that has one of several shapes, and any other value as it came.

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

/// A value that has none of the shapes which this version of the crate knows.
///
/// It is made only where no known shape fits, and is written as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Other(Value);

impl Other {
    /// The value as it came from the server.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// The value as another type.
    ///
    /// # Errors
    ///
    /// If the value has another shape.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.0)
    }
}

impl Serialize for Other {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// One shape of a union.
#[doc(hidden)]
pub struct Shape<T> {
    /// Texts of the discriminator that name it.
    pub tags: &'static [&'static str],
    /// Reads a value that has it.
    pub read: fn(&Value) -> Result<T, serde_json::Error>,
}

/// A union of shapes.
#[doc(hidden)]
pub trait Union: Serialize + Sized + 'static {
    /// The property whose text names the shape; empty where none does.
    const TAG: &'static str;
    /// The shapes, in the order of the description.
    const SHAPES: &'static [Shape<Self>];

    /// The variant for other values.
    fn other(value: Other) -> Self;
}

/// Reads the shape that the discriminator names; otherwise the first one that loses nothing of the value, or
/// the one that loses the least.
///
/// # Errors
///
/// If the input ends or is broken; never for its shape.
pub fn deserialize<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let tag = (!T::TAG.is_empty()).then(|| value.get(T::TAG)).flatten().and_then(Value::as_str);
    let named = tag.and_then(|tag| T::SHAPES.iter().find(|shape| shape.tags.contains(&tag)));
    if let Some(read) = named.and_then(|shape| (shape.read)(&value).ok()) {
        return Ok(read);
    }
    let whole = size(&value);
    let mut best: Option<(usize, T)> = None;
    for shape in T::SHAPES {
        let Ok(read) = (shape.read)(&value) else { continue };
        let Ok(written) = serde_json::to_value(&read) else { continue };
        // serde reads a list as a struct, by position; nobody means that.
        if value.is_array() != written.is_array() {
            continue;
        }
        let kept = size(&written);
        if kept >= whole {
            return Ok(read);
        }
        if best.as_ref().is_none_or(|(most, _)| kept > *most) {
            best = Some((kept, read));
        }
    }
    Ok(best.map_or_else(|| T::other(Other(value)), |(_, read)| read))
}

/// Number of values in a value, itself included.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Implements serde for a union: an enum with one variant per shape, which holds one value, and
/// `Other(Other)`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_union {
    ($name:ident, $tag:literal, { $($variant:ident: $ty:ty, $adapter:ty, [$($text:literal),*];)* }) => {
        impl $crate::wire::open_union::Union for $name {
            const TAG: &'static str = $tag;
            const SHAPES: &'static [$crate::wire::open_union::Shape<Self>] = &[$(
                $crate::wire::open_union::Shape {
                    tags: &[$($text),*],
                    read: |value| {
                        <$crate::rt::DeserializeAsWrap<$ty, $adapter> as $crate::rt::serde::Deserialize>::deserialize(value)
                            .map(|read| Self::$variant(read.into_inner()))
                    },
                },
            )*];

            fn other(value: $crate::wire::open_union::Other) -> Self {
                Self::Other(value)
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::rt::serde::Serialize::serialize(
                        &$crate::rt::SerializeAsWrap::<$ty, $adapter>::new(value),
                        serializer,
                    ),)*
                    Self::Other(value) => $crate::rt::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::open_union::deserialize(deserializer)
            }
        }
    };
}
