//! Security schemes: which credential they take, where it goes, how it is obtained.

use crate::load::client_toml::{ClientAuth, Grant, Login};

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Name in the description.
    pub name: String,
    /// Which credential it takes.
    pub kind: SchemeKind,
    /// Where the credential goes.
    pub placement: Placement,
    /// Ways to obtain its credential.
    pub flows: Vec<Flow>,
    /// Server that takes calls made with it.
    pub server: Option<String>,
    /// Environment variables that hold what it needs.
    pub environment: Vec<Variable>,
}

/// Kinds of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key that the user was given.
    ApiKey,
    /// A token that the user was given or that a flow obtains.
    Token,
    /// User name and password.
    Basic,
    /// Cookies that a login sets.
    Session,
}

/// Where a credential goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// Header: name, word before the credential, prefix of the credential.
    Header(String, String, String),
    /// Query parameter.
    Query(String),
    /// Cookie.
    Cookie(String),
}

/// A way to obtain a credential: an OAuth 2.0 flow, or a login.
#[derive(Debug)]
pub struct Flow {
    /// Grant type.
    pub grant: Grant,
    /// Authorization endpoint.
    pub authorize_url: String,
    /// Token endpoint, or the address that takes the form of a login.
    pub token_url: String,
    /// Known scopes.
    pub scopes: Vec<String>,
    /// How the client proves itself.
    pub client_auth: ClientAuth,
    /// Whether PKCE is sent.
    pub pkce: bool,
    /// Whether refresh tokens are valid once only.
    pub single_use_refresh: bool,
    /// JSON pointers to the access token.
    pub token_pointers: Vec<String>,
    /// The operation and the form of a login.
    pub login: Option<Login>,
}

/// An environment variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// What it holds.
    pub role: Role,
    /// Its name.
    pub name: String,
}

/// What an environment variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A key.
    ApiKey,
    /// A token that is sent as it is.
    Token,
    /// User name.
    Username,
    /// Password.
    Password,
    /// Client id.
    ClientId,
    /// Client secret.
    ClientSecret,
    /// A refresh token of an earlier run.
    RefreshToken,
}
