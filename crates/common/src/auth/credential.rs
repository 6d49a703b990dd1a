//! What a user gives to a client.

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
    /// An OAuth 2.0 authorization code that has not been exchanged yet (feature `oauth`).
    AuthorizationCode(AuthorizationCode),
    /// An OAuth 2.0 refresh token of an earlier run (feature `oauth`).
    RefreshToken(RefreshToken),
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
            Self::AuthorizationCode(_) => grants(Grant::AuthorizationCode),
            Self::RefreshToken(_) => grants(Grant::AuthorizationCode) || grants(Grant::Password),
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
            Self::AuthorizationCode(_) => "authorization code",
            Self::RefreshToken(_) => "refresh token",
        }
    }
}

/// The builder's methods for the credentials that a scheme takes, for error messages.
pub(crate) fn taken_by(scheme: &Scheme) -> Vec<&'static str> {
    let mut taken = match scheme.kind {
        SchemeKind::ApiKey => vec!["api_key(..)"],
        SchemeKind::Token => vec!["bearer_token(..)"],
        SchemeKind::Basic => vec!["basic(..)"],
    };
    taken.extend(scheme.flows.iter().filter_map(|flow| match flow.grant {
        Grant::ClientCredentials => Some("client_credentials(..)"),
        Grant::Password => Some("password(..)"),
        Grant::AuthorizationCode => Some("authorization_code(..)"),
        Grant::Implicit => None,
    }));
    taken
}
