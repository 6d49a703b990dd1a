//! What a caller can ask an error.

use std::time::Duration;

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{AuthFailure, Error, ErrorKind, FailedAttempt, GaveUp};

/// What kind of error it is.
impl Error {
    /// What went wrong, in one word. Prefer the predicates where one fits.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The client or the call is set up in a way that cannot work; nothing was sent.
    ///
    /// # Troubleshooting
    ///
    /// The message names what is wrong and what the API takes. Look at the builder's calls: the kind of
    /// credential, the base URL (plain http goes to loopback only, unless `allow_plain_http` says
    /// otherwise), the server variables; then at the arguments of the call: a path value must not be
    /// empty, `.` or `..`.
    pub fn is_config(&self) -> bool {
        self.inner.kind == ErrorKind::Config
    }

    /// No connection was made; the request certainly did not reach the server.
    ///
    /// # Troubleshooting
    ///
    /// Such attempts are repeated for every operation, so the server was unreachable for all of them.
    /// Check name resolution, proxy settings (`HTTPS_PROXY`), firewall and certificates;
    /// [`source`](std::error::Error::source) tells which.
    pub fn is_connect(&self) -> bool {
        self.inner.kind == ErrorKind::Connect
    }

    /// The time limit of an attempt or the deadline of the call passed.
    ///
    /// # Troubleshooting
    ///
    /// The message says which of the two. Raise `timeout` (default 30 s) for answers that are slow or
    /// large, `deadline` (default 120 s) for calls that have to wait for a rate limit. An operation that
    /// is not safe to repeat may have been carried out although its answer did not come in time.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == ErrorKind::Timeout
    }

    /// The server, or the client's own rate limit, says that there were too many requests.
    ///
    /// # Troubleshooting
    ///
    /// [`retry_after`](Self::retry_after) tells how long to wait where that is known. Without a
    /// [`status`](Self::status) it is the client's own limit: the wait would not have ended before the
    /// deadline. Share one client (clones count together) instead of building several, and raise
    /// `deadline` or `retry::Policy::max_wait` if waiting is fine.
    pub fn is_rate_limited(&self) -> bool {
        self.inner.kind == ErrorKind::RateLimited
    }

    /// The credential is missing, wrong, expired, or lacks a right.
    ///
    /// # Troubleshooting
    ///
    /// Without a [`status`](Self::status) nothing was sent to the operation: the client has no fitting
    /// credential, or the token endpoint refused (the message says what it said). With 401 the
    /// credential was refused; a token that can be renewed has been renewed once already. With 403 it is
    /// known but lacks a scope or plan, or a firewall is in between: then [`body`](Self::body) is HTML.
    pub fn is_auth(&self) -> bool {
        self.inner.kind == ErrorKind::Auth
    }

    /// The token has ended and nothing that the client was given can renew it: somebody has to log in
    /// again.
    ///
    /// # Troubleshooting
    ///
    /// The refresh token is missing, has ended, or was spent by another program (some are good for one
    /// use). Go through the browser step or hand in the password again. To make this rare, give the
    /// client a `token_store` that all programs of the account share, and the password where the API
    /// has such a grant: the client falls back to it.
    pub fn is_login_required(&self) -> bool {
        self.inner.auth == Some(AuthFailure::LoginRequired)
    }

    /// The token store cannot be read or written.
    ///
    /// # Troubleshooting
    ///
    /// The message names the file and the reason: a folder or file that others can read (`chmod 700`,
    /// `chmod 600`), a full disk, a file of a newer version or a damaged one (move it away and log in
    /// again), or another process that has held the lock for two minutes. No token is spent or lost by it:
    /// the store is tried before a refresh token is used.
    pub fn is_token_store(&self) -> bool {
        self.inner.kind == ErrorKind::TokenStore
    }

    /// What was asked for does not exist.
    ///
    /// # Troubleshooting
    ///
    /// Check the names and ids of the call. If every operation ends like this, the base URL is wrong:
    /// [`body`](Self::body) is then usually HTML.
    pub fn is_not_found(&self) -> bool {
        self.inner.kind == ErrorKind::NotFound
    }

    /// The answer is not what the operation promises: HTML, empty, cut off, or JSON of another shape.
    ///
    /// # Troubleshooting
    ///
    /// [`json_path`](Self::json_path) names the place in the JSON; [`body`](Self::body) holds what came.
    /// HTML, an empty body or half of one with status 200 is trouble at the server or a login page of a
    /// network in between, and is attempted again where the operation is safe to repeat. A place in good JSON
    /// means that the API has changed: please report it.
    pub fn is_decode(&self) -> bool {
        self.inner.kind == ErrorKind::Decode
    }

    /// The server answered with success, and the answer, or a part of it, says no.
    ///
    /// # Troubleshooting
    ///
    /// [`api_message`](Self::api_message) and [`api_code`](Self::api_code) hold the reason. Repeating
    /// the call does not help unless [`is_retryable`](Self::is_retryable) says so.
    pub fn is_refused(&self) -> bool {
        self.inner.kind == ErrorKind::Refused
    }

    /// The answer is larger than the client is willing to read.
    ///
    /// # Troubleshooting
    ///
    /// Raise `max_body` (default 64 MiB), or ask for less at a time.
    pub fn is_too_large(&self) -> bool {
        self.inner.kind == ErrorKind::TooLarge
    }

    /// A GraphQL answer with errors.
    ///
    /// # Troubleshooting
    ///
    /// `graphql_errors` (feature `graphql`) lists them with their paths;
    /// [`partial_data`](Self::partial_data) holds the fields that were answered all the same.
    pub fn is_graphql(&self) -> bool {
        self.inner.kind == ErrorKind::Graphql
    }

    /// The same call may succeed later, and repeating it is safe.
    ///
    /// # Troubleshooting
    ///
    /// The attempts that the retry policy allows have been made, or the wait was longer than the
    /// deadline: see [`attempts`](Self::attempts) and [`retry_after`](Self::retry_after). An operation
    /// that is not safe to repeat gives `false` here unless it certainly was not processed.
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }
}

