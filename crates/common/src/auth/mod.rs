//! Who is calling: secrets, credentials, tokens, and where they go in a request.
//!
//! A client is given [`Credential`]s; the API's description says which security schemes take them, and
//! each operation which schemes it accepts. The first alternative of an operation for which the client
//! has all credentials is used. Credentials go to the API's own servers only.
//!
//! Tokens that are obtained (feature `oauth`) are cached, renewed ahead of their end by one request
//! however many calls wait, and kept in a [`TokenStore`] if the client is given one.

#[cfg_attr(not(feature = "oauth"), allow(dead_code, reason = "token caches are made by feature `oauth`"))]
mod cache;
mod credential;
pub(crate) mod environment;
mod keyring;
#[cfg(feature = "oauth")]
pub(crate) mod oauth;
mod placement;
mod private_file;
mod secret;
#[cfg(feature = "oauth")]
pub mod store;
#[cfg_attr(not(feature = "oauth"), allow(dead_code, reason = "tokens are obtained by feature `oauth`"))]
mod token;

pub use credential::{AccessToken, AuthorizationCode, Credential, RefreshToken, StoredLogin};
pub(crate) use keyring::{Endpoints, Keyring, Proofs, Selection, late};
#[cfg(feature = "browser")]
pub(crate) use oauth::RedirectListener;
#[cfg(feature = "oauth")]
pub use oauth::{AuthorizationRequest, ImplicitRequest};
pub(crate) use secret::noting;
pub use secret::{Secret, SecretText};
#[cfg(feature = "oauth")]
pub use store::{FileStore, MemoryStore, StoredToken, TokenKey, TokenStore};
