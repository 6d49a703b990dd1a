//! One span per call and one event per attempt (feature `tracing`). Nothing here sees a URL, a header or
//! a body.

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::pin::pin;

    use http::StatusCode;
    use tracing::Span;

    use crate::descriptor::{Api, Operation};
    use crate::error::ErrorKind;

    pub(in crate::pipeline) fn span(api: &Api, operation: &Operation) -> Span {
        tracing::info_span!(
            "call",
            api = api.name,
            operation = operation.id,
            http.request.method = operation.method,
            url.template = operation.path,
        )
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

    use http::StatusCode;

    use crate::descriptor::{Api, Operation};
    use crate::error::ErrorKind;

    pub(in crate::pipeline) struct Off;

    pub(in crate::pipeline) fn span(_: &Api, _: &Operation) -> Off {
        Off
    }

    pub(in crate::pipeline) async fn within<F: Future>(_: &Off, work: F) -> F::Output {
        work.await
    }

    pub(in crate::pipeline) fn attempt(_: u32, _: Option<StatusCode>, _: Option<ErrorKind>) {}
}

#[cfg(not(feature = "tracing"))]
pub(super) use off::{attempt, span, within};
#[cfg(feature = "tracing")]
pub(super) use on::{attempt, span, within};
