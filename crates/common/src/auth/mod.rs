//! Who is calling: secrets, credentials, tokens, and where they go in a request.
//!
//! A client is given [`Credential`]s; the API's description says which security schemes take them, and
//! each operation which schemes it accepts. The first alternative of an operation for which the client
//! has all credentials is used. Credentials go to the API's own servers only.

#[cfg_attr(not(feature = "oauth"), allow(dead_code, reason = "token caches are made by feature `oauth`"))]
mod cache;
mod credential;
mod keyring;
#[cfg(feature = "oauth")]
pub(crate) mod oauth;
mod placement;
mod secret;
mod token;

pub use credential::{AuthorizationCode, Credential, RefreshToken};
pub(crate) use keyring::{Endpoints, Keyring, Proofs, Selection};
#[cfg(feature = "oauth")]
pub use oauth::AuthorizationRequest;
pub use secret::{Secret, SecretText};
