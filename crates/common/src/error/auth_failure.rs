//! Why there is no credential that the server accepts.

/// Why there is no credential that the server accepts; see [`Error::auth_failure`](super::Error::auth_failure).
///
/// More may come; match with a wildcard arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthFailure {
    /// The client was given no credential that the operation takes.
    NoCredential,
    /// The server refused the credential of a call (401, 403, or a body that says so).
    Refused,
    /// The server refused a token that had been renewed because it refused the one before.
    RefusedAfterRenewal,
    /// The token endpoint, or the login, refused what the client was given: a wrong password or client
    /// secret.
    GrantRefused,
    /// The token has ended and cannot be renewed, or the code of a login was refused: somebody has to log
    /// in again.
    LoginRequired,
    /// The address that the browser came back with has no `state`.
    StateMissing,
    /// The address that the browser came back with has a `state` that was not sent.
    StateWrong,
    /// The address that the browser came back with has more than one `state`.
    StateRepeated,
    /// The user, or the server, said no in the browser.
    Denied,
    /// The address that the browser came back with does not hold exactly one code or token.
    NoGrant,
    /// The browser came back a second time for one authorization request.
    RedirectRepeated,
    /// The browser did not come back in time.
    NoRedirect,
}
