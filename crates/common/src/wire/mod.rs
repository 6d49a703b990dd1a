//! Wire formats: how plain Rust values are written on the wire where JSON's own spelling is not used.
//!
//! The adapters are `serde_with` adapters: unit types that name a spelling, used as
//! `#[serde(with = "As::<Option<NumberText>>")]`. They are strict in what they write and lenient in what
//! they read.

mod base64;
mod bool_digit;
#[doc(hidden)]
pub mod by_typename;
pub(crate) mod header;
mod lists;
mod nullable;
mod number_text;
mod one_or_many;
#[doc(hidden)]
pub mod open_enum;
#[doc(hidden)]
pub mod open_union;
mod scalar;
pub(crate) mod text;
pub(crate) mod time;
pub(crate) mod tracked;

pub use self::base64::Base64;
pub use bool_digit::BoolDigit;
pub use lists::{CommaList, SpaceList};
pub use nullable::Nullable;
pub use number_text::{Number, NumberLenient, NumberText};
pub use one_or_many::OneOrMany;
pub use open_enum::{OpenEnum, Unknown};
pub use open_union::Other;
pub use scalar::{Scalar, ScalarType};
pub use time::{HttpDate, SqlDateTime, UnixMillis, UnixSeconds, UnixSecondsLenient};
