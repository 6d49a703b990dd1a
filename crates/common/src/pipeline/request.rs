//! From arguments to a URL.

use bytes::Bytes;
use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use url::Url;

use crate::descriptor::Operation;
use crate::error::Error;
use crate::error::redact::Scrub;

/// The arguments of a call, as texts.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    pub(super) variables: Map<String, Value>,
    /// The secrets among the arguments.
    pub(super) scrub: Scrub,
}

/// What needs no encoding in a path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Draft {
    /// The address of the operation on a server.
    pub(super) fn url(&self, server: &str, operation: &Operation) -> Result<Url, Error> {
        let mut text = server.to_owned();
        for segment in operation.path.split('/').skip(1) {
            let filled = self.fill(segment)?;
            // Neither can be written in a URL in any spelling: they would name another operation.
            if matches!(&*filled, "." | "..") && filled != segment {
                return Err(Error::config(format!("`{filled}` cannot be a path value")));
            }
            text.push('/');
            text.push_str(&filled);
        }
        let mut url = Url::parse(&text).map_err(|error| Error::config(format!("no URL can be made: {error}")))?;
        if !operation.query.is_empty() || !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(operation.query).extend_pairs(&self.query);
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
            filled.extend(utf8_percent_encode(value, SEGMENT));
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// The texts of a value: none for null, one for a scalar, several for a sequence.
pub(super) fn texts(name: &str, value: Value) -> Result<Vec<String>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => {
            items.into_iter().map(|item| texts(name, item)).collect::<Result<Vec<_>, _>>().map(|texts| texts.concat())
        }
        Value::String(text) => Ok(vec![text]),
        Value::Bool(_) | Value::Number(_) => Ok(vec![value.to_string()]),
        Value::Object(_) => Err(Error::config(format!("the value of `{name}` is an object; it must be text"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let draft = Draft {
            path: vec![("user", user.into()), ("kind", "..".into())],
            query: vec![("q", "a b&c".into())],
            ..Draft::default()
        };
        draft.url("https://api.example.com/v1", &OPERATION).map(String::from)
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
