//! What token endpoints say, in all the shapes in which they say it.

use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use zeroize::Zeroize;

use super::endpoint::{Answer, Endpoint};
use crate::auth::Secret;
use crate::descriptor::Flow;
use crate::error::body::{Details, RawBody, without_bom};
use crate::error::redact::{MASK, Scrub};
use crate::error::{AuthFailure, Error, ErrorKind};

/// A token answer.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) access: Secret,
    pub(super) refresh: Option<Secret>,
    pub(super) life: Option<Duration>,
}

/// Reads the answer of a token endpoint.
pub(super) fn token(endpoint: &Endpoint, answer: &Answer, scrub: &Scrub) -> Result<Granted, Error> {
    read(endpoint.flow, answer.status, &answer.body, scrub)
}

/// Reads a token answer. `expires_in` may be a number or text; what else is in the answer is ignored.
fn read(flow: &Flow, status: StatusCode, body: &[u8], scrub: &Scrub) -> Result<Granted, Error> {
    let json = serde_json::from_slice(without_bom(body)).ok().map(Wiped);
    let json = json.as_ref().map(|json| &json.0);
    let granted = json.filter(|_| status.is_success()).and_then(|json| granted(flow, json));
    let Some(granted) = granted else {
        return Err(refusal(status, json, body, scrub));
    };
    if let Some(kind) = json.and_then(|json| json.get("token_type")?.as_str())
        && !kind.eq_ignore_ascii_case("bearer")
    {
        let text = "the token endpoint gave a token of another type; only bearer tokens are understood";
        return Err(Error::auth(AuthFailure::GrantRefused, text).with_status(status));
    }
    Ok(granted)
}

/// Adds the texts under keys that are those of tokens.
fn note_tokens(value: &Value, token: bool, scrub: &mut Scrub) {
    match value {
        Value::String(text) if token => scrub.add(text),
        Value::Array(items) => items.iter().for_each(|item| note_tokens(item, token, scrub)),
        Value::Object(members) => members.iter().for_each(|(key, member)| {
            let key = key.to_ascii_lowercase();
            note_tokens(member, token || key.ends_with("token"), scrub);
        }),
        _ => {}
    }
}

