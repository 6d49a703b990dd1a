//! What went wrong without a call failing (feature `tracing`).

/// A warning; the error is one that holds no secret.
#[cfg(feature = "tracing")]
pub(crate) fn warn(error: &dyn std::error::Error, text: &'static str) {
    tracing::warn!(error = %error, "{text}");
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn warn(_: &dyn std::error::Error, _: &'static str) {}
