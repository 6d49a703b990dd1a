//! Who is calling.

use std::path::Path;
#[cfg(feature = "oauth")]
use std::sync::Arc;

use super::ClientBuilder;
#[cfg(feature = "oauth")]
use crate::auth::{AccessToken, AuthorizationCode, RefreshToken, StoredLogin, TokenStore};
use crate::auth::{Credential, Secret, environment};
use crate::client::Service;
use crate::error::Error;

/// Credentials. Each is given to all security schemes of the API that take its kind; the last one of a
/// kind counts.
impl<C: Service> ClientBuilder<C> {
    /// A key that is sent with each request.
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        self.credential(Credential::ApiKey(key.into()))
    }

    /// A token that is sent with each request as it is, for any scheme that takes tokens.
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.credential(Credential::Token(token.into()))
    }

    /// User name and password, sent with each request.
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(Credential::Basic { user: user.into(), password: password.into() })
    }

    /// OAuth 2.0 client credentials: tokens are fetched and renewed as needed.
    #[cfg(feature = "oauth")]
    pub fn client_credentials(self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.credential(Credential::ClientCredentials { id: id.into(), secret: secret.into() })
    }

    /// OAuth 2.0 password grant: tokens are fetched with it, and renewed with refresh tokens or, if that
    /// fails, with it again.
    #[cfg(feature = "oauth")]
    pub fn password(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(Credential::Password { user: user.into(), password: password.into() })
    }

    /// User name and password of a login session: the client logs in with the first call, sends the
    /// session's cookies with each one, and logs in again when the session has ended.
    #[cfg(feature = "oauth")]
    pub fn session(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(Credential::Session { user: user.into(), password: password.into() })
    }

    /// An authorization code; the first call exchanges it for a token.
    #[cfg(feature = "oauth")]
    pub fn authorization_code(self, code: AuthorizationCode) -> Self {
        self.credential(Credential::AuthorizationCode(code))
    }

    /// A refresh token of an earlier run; the first call exchanges it for a token. Together with
    /// [`password`](Self::password), the password is used if the refresh token is refused.
    #[cfg(feature = "oauth")]
    pub fn refresh_token(self, token: impl Into<RefreshToken>) -> Self {
        self.credential(Credential::RefreshToken(token.into()))
    }

    /// A token of the implicit grant, from
    /// [`ImplicitRequest::finish`](crate::auth::ImplicitRequest::finish). When it ends, calls fail with
    /// [`Error::is_login_required`].
    #[cfg(feature = "oauth")]
    pub fn access_token(self, token: AccessToken) -> Self {
        self.credential(Credential::AccessToken(token))
    }

    /// The login of an earlier run, by its client id: its tokens are in the
    /// [token store](Self::token_store). If there are none, calls fail with [`Error::is_login_required`].
    #[cfg(feature = "oauth")]
    pub fn stored_login(self, login: impl Into<StoredLogin>) -> Self {
        self.credential(Credential::StoredLogin(login.into()))
    }

    /// Where tokens are kept that were obtained. With a [`FileStore`](crate::auth::FileStore) they
    /// outlive the program, and programs that share it share them; without a store they end with the
    /// client.
    ///
    /// A token in the store counts over a refresh token that is given to the builder, which is older; an
    /// authorization code or a token of the implicit grant counts over the store.
    #[cfg(feature = "oauth")]
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.token_store = Some(Arc::new(store));
        self
    }

    /// Whose tokens they are, where one token store holds those of several users of one client id.
    /// Default: the user name, or nothing for grants without one.
    #[cfg(feature = "oauth")]
    pub fn account(mut self, name: impl Into<String>) -> Self {
        self.account = Some(name.into());
        self
    }

    /// Credentials in environment variables; the documentation of the client's `builder` has their names.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`]: no set of variables is complete; the message names what is missing.
    pub fn credentials_from_env(mut self) -> Result<Self, Error> {
        self.add(environment::from_environment(self.api)?);
        Ok(self)
    }

    /// Credentials in a JSON file, whose keys are the names of the environment variables:
    /// `{"OSU_API_KEY": "…"}`. One file can serve several APIs. Others than the owner must not have
    /// access to it (`chmod 600`).
    ///
    /// # Errors
    ///
    /// [`Error::is_config`]: the file cannot be read, is not private or not such an object, or no set of
    /// names in it is complete; the message names what is missing.
    pub fn credentials_from_file(mut self, path: impl AsRef<Path>) -> Result<Self, Error> {
        self.add(environment::from_file(self.api, path.as_ref())?);
        Ok(self)
    }

    fn add(&mut self, found: environment::Named) {
        self.credentials.extend(found.into_iter().map(|(scheme, credential)| (Some(scheme), credential)));
    }

    /// No credentials, which is the default: forgets those that were given.
    pub fn anonymous(mut self) -> Self {
        self.credentials.clear();
        self
    }

    /// A credential for every scheme that takes its kind.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credentials.push((None, credential));
        self
    }

    /// A credential for the scheme of this name only.
    pub fn credential_for(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.push((Some(scheme.into()), credential));
        self
    }
}
