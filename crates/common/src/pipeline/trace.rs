//! One span per call and one event per attempt (feature `tracing`). Nothing here sees a URL, a header or
//! a body.

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::pin::pin;
    use std::time::Duration;

    use http::StatusCode;
    use tracing::Span;
    use tracing::field::Empty;

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
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.type = Empty,
            wait.limit_ms = Empty,
            wait.turn_ms = Empty,
            wait.token_ms = Empty,
            wait.retry_ms = Empty,
        )
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

    pub(in crate::pipeline) fn attempt(number: u32, status: Option<StatusCode>, failed: Option<ErrorKind>) {
        let status = status.map(|status| status.as_u16());
        match failed {
            None => {
                tracing::debug!(http.request.resend_count = number - 1, http.response.status_code = status, "attempt")
            }
            Some(kind) => tracing::warn!(
                http.request.resend_count = number - 1,
                http.response.status_code = status,
                error.type = ?kind,
                "attempt failed"
            ),
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use http::StatusCode;

    use crate::descriptor::{Api, Operation};
    use crate::error::{Error, ErrorKind};
    use crate::pipeline::execute::About;

    pub(in crate::pipeline) struct Off;

    pub(in crate::pipeline) fn ended(_: &Off, _: &About, _: Option<&Error>) {}

    pub(in crate::pipeline) fn waiting(_: Duration) {}

    pub(in crate::pipeline) fn span(_: &Api, _: &Operation) -> Off {
        Off
    }

    pub(in crate::pipeline) async fn within<F: Future>(_: &Off, work: F) -> F::Output {
        work.await
    }

    pub(in crate::pipeline) fn attempt(_: u32, _: Option<StatusCode>, _: Option<ErrorKind>) {}
}

#[cfg(not(feature = "tracing"))]
pub(super) use off::{attempt, ended, span, waiting, within};
#[cfg(feature = "tracing")]
pub(super) use on::{attempt, ended, span, waiting, within};