/// JSON whose texts are overwritten when it is dropped.
struct Wiped(Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        fn wipe(value: &mut Value) {
            match value {
                Value::String(text) => text.zeroize(),
                Value::Array(items) => items.iter_mut().for_each(wipe),
                Value::Object(members) => members.values_mut().for_each(wipe),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        wipe(&mut self.0);
    }
}

fn granted(flow: &Flow, json: &Value) -> Option<Granted> {
    let text = |pointer: &str| json.pointer(pointer)?.as_str().filter(|text| !text.is_empty());
    let pointers = if flow.token_pointers.is_empty() { &["/access_token"] } else { flow.token_pointers };
    let seconds = json.get("expires_in").and_then(|life| match life {
        Value::String(text) => text.trim().parse::<f64>().ok(),
        life => life.as_f64(),
    });
    Some(Granted {
        access: pointers.iter().find_map(|pointer| text(pointer))?.into(),
        refresh: text("/refresh_token").map(Secret::from),
        life: seconds.filter(|life| *life > 0.0).and_then(|life| Duration::try_from_secs_f64(life).ok()),
    })
}

/// An error answer: OAuth's own members, a `message`, or plain text.
pub(super) fn refusal(status: StatusCode, json: Option<&Value>, body: &[u8], scrub: &Scrub) -> Error {
    // A token that is not taken, for whatever reason, must not show either.
    let mut scrub = scrub.clone();
    json.into_iter().for_each(|json| note_tokens(json, false, &mut scrub));
    let text = |pointers: &[&str]| {
        let json = json?;
        pointers.iter().find_map(|pointer| json.pointer(pointer)?.as_str()).map(|text| scrub.text(text))
    };
    let code = text(&["/error", "/error/code", "/code"]);
    let mut message =
        text(&["/error_description", "/error_Description", "/message", "/message/message", "/error/message", "/hint"]);
    // What came with a success may be the token itself.
    if json.is_none() && message.is_none() && !status.is_success() {
        message = plain(body).map(|text| scrub.text(text));
    }
    // Some servers send the codes of RFC 6749, 5.2 with a 5xx status; what was refused stays refused.
    let by_rule = code.as_deref().is_some_and(|code| REFUSALS.contains(&code));
    let server_error = status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED;
    let passing = !by_rule && (matches!(status.as_u16(), 408 | 429) || server_error);
    let kind = match status {
        _ if by_rule => ErrorKind::Auth,
        StatusCode::TOO_MANY_REQUESTS => ErrorKind::RateLimited,
        _ if status.is_client_error() || status == StatusCode::NOT_IMPLEMENTED => ErrorKind::Auth,
        _ if status.is_success() && code.is_some() => ErrorKind::Auth,
        _ if status.is_success() => ErrorKind::Decode,
        _ => ErrorKind::Api,
    };
    let words = match kind {
        ErrorKind::Decode => "the token endpoint's answer holds no access token",
        ErrorKind::RateLimited => "the token endpoint had too many requests",
        _ => "the token endpoint refused",
    };
    // An answer that was a success may hold a token in a place where it was not looked for.
    let kept: &[u8] = if status.is_success() { MASK.as_bytes() } else { body };
    // A page comes from something in between, such as a firewall, and says nothing about the grant.
    let page = code.is_none() && body.trim_ascii_start().starts_with(b"<");
    let error = Error::new(kind, words)
        .with_status(status)
        .with_details(Details { message, code, request_id: None })
        .with_body(RawBody::new(kept, &scrub))
        .with_retryable(passing);
    match kind {
        ErrorKind::Auth if page => error.with_auth(AuthFailure::Refused),
        ErrorKind::Auth => error.with_auth(AuthFailure::GrantRefused),
        _ => error,
    }
}

/// The error codes of RFC 6749, 5.2.
const REFUSALS: &[&str] = &[
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
];

/// Short plain text; not HTML.
fn plain(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?.trim();
    (!text.is_empty() && text.len() <= 200 && !text.starts_with('<')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descriptor::{ClientAuth, Grant};

    const FLOW: Flow = Flow {
        grant: Grant::AuthorizationCode,
        authorize_url: "",
        token_url: "",
        scopes: &[],
        client_auth: ClientAuth::Body,
        pkce: false,
        single_use_refresh: false,
        token_pointers: &["/access_token", "/access_token/token"],
        login: None,
    };

    fn answer(status: u16, body: &str) -> Result<Granted, Error> {
        let mut scrub = Scrub::default();
        scrub.add("hunter2-password");
        read(&FLOW, StatusCode::from_u16(status).unwrap(), body.as_bytes(), &scrub)
    }

    #[test]
    fn an_access_token_may_be_text_or_an_object() {
        let plain = answer(200, r#"{"access_token":"sample-a","token_type":"bearer","expires_in":86399}"#).unwrap();
        assert_eq!(plain.access.expose(), "sample-a");
        assert_eq!(plain.life, Some(Duration::from_secs(86399)));
        let object = answer(200, r#"{"access_token":{"token":"sample-b","userId":1},"token_type":"Bearer"}"#).unwrap();
        assert_eq!(object.access.expose(), "sample-b");
        assert_eq!(object.life, None);
        let text = answer(200, r#"{"access_token":"c","token_type":"BEARER","expires_in":"60"}"#).unwrap();
        assert_eq!(text.life, Some(Duration::from_secs(60)));
    }

    #[test]
    fn an_error_is_understood_in_every_shape() {
        let cases = [
            (
                400,
                r#"{"error":"invalid_grant","error_description":"No such code"}"#,
                Some("invalid_grant"),
                Some("No such code"),
            ),
            (400, r#"{"error":"invalid_grant","error_Description":"Wrong"}"#, Some("invalid_grant"), Some("Wrong")),
            (400, r#"{"message":"code is not defined"}"#, None, Some("code is not defined")),
            (401, "Unauthorized", None, Some("Unauthorized")),
            (501, r#"{"error":"unsupported_grant_type"}"#, Some("unsupported_grant_type"), None),
            (200, r#"{"error":"invalid_client"}"#, Some("invalid_client"), None),
        ];
        for (status, body, code, message) in cases {
            let error = answer(status, body).unwrap_err();
            assert!(error.is_auth(), "{body}");
            assert!(!error.is_retryable());
            assert_eq!((error.api_code(), error.api_message()), (code, message), "{body}");
        }
        assert!(answer(403, "<html>blocked</html>").unwrap_err().api_message().is_none());
        assert!(answer(502, "<html>").unwrap_err().is_retryable());
        assert!(answer(200, "{}").unwrap_err().is_decode());
    }

    #[test]
    fn an_answer_that_repeats_the_password_does_not_show_it() {
        let error = answer(400, r#"{"error":"bad password hunter2-password"}"#).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        assert!(!String::from_utf8_lossy(error.body().unwrap()).contains("hunter2"));
    }
}
