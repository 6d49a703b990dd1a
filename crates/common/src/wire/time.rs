//! Instants: SQL text, Unix time, and the dates of HTTP.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::de::{Unexpected, Visitor};
use serde::{Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// `YYYY-MM-DD HH:MM:SS` in UTC; fractions of a second are cut off. Reads hours without padding
/// (`2013-06-22 9:11:16`), fractions, and RFC 3339.
#[derive(Clone, Copy, Debug)]
pub struct SqlDateTime;

/// The date of HTTP, `Sun, 06 Nov 1994 08:49:37 GMT`; fractions of a second are cut off. Reads also the two old
/// forms of RFC 9110, 5.6.7, RFC 3339 and the SQL form.
#[derive(Clone, Copy, Debug)]
pub struct HttpDate;

/// Seconds since 1970 as a number; fractions are cut off. Reads numbers and numbers in text.
#[derive(Clone, Copy, Debug)]
pub struct UnixSeconds;

/// Milliseconds since 1970 as a number. Reads numbers and numbers in text.
#[derive(Clone, Copy, Debug)]
pub struct UnixMillis;

/// Seconds since 1970 as a number. Reads numbers, numbers in text, RFC 3339 and the SQL form.
#[derive(Clone, Copy, Debug)]
pub struct UnixSecondsLenient;

impl SerializeAs<DateTime<Utc>> for SqlDateTime {
    fn serialize_as<S: Serializer>(value: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&value.format("%Y-%m-%d %H:%M:%S"))
    }
}

impl SerializeAs<DateTime<Utc>> for HttpDate {
    fn serialize_as<S: Serializer>(value: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&value.format("%a, %d %b %Y %H:%M:%S GMT"))
    }
}

impl SerializeAs<DateTime<Utc>> for UnixSeconds {
    fn serialize_as<S: Serializer>(value: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(value.timestamp())
    }
}

impl SerializeAs<DateTime<Utc>> for UnixMillis {
    fn serialize_as<S: Serializer>(value: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(value.timestamp_millis())
    }
}

impl SerializeAs<DateTime<Utc>> for UnixSecondsLenient {
    fn serialize_as<S: Serializer>(value: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        UnixSeconds::serialize_as(value, serializer)
    }
}

impl<'de> DeserializeAs<'de, DateTime<Utc>> for SqlDateTime {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        deserializer.deserialize_str(Instants { seconds: None, text: true })
    }
}

impl<'de> DeserializeAs<'de, DateTime<Utc>> for HttpDate {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        deserializer.deserialize_str(HttpDates)
    }
}

impl<'de> DeserializeAs<'de, DateTime<Utc>> for UnixSeconds {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        deserializer.deserialize_any(Instants { seconds: Some(1_000), text: false })
    }
}

impl<'de> DeserializeAs<'de, DateTime<Utc>> for UnixMillis {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        deserializer.deserialize_any(Instants { seconds: Some(1), text: false })
    }
}

impl<'de> DeserializeAs<'de, DateTime<Utc>> for UnixSecondsLenient {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        deserializer.deserialize_any(Instants { seconds: Some(1_000), text: true })
    }
}

/// Reads an instant. `seconds`: how many milliseconds the unit of a number has, if numbers are taken.
/// `text`: whether dates in words are taken.
struct Instants {
    seconds: Option<i64>,
    text: bool,
}

impl Instants {
    fn number(&self, value: i64) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(value.checked_mul(self.seconds?)?)
    }

    fn float(&self, value: f64) -> Option<DateTime<Utc>> {
        let millis = value * self.seconds? as f64;
        (millis.abs() < 9.0e18).then(|| DateTime::from_timestamp_millis(millis.floor() as i64)).flatten()
    }
}

impl Visitor<'_> for Instants {
    type Value = DateTime<Utc>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.seconds, self.text) {
            (Some(1), _) => "milliseconds since 1970",
            (Some(_), false) => "seconds since 1970",
            (Some(_), true) => "seconds since 1970 or a date with time",
            (None, _) => "a date with time such as 2024-01-31 09:05:00",
        })
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.number(value).ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Self::Value, E> {
        i64::try_from(value)
            .ok()
            .and_then(|value| self.number(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.float(value).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let trimmed = text.trim();
        let number = || {
            self.seconds?;
            trimmed
                .parse()
                .ok()
                .map(|value| self.number(value))
                .or_else(|| trimmed.parse().ok().map(|value| self.float(value)))?
        };
        self.text
            .then(|| date_time(trimmed))
            .flatten()
            .or_else(number)
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct HttpDates;

impl Visitor<'_> for HttpDates {
    type Value = DateTime<Utc>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date with time such as Sun, 06 Nov 1994 08:49:37 GMT")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let trimmed = text.trim();
        http_date(trimmed).or_else(|| date_time(trimmed)).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// The three forms of RFC 9110, 5.6.7.
pub(crate) fn http_date(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(date) = DateTime::parse_from_rfc2822(text) {
        return Some(date.with_timezone(&Utc));
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|date| date.and_utc())
}

/// RFC 3339, or the SQL form in UTC.
fn date_time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.with_timezone(&Utc))
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").map(|naive| naive.and_utc()))
        .ok()
}
