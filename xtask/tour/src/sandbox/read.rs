//! A request as the other parts of the sandbox look at it.

use std::borrow::Cow;

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use hyper::{Request, StatusCode};
use serde_json::Value;
use url::form_urlencoded;

/// Bytes of a request's body that are read.
const MAX_BODY: usize = 1024 * 1024;

/// A request that was read to its end.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    pub(super) body: Bytes,
    json: Option<Value>,
}

impl Asked {
    /// Reads it; the error is the status to answer with.
    pub(super) async fn read(request: Request<Incoming>) -> Result<Self, StatusCode> {
        let (head, body) = request.into_parts();
        let body = match Limited::new(body, MAX_BODY).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<http_body_util::LengthLimitError>() => return Err(StatusCode::PAYLOAD_TOO_LARGE),
            Err(_) => return Err(StatusCode::BAD_REQUEST),
        };
        Ok(Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: pairs(head.uri.query().unwrap_or_default().as_bytes()),
            headers: head.headers,
            json: serde_json::from_slice(&body).ok(),
            body,
        })
    }

    /// First value of a query parameter.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// A header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A cookie.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        lines.find_map(|line| {
            let mut cookies = line.split(';').filter_map(|cookie| cookie.trim().split_once('='));
            cookies.find(|(known, _)| *known == name).map(|(_, value)| value)
        })
    }

    /// A part of the body, if it is JSON.
    pub(super) fn json(&self, pointer: &str) -> Option<&Value> {
        self.json.as_ref()?.pointer(pointer)
    }

    /// Name of the GraphQL operation that the body asks for.
    pub(super) fn graphql_operation(&self) -> Option<&str> {
        self.json("/operationName")?.as_str()
    }

    /// A GraphQL variable.
    pub(super) fn variable(&self, name: &str) -> Option<&Value> {
        self.json("/variables")?.get(name)
    }

    /// The fields of the body, if it is a form.
    pub(super) fn form(&self) -> Option<Form> {
        let mime = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let mime = mime.split(';').next().unwrap_or_default().trim();
        mime.eq_ignore_ascii_case("application/x-www-form-urlencoded").then(|| Form(pairs(&self.body)))
    }
}

/// A form.
#[derive(Debug)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// First value of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        value(&self.0, name)
    }
}

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), Cow::into_owned(value))).collect()
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