/// What is known about it.
impl Error {
    /// Why there is no credential that the server accepts, where that is what went wrong.
    pub fn auth_failure(&self) -> Option<AuthFailure> {
        self.inner.auth
    }

    /// Status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.status
    }

    /// How long to wait before the call may succeed, as the server asked or as the client's own rate
    /// limit knows.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Name of the operation, as in the spec: `get_user`. Empty for an error of the builder.
    pub fn operation(&self) -> &'static str {
        self.inner.origin.as_ref().map_or("", |origin| origin.operation)
    }

    /// Attempts that were made, the first one included. 0: nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.origin.as_ref().map_or(0, |origin| origin.attempts)
    }

    /// Why there was no further attempt. `None`: the call did not get as far as an attempt that failed.
    pub fn gave_up(&self) -> Option<GaveUp> {
        self.inner.gave_up
    }

    /// The attempts before the last one, in order, with the waits after them; the last one is this error.
    pub fn previous_attempts(&self) -> &[FailedAttempt] {
        &self.inner.previous
    }

    /// Time from the start of the call to its end.
    pub fn elapsed(&self) -> Duration {
        self.inner.origin.as_ref().map_or(Duration::ZERO, |origin| origin.elapsed)
    }

    /// The API's own text for people.
    pub fn api_message(&self) -> Option<&str> {
        self.inner.details.message.as_deref()
    }

    /// The API's own code for programs. A number is given as its text.
    pub fn api_code(&self) -> Option<&str> {
        self.inner.details.code.as_deref()
    }

    /// The server's id of the request, from its body or an `x-request-id` header. Name it in reports.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.details.request_id.as_deref()
    }

    /// The first 64 KiB of the answer's body. Credentials that the answer repeats are replaced by `***`.
    pub fn body(&self) -> Option<&[u8]> {
        self.inner.body.as_ref().map(|body| &body.bytes()[..])
    }

    /// The body as JSON, if it is JSON of at most 64 KiB.
    pub fn body_json(&self) -> Option<Value> {
        self.inner.body.as_ref()?.json()
    }

    /// The body as the type that the API's description has for errors of this [`status`](Self::status).
    ///
    /// ```
    /// # #[derive(serde::Deserialize)]
    /// # struct Problem { title: String }
    /// # fn tell(error: clientwright_common::Error) {
    /// if let Ok(problem) = error.body_as::<Problem>() {
    ///     println!("{}", problem.title);
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_decode`](Self::is_decode): there is no body, it is no JSON or has another shape, or it is larger than
    /// the 64 KiB that an error keeps.
    ///
    /// # Troubleshooting
    ///
    /// A proxy or a load balancer in front of the API answers with errors of its own:
    /// [`body`](Self::body) holds what came. A credential that the answer repeats is `***` in it.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let unfit = |text: String| self.clone().decoded_as(text);
        let body = self.inner.body.as_ref().ok_or_else(|| unfit("the error has no body".to_owned()))?;
        let json = body.json().ok_or_else(|| unfit("the error's body is not JSON of at most 64 KiB".to_owned()))?;
        serde_path_to_error::deserialize(json).map_err(|error| {
            let path = error.path().to_string();
            let text = format!("the error's body has another shape than expected: {}", error.into_inner());
            unfit(text).with_json_path(path)
        })
    }

    /// Where in the JSON an answer has another shape than expected: `data[3].user_id`; `.` is the root.
    pub fn json_path(&self) -> Option<&str> {
        self.inner.json_path.as_deref()
    }

    /// The `data` of a GraphQL answer that also holds errors, unless it is null.
    pub fn partial_data(&self) -> Option<&Value> {
        self.inner.partial_data.as_ref()
    }

    /// The `errors` of a GraphQL answer: message, path, locations and extensions of each.
    #[cfg(feature = "graphql")]
    pub fn graphql_errors(&self) -> &[graphql_client::Error] {
        &self.inner.graphql
    }
}
