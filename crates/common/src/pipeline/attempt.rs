//! One request, and the redirects that it leads to.

use std::sync::Mutex;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_LENGTH, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use url::Url;

use super::judge::{Answer, Failure};
use super::request::Draft;
use crate::auth::Proofs;
use crate::body::Payload;
use crate::client::Inner;
use crate::descriptor::Operation;
use crate::error::{Error, ErrorKind};
use crate::hook::Attempt;
use crate::options::CallOptions;
use crate::retry::classify::Outcome;

/// Redirects that are followed.
const MAX_REDIRECTS: usize = 5;

/// Sends a request with these credentials and reads the whole answer, unless it is to be a stream.
pub(super) async fn attempt(
    client: &Inner,
    operation: &'static Operation,
    draft: &Draft,
    options: &CallOptions,
    address: &Url,
    proofs: &Proofs,
    number: u32,
) -> Result<Answer, Failure> {
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|_| Failure::last(Error::config(format!("`{}` is not a method", operation.method))))?;
    let mut address = address.clone();
    let mut hooked = headers(client, operation, draft, options, &method);
    client.hooks.before_attempt(&mut Attempt::new(operation, number, &mut hooked)).map_err(Failure::last)?;
    for _ in 0..=MAX_REDIRECTS {
        let mut url = address.clone();
        let mut headers = hooked.clone();
        proofs.place(&mut url, &mut headers).map_err(Failure::last)?;
        let mut request = client.http.request(method.clone(), url).headers(headers);
        if let Some(body) = &draft.body {
            request = request.body(body.begin().ok_or_else(spent)?);
        }
        let response = request.send().await.map_err(broken)?;
        let fixed = draft.body.as_ref().is_none_or(Payload::is_replayable);
        match target(client, &method, &address, &response).filter(|_| fixed) {
            Some(next) => address = next,
            None if is_streamed(draft, &response) => return Ok(begun(response)),
            None => return read(client, response).await,
        }
    }
    Err(Failure::last(Error::new(ErrorKind::Api, "the server redirects in a circle")))
}

fn headers(client: &Inner, operation: &Operation, draft: &Draft, options: &CallOptions, method: &Method) -> HeaderMap {
    let mut headers = draft.headers.clone();
    headers.entry(USER_AGENT).or_insert_with(|| client.user_agent.clone());
    if let Ok(accept) = HeaderValue::from_str(operation.accept)
        && !accept.is_empty()
    {
        headers.entry(ACCEPT).or_insert(accept);
    }
    if draft.body.is_none() && matches!(*method, Method::POST | Method::PUT | Method::PATCH) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    for (name, value) in &options.headers {
        headers.insert(name, value.clone());
    }
    headers
}

/// The body was sent by an earlier call, of which this one is a clone.
fn spent() -> Failure {
    Failure::last(Error::config("the body is a stream that has been sent; each call needs a new one"))
}

/// Where a redirect leads, if it is one to follow: only reads, and only within the API's own servers.
fn target(client: &Inner, method: &Method, from: &Url, response: &reqwest::Response) -> Option<Url> {
    if !matches!(*method, Method::GET | Method::HEAD)
        || !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308)
    {
        return None;
    }
    let next = from.join(response.headers().get(LOCATION)?.to_str().ok()?).ok()?;
    let same = next.origin() == from.origin() || client.servers.owns(&next);
    (same && next.username().is_empty() && next.password().is_none()).then_some(next)
}

/// Errors are read whole: what they say decides what is done about them.
fn is_streamed(draft: &Draft, response: &reqwest::Response) -> bool {
    response.status().is_success() && draft.streamed.is_some_and(|fits| fits(response.headers()))
}

/// An answer whose body is still to come.
fn begun(response: reqwest::Response) -> Answer {
    Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: Bytes::new(),
        rest: Mutex::new(Some(response)),
    }
}

async fn read(client: &Inner, mut response: reqwest::Response) -> Result<Answer, Failure> {
    let limit = client.max_body;
    let too_large = |status| {
        Failure::last(
            Error::new(ErrorKind::TooLarge, format!("the answer is larger than {limit} bytes")).with_status(status),
        )
    };
    let status = response.status();
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large(status));
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| {
        let mut failure = broken(error);
        failure.error = failure.error.with_status(status);
        failure
    })? {
        if body.len() + chunk.len() > limit {
            return Err(too_large(status));
        }
        body.extend_from_slice(&chunk);
    }
    let headers = std::mem::take(response.headers_mut());
    Ok(Answer { status, headers, body: Bytes::from(body), rest: Mutex::default() })
}

/// reqwest's error without its URL, which holds credentials.
fn broken(error: reqwest::Error) -> Failure {
    let (kind, text, outcome) = if error.is_connect() {
        (ErrorKind::Connect, "", Outcome::NotSent)
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "the HTTP client's own time limit passed", Outcome::Lost)
    } else if error.is_builder() {
        (ErrorKind::Config, "the HTTP client cannot send this request", Outcome::Final)
    } else {
        (ErrorKind::Transport, "", Outcome::Lost)
    };
    Failure { error: Error::new(kind, text).with_source(error.without_url()), outcome, stale: false }
}
