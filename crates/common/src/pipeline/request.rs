//! From arguments to a URL.

use bytes::Bytes;
use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
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
    /// A call that the description does not have.
    pub(super) custom: Option<Custom>,
    /// The secrets among the arguments.
    pub(super) scrub: Scrub,
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

/// What needs no encoding in a path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

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
        if !operation.query.is_empty() || !self.query.is_empty() || !extra.is_empty() {
            let replaced = |name: &str| extra.iter().any(|(extra, _)| extra == name);
            url.query_pairs_mut()
                .extend_pairs(operation.query.iter().filter(|(name, _)| !replaced(name)))
                .extend_pairs(self.query.iter().filter(|(name, _)| !replaced(name)))
                .extend_pairs(extra);
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
