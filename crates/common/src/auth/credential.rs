//! What a user gives to a client.

use std::time::Duration;

use super::Secret;
use crate::descriptor::{Grant, Scheme, SchemeKind};

/// What a user gives to a client to prove who is calling.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// A key that is sent with each request.
    ApiKey(Secret),
    /// A token that is sent with each request and that the client cannot renew.
    Token(Secret),
    /// User name and password that are sent with each request.
    Basic {
        /// User name.
        user: String,
        /// Password.
        password: Secret,
    },
    /// OAuth 2.0 client credentials (feature `oauth`).
    ClientCredentials {
        /// Client id.
        id: String,
        /// Client secret.
        secret: Secret,
    },
    /// OAuth 2.0 password grant (feature `oauth`).
    Password {
        /// User name.
        user: String,
        /// Password.
        password: Secret,
    },
    /// User name and password for a login session: the client logs in and keeps the session's cookies
    /// (feature `oauth`).
    Session {
        /// User name.
        user: String,
        /// Password.
        password: Secret,
    },
    /// An OAuth 2.0 authorization code that has not been exchanged yet (feature `oauth`).
    AuthorizationCode(AuthorizationCode),
    /// An OAuth 2.0 refresh token of an earlier run (feature `oauth`).
    RefreshToken(RefreshToken),
    /// A token with its end, as the implicit grant gives it (feature `oauth`).
    AccessToken(AccessToken),
    /// The token of an earlier login in the token store (feature `oauth`).
    StoredLogin(StoredLogin),
}

/// An authorization code, with what its exchange needs.
#[derive(Clone, Debug)]
pub struct AuthorizationCode {
    /// Client id.
    pub client_id: String,
    /// Client secret; public clients have none.
    pub client_secret: Option<Secret>,
    /// The redirect URI of the authorization request, character for character.
    pub redirect_uri: String,
    /// The code. It is good for one exchange.
    pub code: Secret,
    /// The PKCE verifier whose challenge was sent with the authorization request.
    pub pkce_verifier: Option<Secret>,
}

/// A refresh token of an earlier run.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    /// The token.
    pub token: Secret,
    /// Client id, for flows that have clients.
    pub client_id: Option<String>,
    /// Client secret, for confidential clients.
    pub client_secret: Option<Secret>,
}

impl RefreshToken {
    /// A refresh token of a flow without client, such as the password grant without one.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { token: token.into(), client_id: None, client_secret: None }
    }

    /// The client that the token was given to.
    pub fn client(mut self, id: impl Into<String>, secret: Option<Secret>) -> Self {
        self.client_id = Some(id.into());
        self.client_secret = secret;
        self
    }
}

impl<T: Into<Secret>> From<T> for RefreshToken {
    fn from(token: T) -> Self {
        Self::new(token)
    }
}

/// A token that was given without a refresh token, and its life.
#[derive(Clone, Debug)]
pub struct AccessToken {
    /// Client id that it was given to.
    pub client_id: String,
    /// The token.
    pub token: Secret,
    /// How long it is good from now on; `None`: the server did not say.
    pub expires_in: Option<Duration>,
}

/// A login of an earlier run, whose tokens are in the token store.
#[derive(Clone, Debug)]
pub struct StoredLogin {
    /// Client id of that login.
    pub client_id: String,
    /// Client secret, for confidential clients.
    pub client_secret: Option<Secret>,
    /// Whether it was a login by the implicit grant; otherwise by an authorization code.
    pub implicit: bool,
}

impl StoredLogin {
    /// A login by an authorization code, of a client without secret.
    pub fn new(client_id: impl Into<String>) -> Self {
        Self { client_id: client_id.into(), client_secret: None, implicit: false }
    }

    /// A login by the implicit grant.
    pub fn implicit(mut self) -> Self {
        self.implicit = true;
        self
    }

    /// The secret of a confidential client, for renewals.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }
}

impl<T: Into<String>> From<T> for StoredLogin {
    fn from(client_id: T) -> Self {
        Self::new(client_id)
    }
}

impl Credential {
    /// Whether the scheme takes this kind of credential.
    pub(crate) fn fits(&self, scheme: &Scheme) -> bool {
        let grants = |grant| scheme.flows.iter().any(|flow| flow.grant == grant);
        match self {
            Self::ApiKey(_) => scheme.kind == SchemeKind::ApiKey,
            Self::Token(_) => scheme.kind == SchemeKind::Token,
            Self::Basic { .. } => scheme.kind == SchemeKind::Basic,
            Self::ClientCredentials { .. } => grants(Grant::ClientCredentials),
            Self::Password { .. } => grants(Grant::Password),
            Self::Session { .. } => grants(Grant::Session),
            Self::AuthorizationCode(_) => grants(Grant::AuthorizationCode),
            Self::RefreshToken(_) => grants(Grant::AuthorizationCode) || grants(Grant::Password),
            Self::AccessToken(_) => grants(Grant::Implicit),
            Self::StoredLogin(login) if login.implicit => grants(Grant::Implicit),
            Self::StoredLogin(_) => grants(Grant::AuthorizationCode),
        }
    }

    /// Its name for people.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::ApiKey(_) => "API key",
            Self::Token(_) => "bearer token",
            Self::Basic { .. } => "user name and password for basic authentication",
            Self::ClientCredentials { .. } => "client credentials",
            Self::Password { .. } => "user name and password for the password grant",
            Self::Session { .. } => "user name and password for a login session",
            Self::AuthorizationCode(_) => "authorization code",
            Self::RefreshToken(_) => "refresh token",
            Self::AccessToken(_) => "access token of the implicit grant",
            Self::StoredLogin(_) => "stored login",
        }
    }
}

/// The builder's methods for the credentials that a scheme takes, for error messages.
pub(crate) fn taken_by(scheme: &Scheme) -> Vec<&'static str> {
    let mut taken = match scheme.kind {
        SchemeKind::ApiKey => vec!["api_key(..)"],
        SchemeKind::Token => vec!["bearer_token(..)"],
        SchemeKind::Basic => vec!["basic(..)"],
        SchemeKind::Session => Vec::new(),
    };
    taken.extend(scheme.flows.iter().map(|flow| match flow.grant {
        Grant::ClientCredentials => "client_credentials(..)",
        Grant::Password => "password(..)",
        Grant::AuthorizationCode => "authorization_code(..)",
        Grant::Implicit => "access_token(..)",
        Grant::Session => "session(..)",
    }));
    taken
}
