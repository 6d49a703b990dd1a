//! What the user gave for one scheme.

use super::endpoint::Client;
use crate::auth::{AccessToken, AuthorizationCode, Credential, Secret};
use crate::descriptor::Grant;
use crate::error::redact::Scrub;

/// What the user gave for one scheme.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) client: Client,
    pub(super) client_credentials: bool,
    pub(super) password: Option<(String, Secret)>,
    pub(super) session: Option<(String, Secret)>,
    pub(super) code: Option<AuthorizationCode>,
    pub(super) token: Option<AccessToken>,
    pub(super) refresh: Option<Secret>,
    stored: Option<Grant>,
}

impl Given {
    /// All credentials of a scheme together; their secrets are added to `scrub`.
    pub(super) fn collect(credentials: &[&Credential], scrub: &mut Scrub) -> Self {
        let mut given = Self::default();
        for credential in credentials {
            match credential {
                Credential::ClientCredentials { id, secret } => {
                    given.client = client(id, Some(secret), scrub);
                    given.client_credentials = true;
                }
                Credential::Password { user, password } => {
                    scrub.add(password.expose());
                    given.password = Some((user.clone(), password.clone()));
                }
                Credential::Session { user, password } => {
                    scrub.add(password.expose());
                    given.session = Some((user.clone(), password.clone()));
                }
                Credential::AuthorizationCode(code) => {
                    scrub.add(code.code.expose());
                    if let Some(verifier) = &code.pkce_verifier {
                        scrub.add(verifier.expose());
                    }
                    given.client = client(&code.client_id, code.client_secret.as_ref(), scrub);
                    given.code = Some(code.clone());
                }
                Credential::RefreshToken(refresh) => {
                    scrub.add(refresh.token.expose());
                    if let Some(id) = &refresh.client_id {
                        given.client = client(id, refresh.client_secret.as_ref(), scrub);
                    }
                    given.refresh = Some(refresh.token.clone());
                }
                Credential::AccessToken(token) => {
                    scrub.add(token.token.expose());
                    given.client = client(&token.client_id, None, scrub);
                    given.token = Some(token.clone());
                }
                Credential::StoredLogin(login) => {
                    given.client = client(&login.client_id, login.client_secret.as_ref(), scrub);
                    given.stored = Some(if login.implicit { Grant::Implicit } else { Grant::AuthorizationCode });
                }
                Credential::ApiKey(_) | Credential::Token(_) | Credential::Basic { .. } => {}
            }
        }
        given
    }

    /// The grants that were asked for, the most specific one first.
    pub(super) fn grants(&self) -> Vec<Grant> {
        let mut grants = Vec::new();
        let asked = [
            (self.code.is_some(), Grant::AuthorizationCode),
            (self.token.is_some(), Grant::Implicit),
            (self.session.is_some(), Grant::Session),
            (self.password.is_some(), Grant::Password),
            (self.client_credentials, Grant::ClientCredentials),
            (self.refresh.is_some(), Grant::AuthorizationCode),
            (self.refresh.is_some(), Grant::Password),
        ];
        grants.extend(asked.into_iter().filter(|(asked, _)| *asked).map(|(_, grant)| grant));
        grants.extend(self.stored);
        grants
    }

    /// The user name, which tells accounts apart in a token store.
    pub(super) fn user(&self) -> Option<&str> {
        self.password.as_ref().or(self.session.as_ref()).map(|(user, _)| user.as_str())
    }
}

fn client(id: &str, secret: Option<&Secret>, scrub: &mut Scrub) -> Client {
    if let Some(secret) = secret {
        scrub.add(secret.expose());
    }
    Client { id: Some(id.to_owned()), secret: secret.cloned() }
}
