//! What is answered to a call.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderValue, SET_COOKIE};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};
use xtask::model::Example;

use super::listen::Site;
use super::read::Asked;
use super::template::Values;
use super::{auth, routes, tokens};

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    status: u16,
    mime: String,
    cookies: Vec<String>,
    body: Bytes,
}

/// Answers a request.
pub(super) fn answer(site: &Site, asked: &Asked) -> Reply {
    if let Some(reply) = tokens::answer(&site.grants, asked, &site.ledger) {
        return reply;
    }
    let Some((route, values)) = routes::find(&site.routes, asked) else {
        return Reply::refusal(404, "not_found", &format!("nothing answers {} {} here", asked.method, asked.path));
    };
    let Some(proof) = auth::proof(&route.security, asked, &site.ledger) else {
        site.ledger.unauthorized();
        let documented = route.examples.iter().find(|example| example.status == 401);
        return documented.map_or_else(
            || Reply::refusal(401, "unauthorized", "the credential is missing or not one of the sandbox"),
            Reply::example,
        );
    };
    if let Some(what) = route.lacks(asked) {
        return Reply::refusal(400, "bad_request", &format!("the call lacks {what}"));
    }
    let Some(example) = success(&route.examples, &values) else {
        return Reply::refusal(501, "no_example", "the description has no example of an answer");
    };
    if let Some(login) = &route.login {
        return login.answer(asked, example, &site.ledger);
    }
    site.ledger.answered(proof);
    Reply::example(example)
}

/// The example that is named like the value of a path parameter, or else the first one.
fn success<'a>(examples: &'a [Example], values: &Values) -> Option<&'a Example> {
    let good = || examples.iter().filter(|example| (200..300).contains(&example.status) && example.error.is_none());
    good().find(|example| values.values().any(|value| *value == example.name)).or_else(|| good().next())
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self { status, mime: "application/json".to_owned(), cookies: Vec::new(), body: body.to_string().into() }
    }

    pub(super) fn refusal(status: u16, error: &str, message: &str) -> Self {
        Self::json(status, &json!({ "error": error, "message": message }))
    }

    pub(super) fn example(example: &Example) -> Self {
        let body = match &example.value {
            Value::String(text) if !example.mime.contains("json") => text.clone(),
            value => value.to_string(),
        };
        Self { status: example.status, mime: example.mime.clone(), cookies: Vec::new(), body: body.into() }
    }

    /// With these cookies.
    pub(super) fn setting(mut self, cookies: impl IntoIterator<Item = String>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Ok(mime) = HeaderValue::try_from(self.mime) {
            response.headers_mut().insert(CONTENT_TYPE, mime);
        }
        for cookie in self.cookies.iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}
