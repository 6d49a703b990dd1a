//! The arguments of a call that are not its body: path, query, headers, cookies.

use serde::Serialize;
use serde_json::Value;
use serde_with::SerializeAs;
use serde_with::ser::SerializeAsWrap;

use super::call::Call;
use super::request::texts;
use crate::encode::escape::{escaped, form, percent, plain, reserved};
use crate::encode::style::{Pair, json_text, pairs_of, text_of};
use crate::encode::{Place, Style};
use crate::error::Error;

impl Call {
    /// Fills a place of the path.
    pub fn path<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        let value = self.written(name, value);
        self.repeated(Place::Path, name, value)
    }

    /// [`path`](Self::path) in the spelling of the adapter `A`.
    pub fn path_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.path(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// Sets a query parameter; a sequence repeats it, null removes it.
    pub fn query<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        let value = self.written(name, value);
        self.repeated(Place::Query, name, value)
    }

    /// Sets a GraphQL variable with a wire format; null leaves it out.
    pub fn variable_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.variable(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// [`query`](Self::query) in the spelling of the adapter `A`.
    pub fn query_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.query(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// Sets a query parameter whose value is JSON text; null removes it.
    pub fn query_json<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.content_parameter(Place::Query, name, value)
    }

    /// Sets a header; a sequence repeats it, null removes it.
    pub fn header<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        let value = self.written(name, value);
        self.repeated(Place::Header, name, value)
    }

    /// [`header`](Self::header) in the spelling of the adapter `A`.
    pub fn header_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.header(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// Sets a cookie; a sequence repeats it, null removes it. A credential of the same name takes its place.
    pub fn cookie<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        let value = self.written(name, value);
        self.repeated(Place::Cookie, name, value)
    }

    /// [`cookie`](Self::cookie) in the spelling of the adapter `A`.
    pub fn cookie_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.cookie(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// Sets a parameter of any place in one of the [styles](Style) of OpenAPI; null, and an empty
    /// list or object, removes it. A place of the path must be filled.
    pub fn styled<T: Serialize + ?Sized>(
        mut self,
        place: Place,
        style: Style,
        explode: bool,
        name: &'static str,
        value: &T,
    ) -> Self {
        let value = self.written(name, value);
        self.expanded(place, style, explode, false, name, value)
    }

    /// [`styled`](Self::styled) in the spelling of the adapter `A`.
    pub fn styled_as<A: SerializeAs<T>, T: ?Sized>(
        self,
        place: Place,
        style: Style,
        explode: bool,
        name: &'static str,
        value: &T,
    ) -> Self {
        self.styled(place, style, explode, name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// [`styled`](Self::styled), with `allowReserved`: in a query, reserved characters of values stand for
    /// themselves, apart from `#`, `&` and `+`, and what is percent-encoded already stays so.
    pub fn styled_reserved<T: Serialize + ?Sized>(
        mut self,
        place: Place,
        style: Style,
        explode: bool,
        name: &'static str,
        value: &T,
    ) -> Self {
        let value = self.written(name, value);
        self.expanded(place, style, explode, true, name, value)
    }

    /// Sets a parameter of any place whose value is JSON text; null removes it.
    pub fn content_parameter<T: Serialize + ?Sized>(self, place: Place, name: &'static str, value: &T) -> Self {
        self.styled(place, Style::Json, false, name, value)
    }
}

/// The parts that are the same for every type of argument: they are compiled once.
impl Call {
    fn repeated(self, place: Place, name: &'static str, value: Result<Value, Error>) -> Self {
        let texts = value.and_then(|value| texts(name, value));
        self.set(place, name, texts.and_then(|texts| repeat(place, name, texts)))
    }

    fn expanded(
        self,
        place: Place,
        style: Style,
        explode: bool,
        allow_reserved: bool,
        name: &'static str,
        value: Result<Value, Error>,
    ) -> Self {
        let escape = match place {
            Place::Header => plain,
            Place::Query if allow_reserved => reserved,
            _ => percent,
        };
        let in_text = matches!(place, Place::Path | Place::Header);
        let style = match style {
            Style::Simple | Style::Label | Style::Matrix if !in_text => Style::Form,
            Style::Form | Style::DeepObject if in_text => Style::Simple,
            Style::Label | Style::Matrix if place == Place::Header => Style::Simple,
            style => style,
        };
        let pairs = value.and_then(|value| {
            let value = if style == Style::Json { json_text(value, place == Place::Header) } else { value };
            if in_text {
                let text = text_of(style, explode, name, value, escape)?;
                Ok(text.map(|text| Pair { key: name.to_owned(), text }).into_iter().collect())
            } else {
                pairs_of(style, explode, name, value, escape)
            }
        });
        self.set(place, name, pairs)
    }

    fn set(mut self, place: Place, name: &'static str, pairs: Result<Vec<Pair>, Error>) -> Self {
        if let Err(error) = pairs.and_then(|pairs| self.draft.set(place, name, pairs)) {
            self.fail(error);
        }
        self
    }
}

/// The texts, each as a value of its own.
fn repeat(place: Place, name: &str, texts: Vec<String>) -> Result<Vec<Pair>, Error> {
    if place == Place::Path && texts.len() > 1 {
        return Err(Error::config(format!("the path value `{name}` must be a single one")));
    }
    let escape = match place {
        Place::Path | Place::Cookie => percent,
        Place::Query => form,
        Place::Header => plain,
    };
    Ok(texts.iter().map(|text| Pair { key: name.to_owned(), text: escaped(text, escape) }).collect())
}
