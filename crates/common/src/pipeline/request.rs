//! From arguments to a URL.

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use url::Url;

use crate::body::Payload;
use crate::descriptor::Operation;
use crate::encode::Place;
use crate::encode::escape::{cookie_name, escaped, form};
use crate::encode::style::{Pair, number_text};
use crate::error::Error;
use crate::error::redact::Scrub;

/// The arguments of a call, as texts.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// Values as they are sent.
    path: Vec<(&'static str, String)>,
    query: Vec<Part>,
    cookies: Vec<Part>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Payload>,
    /// Whether a good answer with these headers is read as a stream.
    pub(super) streamed: Option<fn(&HeaderMap) -> bool>,
    pub(super) variables: Map<String, Value>,
    /// A call that the description does not have.
    pub(super) custom: Option<Custom>,
    /// The secrets among the arguments.
    pub(super) scrub: Scrub,
}

/// A part of the query, or a cookie, and the argument that it comes from.
#[derive(Clone)]
struct Part {
    argument: &'static str,
    pair: Pair,
}

/// What a call says for itself that the description does not have.
#[derive(Clone, Default)]
pub(super) struct Custom {
    /// Path template below the server URL.
    pub(super) path: String,
    /// Name of the server; `None`: the first one.
    pub(super) server: Option<String>,
    /// No credential is sent.
    pub(super) anonymous: bool,
}

impl Draft {
    /// The address of the operation on a server.
    pub(super) fn url(&self, server: &str, operation: &Operation, extra: &[(String, String)]) -> Result<Url, Error> {
        let mut text = server.to_owned();
        let path = self.custom.as_ref().map_or(operation.path, |custom| &custom.path);
        for segment in path.split('/').skip(1) {
            let filled = self.fill(segment)?;
            if is_step(&filled) && (filled != segment || self.custom.is_some()) {
                return Err(Error::config(format!("`{filled}` cannot be a path value")));
            }
            text.push('/');
            text.push_str(&filled);
        }
        let mut url = Url::parse(&text).map_err(|error| Error::config(format!("no URL can be made: {error}")))?;
        let replaced = |name: &str| extra.iter().any(|(extra, _)| extra == name);
        let fixed = operation.query.iter().filter(|(name, _)| !replaced(name));
        let fixed = fixed.map(|(name, value)| parameter(name, &escaped(value, form)));
        let own = self.query.iter().filter(|part| !replaced(part.argument) && !replaced(&part.pair.key));
        let own = own.map(|part| parameter(&part.pair.key, &part.pair.text));
        let extra = extra.iter().map(|(name, value)| parameter(name, &escaped(value, form)));
        // The template may have a query of its own.
        let written = url.query().map(str::to_owned).into_iter();
        let query: Vec<_> = written.chain(fixed).chain(own).chain(extra).collect();
        if !query.is_empty() {
            url.set_query(Some(&query.join("&")));
        }
        Ok(url)
    }

    fn fill(&self, segment: &str) -> Result<String, Error> {
        let mut filled = String::new();
        let mut rest = segment;
        while let Some((before, tail)) = rest.split_once('{') {
            let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
            let value = self.path.iter().rev().find(|(known, _)| *known == name);
            let (_, value) = value.ok_or_else(|| Error::config(format!("the path value `{name}` is missing")))?;
            filled.push_str(before);
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// Sets an argument to these values, which are spelled as they are sent; none removes it.
    pub(super) fn set(&mut self, place: Place, name: &'static str, pairs: Vec<Pair>) -> Result<(), Error> {
        let parts = |pairs: Vec<Pair>| pairs.into_iter().map(|pair| Part { argument: name, pair });
        match place {
            Place::Path => match pairs.into_iter().next() {
                Some(Pair { text, .. }) if !text.is_empty() => self.path.push((name, text)),
                _ => return Err(Error::config(format!("the path value `{name}` must not be empty"))),
            },
            Place::Query => {
                self.query.retain(|part| part.argument != name);
                self.query.extend(parts(pairs));
            }
            Place::Header => {
                let unfit = || Error::config(format!("the value of the header `{name}` cannot be sent"));
                let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit())?;
                self.headers.remove(&key);
                for pair in pairs {
                    self.headers.append(&key, HeaderValue::from_str(&pair.text).map_err(|_| unfit())?);
                }
            }
            Place::Cookie => {
                self.cookies.retain(|part| part.argument != name);
                self.cookies.extend(parts(pairs));
                self.write_cookies(name)?;
            }
        }
        Ok(())
    }

    /// All cookies are one header.
    fn write_cookies(&mut self, name: &str) -> Result<(), Error> {
        let cookies =
            self.cookies.iter().map(|Part { pair, .. }| format!("{}={}", escaped(&pair.key, cookie_name), pair.text));
        let cookies: Vec<_> = cookies.collect();
        self.headers.remove(COOKIE);
        if !cookies.is_empty() {
            let unfit = |_| Error::config(format!("the value of the cookie `{name}` cannot be sent"));
            self.headers.insert(COOKIE, HeaderValue::from_str(&cookies.join("; ")).map_err(unfit)?);
        }
        Ok(())
    }
}

fn parameter(name: &str, encoded: &str) -> String {
    format!("{}={encoded}", escaped(name, form))
}

/// Whether a URL parser reads a segment as a step through the tree, in whichever spelling: it cannot be a
/// value, for it would name another operation.
fn is_step(segment: &str) -> bool {
    let plain = || percent_decode_str(segment);
    plain().eq(*b".") || plain().eq(*b"..")
}

/// The texts of a value: none for null, one for a scalar, several for a sequence.
pub(super) fn texts(name: &str, value: Value) -> Result<Vec<String>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => {
            items.into_iter().map(|item| texts(name, item)).collect::<Result<Vec<_>, _>>().map(|texts| texts.concat())
        }
        Value::String(text) => Ok(vec![text]),
        Value::Bool(_) => Ok(vec![value.to_string()]),
        Value::Number(number) => Ok(vec![number_text(&number)]),
        Value::Object(_) => Err(Error::config(format!("the value of `{name}` is an object; it must be text"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::escape::{Escape, percent};

    const OPERATION: Operation = Operation {
        id: "get_thing",
        method: "GET",
        path: "/users/{user}/x-{kind}.json",
        server: None,
        security: &[],
        idempotent: true,
        limits: None,
        query: &[("operation", "pick")],
        accept: "application/json",
        envelope: None,
        graphql: None,
    };

    fn url(user: &str) -> Result<String, Error> {
        let mut draft = Draft::default();
        for (place, name, value, escape) in [
            (Place::Path, "user", user, percent as Escape),
            (Place::Path, "kind", "..", percent),
            (Place::Query, "q", "a b&c", form),
        ] {
            let pair = Pair { key: name.to_owned(), text: escaped(value, escape) };
            draft.set(place, name, vec![pair])?;
        }
        draft.url("https://api.example.com/v1", &OPERATION, &[]).map(String::from)
    }

    #[test]
    fn a_path_value_stays_one_segment() {
        let end = "/x-...json?operation=pick&q=a+b%26c";
        for (value, encoded) in [
            ("a/b", "a%2Fb"),
            ("?x#y", "%3Fx%23y"),
            ("50%", "50%25"),
            ("../..", "..%2F.."),
            ("ы", "%D1%8B"),
            ("...", "..."),
        ] {
            assert_eq!(url(value).unwrap(), format!("https://api.example.com/v1/users/{encoded}{end}"));
        }
        for value in [".", ".."] {
            assert!(url(value).unwrap_err().is_config());
        }
    }
}
