//! Requests to a token endpoint, or to the login of a session.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};
use url::Url;
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

use super::answer::Granted;
use crate::auth::Secret;
use crate::clock::{Deadline, SharedClock, within};
use crate::descriptor::{Api, ClientAuth, Flow};
use crate::error::redact::{self, Scrub};
use crate::error::{Error, ErrorKind};
use crate::retry::{Policy, retry_after};

/// Time for one attempt.
const ATTEMPT: Duration = Duration::from_secs(30);
/// Time for all attempts.
const TOTAL: Duration = Duration::from_secs(90);
/// Bytes of an answer that are read.
const MAX_BODY: usize = 1024 * 1024;

/// The client of the OAuth terms: the application.
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    pub(super) id: Option<String>,
    pub(super) secret: Option<Secret>,
}

/// A token endpoint.
#[derive(Debug)]
pub(super) struct Endpoint {
    pub(super) api: &'static Api,
    pub(super) flow: &'static Flow,
    pub(super) url: Url,
    pub(super) http: reqwest::Client,
    pub(super) clock: SharedClock,
    pub(super) user_agent: HeaderValue,
    pub(super) scrub: Scrub,
}

/// A whole answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Zeroizing<Vec<u8>>,
}

/// Makes a token of an answer.
pub(super) type Read = fn(&Endpoint, &Answer, &Scrub) -> Result<Granted, Error>;

impl Endpoint {
    /// Posts a form until there is an answer. `repeatable`: the grant is still good if the answer to it
    /// is lost.
    pub(super) async fn ask(
        &self,
        client: &Client,
        form: &[(&str, &str)],
        repeatable: bool,
        read: Read,
    ) -> Result<Granted, Error> {
        let policy = Policy::default();
        let deadline = Deadline::start(&*self.clock, TOTAL);
        let scrub = self.known_secrets(form);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let error = match self.attempt(client, form, &scrub, read).await {
                Ok(granted) => return Ok(granted),
                Err(error) => error.in_call(self.api.name, "token", "POST").after(
                    Some(redact::url(&self.url, self.api.shown_query, &[])),
                    attempts,
                    deadline.elapsed(&*self.clock),
                ),
            };
            let untouched = error.is_connect() || error.is_rate_limited();
            let left = deadline.left(&*self.clock);
            let wait = policy.wait(attempts, error.retry_after(), left, self.clock.random());
            match wait {
                Ok(wait) if policy.allows(attempts, false) && error.is_retryable() && (repeatable || untouched) => {
                    self.clock.sleep(wait).await;
                }
                _ => return Err(error),
            }
        }
    }

    /// What must not show: all credentials of the scheme, and of the form what may be newer than those.
    fn known_secrets(&self, form: &[(&str, &str)]) -> Scrub {
        let mut scrub = self.scrub.clone();
        for (key, value) in form {
            if matches!(*key, "refresh_token" | "code" | "code_verifier") {
                scrub.add(value);
            }
        }
        scrub
    }

    async fn attempt(
        &self,
        client: &Client,
        form: &[(&str, &str)],
        scrub: &Scrub,
        read: Read,
    ) -> Result<Granted, Error> {
        let (body, authorization) = self.body(client, form)?;
        let mut scrub = scrub.clone();
        if let Some((_, proof)) = authorization.as_ref().and_then(|value| value.to_str().ok()?.split_once(' ')) {
            scrub.add(proof);
        }
        let mut request = self
            .http
            .request(Method::POST, self.url.clone())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(USER_AGENT, self.user_agent.clone())
            .body(body);
        if let Some(value) = authorization {
            request = request.header(AUTHORIZATION, value);
        }
        let exchange = async {
            let mut response = request.send().await.map_err(transport)?;
            let mut body = Zeroizing::new(Vec::new());
            while let Some(chunk) = response.chunk().await.map_err(transport)? {
                if body.len() + chunk.len() > MAX_BODY {
                    return Err(Error::new(ErrorKind::TooLarge, "the token answer is larger than 1 MiB"));
                }
                body.extend_from_slice(&chunk);
            }
            let headers = std::mem::take(response.headers_mut());
            let answer = Answer { status: response.status(), headers, body };
            let asked = retry_after::read(&answer.headers, self.clock.wall());
            read(self, &answer, &scrub).map_err(|error| error.with_retry_after(asked))
        };
        within(&*self.clock, ATTEMPT, exchange).await.unwrap_or_else(|_| {
            Err(Error::new(ErrorKind::Timeout, "the token endpoint did not answer within 30 s").with_retryable(true))
        })
    }

    /// The form, and the `Authorization` header if the client proves itself by that.
    fn body(&self, client: &Client, form: &[(&str, &str)]) -> Result<(String, Option<HeaderValue>), Error> {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form);
        let mut header = None;
        match (self.flow.client_auth, &client.id, &client.secret) {
            (ClientAuth::Basic, Some(id), Some(secret)) => {
                // RFC 6749, 2.3.1: both are form-encoded first.
                let encode = |text: &str| Zeroizing::new(byte_serialize(text.as_bytes()).collect::<String>());
                let pair = Zeroizing::new(format!("{}:{}", *encode(id), *encode(secret.expose())));
                let text = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
                let mut value = HeaderValue::from_str(&text)
                    .map_err(|_| Error::config("the client id and secret cannot be sent in a header"))?;
                value.set_sensitive(true);
                header = Some(value);
            }
            (ClientAuth::None, ..) | (_, None, _) => {}
            (_, Some(id), secret) => {
                body.append_pair("client_id", id);
                if let Some(secret) = secret {
                    body.append_pair("client_secret", secret.expose());
                }
            }
        }
        Ok((body.finish(), header))
    }
}

fn transport(error: reqwest::Error) -> Error {
    let (kind, text) = if error.is_connect() {
        (ErrorKind::Connect, "no connection to the token endpoint")
    } else {
        (ErrorKind::Transport, "the connection to the token endpoint broke")
    };
    Error::new(kind, text).with_retryable(true).with_source(error.without_url())
}
