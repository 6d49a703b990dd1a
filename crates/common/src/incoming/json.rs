//! Bodies that are JSON.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::body::without_bom;
use crate::error::{Error, ErrorKind};
use crate::wire::tracked;

/// Reads a body of JSON. `name` is that of the webhook or callback, for errors.
///
/// # Errors
///
/// [`is_decode`](Error::is_decode): it is no JSON, or has another shape;
/// [`json_path`](Error::json_path) says where. The error shows nothing of the body but the names of its members.
pub fn json<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, Error> {
    let json = serde_json::Deserializer::from_slice(without_bom(body));
    tracked::read(json, PhantomData).map_err(|(path, error)| match error.classify() {
        Category::Data => {
            let text = format!("the body of `{name}` has another shape than expected{}", reason(&error.to_string()));
            Error::new(ErrorKind::Decode, text).with_json_path(path)
        }
        Category::Eof => Error::new(ErrorKind::Decode, format!("the body of `{name}` is cut off")),
        Category::Syntax | Category::Io => Error::new(ErrorKind::Decode, format!("the body of `{name}` is no JSON")),
    })
}

/// What an error of serde says of the type and not of the value, which may be a secret.
fn reason(error: &str) -> String {
    let error = error.rsplit_once(" at line ").map_or(error, |(text, _)| text);
    if error.starts_with("missing field ") {
        return format!(": {error}");
    }
    let of_value =
        ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| error.starts_with(start));
    match error.rsplit_once(", expected ") {
        Some((_, expected)) if of_value => format!(": it is not {expected}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Sample {
        count: u8,
        inner: Option<BTreeMap<String, Vec<bool>>>,
    }

    #[test]
    fn a_body_is_read_with_and_without_a_byte_order_mark() {
        for body in ["{\"count\":3}", "\u{feff}{\"count\":3}"] {
            assert_eq!(json::<Sample>("sample", body.as_bytes()).unwrap(), Sample { count: 3, inner: None });
        }
    }

    #[test]
    fn an_error_says_what_and_where_and_shows_no_value() {
        for (body, text, path) in [
            (r#"{"count":"hush, expected u8"}"#, "has another shape than expected: it is not u8", Some("count")),
            (r#"{"inner":{}}"#, "missing field `count`", Some(".")),
            (r#"{"count":1,"inner":{"a":[true,"hush"]}}"#, "it is not a boolean", Some("inner.a[1]")),
            (r#"{"count":999}"#, "it is not u8", Some("count")),
            (r#"{"count":1"#, "is cut off", None),
            ("hush", "is no JSON", None),
            (r#"{"count":1} hush"#, "is no JSON", None),
        ] {
            let error = json::<Sample>("sample", body.as_bytes()).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(error.is_decode() && shown.contains("`sample`") && shown.contains(text), "{shown}");
            assert!(!shown.contains("hush") && !shown.contains("999"), "{shown}");
            assert_eq!(error.json_path(), path, "{body}");
        }
    }
}
