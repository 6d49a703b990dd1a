//! One span per call and one event per attempt (feature `tracing`). Of a URL, its host and port are told,
//! of headers and bodies nothing but the server's id of the request.

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::pin::pin;
    use std::time::Duration;

    use http::StatusCode;
    pub(in crate::pipeline) use tracing::Span;
    use tracing::field::Empty;
    use url::Url;

    use crate::descriptor::{Api, Operation};
    use crate::error::{Error, ErrorKind};
    use crate::pipeline::execute::About;

    pub(in crate::pipeline) fn span(api: &Api, operation: &Operation) -> Span {
        tracing::info_span!(
            "call",
            api = api.name,
            operation = operation.id,
            http.request.method = operation.method,
            url.template = operation.path,
            server.address = Empty,
            server.port = Empty,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.type = Empty,
            request_id = Empty,
            wait.limit_ms = Empty,
            wait.turn_ms = Empty,
            wait.token_ms = Empty,
            wait.retry_ms = Empty,
        )
    }

    /// The server has been chosen.
    pub(in crate::pipeline) fn server(span: &Span, address: &Url) {
        if let Some(host) = address.host_str() {
            span.record("server.address", host.trim_matches(['[', ']']));
        }
        if let Some(port) = address.port_or_known_default() {
            span.record("server.port", port);
        }
    }

    /// The call has ended; waits are told where there were any.
    pub(in crate::pipeline) fn ended(span: &Span, about: &About, failed: Option<&Error>) {
        if span.is_disabled() {
            return;
        }
        if about.attempts > 1 {
            span.record("http.request.resend_count", about.attempts - 1);
        }
        if let Some(status) = about.status.or_else(|| failed?.status()) {
            span.record("http.response.status_code", status.as_u16());
        }
        if let Some(error) = failed {
            span.record("error.type", tracing::field::debug(error.kind()));
        }
        let waits = about.waits;
        for (name, wait) in [
            ("wait.limit_ms", waits.limit),
            ("wait.turn_ms", waits.turn),
            ("wait.token_ms", waits.token),
            ("wait.retry_ms", waits.retry),
        ] {
            if !wait.is_zero() {
                span.record(name, u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
            }
        }
    }

    /// A wait that people should know of.
    pub(in crate::pipeline) fn waiting(wait: Duration) {
        if wait >= Duration::from_secs(60) {
            tracing::warn!(seconds = wait.as_secs(), "waiting, as the server asks");
        } else {
            tracing::debug!(milliseconds = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX), "waiting");
        }
    }

    pub(in crate::pipeline) async fn within<F: Future>(span: &Span, work: F) -> F::Output {
        let mut work = pin!(work);
        std::future::poll_fn(|context| span.in_scope(|| work.as_mut().poll(context))).await
    }

    /// An attempt has ended. The server's id of the request is asked for only if it is wanted.
    pub(in crate::pipeline) fn attempt(
        span: &Span,
        number: u32,
        status: Option<StatusCode>,
        failed: Option<ErrorKind>,
        request_id: impl Fn() -> Option<String>,
    ) {
        let status = status.map(|status| status.as_u16());
        match failed {
            None => tracing::debug!(
                http.request.resend_count = number - 1,
                http.response.status_code = status,
                request_id = request_id(),
                "attempt"
            ),
            Some(kind) => tracing::warn!(
                http.request.resend_count = number - 1,
                http.response.status_code = status,
                error.type = ?kind,
                request_id = request_id(),
                "attempt failed"
            ),
        }
        if !span.is_disabled()
            && let Some(id) = request_id()
        {
            span.record("request_id", id);
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use http::StatusCode;
    use url::Url;

    use crate::descriptor::{Api, Operation};
    use crate::error::{Error, ErrorKind};
    use crate::pipeline::execute::About;

    pub(in crate::pipeline) struct Span;

    pub(in crate::pipeline) fn server(_: &Span, _: &Url) {}

    pub(in crate::pipeline) fn ended(_: &Span, _: &About, _: Option<&Error>) {}

    pub(in crate::pipeline) fn waiting(_: Duration) {}

    pub(in crate::pipeline) fn span(_: &Api, _: &Operation) -> Span {
        Span
    }

    pub(in crate::pipeline) async fn within<F: Future>(_: &Span, work: F) -> F::Output {
        work.await
    }

    pub(in crate::pipeline) fn attempt(
        _: &Span,
        _: u32,
        _: Option<StatusCode>,
        _: Option<ErrorKind>,
        _: impl Fn() -> Option<String>,
    ) {
    }
}

#[cfg(not(feature = "tracing"))]
pub(super) use off::{Span, attempt, ended, server, span, waiting, within};
#[cfg(feature = "tracing")]
pub(super) use on::{Span, attempt, ended, server, span, waiting, within};
