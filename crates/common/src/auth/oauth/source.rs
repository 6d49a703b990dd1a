//! Which grant gets the next token.

use std::sync::{Arc, Mutex, PoisonError};

use super::answer::Granted;
use super::endpoint::{Client, Endpoint};
use crate::auth::token::{Renewal, Token, TokenSource};
use crate::auth::{AuthorizationCode, Credential, Secret};
use crate::descriptor::Grant;
use crate::error::redact::Scrub;
use crate::error::{Error, ErrorKind};

/// What the user gave for one scheme.
#[derive(Debug, Default)]
pub(super) struct Given {
    client: Client,
    client_credentials: bool,
    password: Option<(String, Secret)>,
    code: Option<AuthorizationCode>,
    pub(super) refresh: Option<Secret>,
}

impl Given {
    pub(super) fn collect(credentials: &[&Credential], scrub: &mut Scrub) -> Self {
        let mut given = Self::default();
        for credential in credentials {
            match credential {
                Credential::ClientCredentials { id, secret } => {
                    scrub.add(secret.expose());
                    given.client = Client { id: Some(id.clone()), secret: Some(secret.clone()) };
                    given.client_credentials = true;
                }
                Credential::Password { user, password } => {
                    scrub.add(password.expose());
                    given.password = Some((user.clone(), password.clone()));
                }
                Credential::AuthorizationCode(code) => {
                    scrub.add(code.code.expose());
                    for secret in code.client_secret.iter().chain(&code.pkce_verifier) {
                        scrub.add(secret.expose());
                    }
                    given.client = Client { id: Some(code.client_id.clone()), secret: code.client_secret.clone() };
                    given.code = Some(code.clone());
                }
                Credential::RefreshToken(refresh) => {
                    scrub.add(refresh.token.expose());
                    if let Some(secret) = &refresh.client_secret {
                        scrub.add(secret.expose());
                    }
                    if refresh.client_id.is_some() {
                        given.client = Client { id: refresh.client_id.clone(), secret: refresh.client_secret.clone() };
                    }
                    given.refresh = Some(refresh.token.clone());
                }
                Credential::ApiKey(_) | Credential::Token(_) | Credential::Basic { .. } => {}
            }
        }
        given
    }

    /// The grants that were asked for, the most specific one first.
    pub(super) fn grants(&self) -> Vec<Grant> {
        let mut grants = Vec::new();
        if self.code.is_some() {
            grants.push(Grant::AuthorizationCode);
        }
        if self.password.is_some() {
            grants.push(Grant::Password);
        }
        if self.client_credentials {
            grants.push(Grant::ClientCredentials);
        }
        grants.extend([Grant::AuthorizationCode, Grant::Password].iter().filter(|_| self.refresh.is_some()));
        grants
    }
}

/// Gets tokens: by the refresh token if there is one, else by the grant that the user's credentials
/// allow. A refresh that fails falls back to the grant.
#[derive(Debug)]
pub(super) struct GrantSource {
    endpoint: Endpoint,
    client: Client,
    client_credentials: bool,
    password: Option<(String, Secret)>,
    /// Good for one exchange.
    code: Mutex<Option<AuthorizationCode>>,
}

impl GrantSource {
    pub(super) fn new(endpoint: Endpoint, given: Given) -> Self {
        Self {
            endpoint,
            client: given.client,
            client_credentials: given.client_credentials,
            password: given.password,
            code: Mutex::new(given.code),
        }
    }

    async fn next(&self, refresh: Option<Secret>) -> Result<Granted, Error> {
        let mut refused = None;
        if let Some(refresh) = refresh {
            match self.refresh(&refresh).await {
                Ok(granted) => return Ok(granted),
                Err(error) => refused = Some(error),
            }
        }
        let code = self.code.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(code) = code {
            return self.exchange(code).await;
        }
        if let Some((user, password)) = &self.password {
            let form = [("grant_type", "password"), ("username", user), ("password", password.expose())];
            return self.endpoint.ask(&self.client, &form, true).await;
        }
        if self.client_credentials {
            return self.endpoint.ask(&self.client, &[("grant_type", "client_credentials")], true).await;
        }
        Err(refused
            .unwrap_or_else(|| Error::new(ErrorKind::Auth, "the token has ended and cannot be renewed: log in again")))
    }

    async fn refresh(&self, refresh: &Secret) -> Result<Granted, Error> {
        let single_use = self.endpoint.flow.single_use_refresh;
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose())];
        let mut granted = self.endpoint.ask(&self.client, &form, !single_use).await?;
        if granted.refresh.is_none() && !single_use {
            granted.refresh = Some(refresh.clone());
        }
        Ok(granted)
    }

    async fn exchange(&self, code: AuthorizationCode) -> Result<Granted, Error> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code.code.expose()),
            ("redirect_uri", &code.redirect_uri),
        ];
        if let Some(verifier) = &code.pkce_verifier {
            form.push(("code_verifier", verifier.expose()));
        }
        let result = self.endpoint.ask(&self.client, &form, false).await;
        if result.as_ref().is_err_and(Error::is_connect) {
            // It was not sent: the code is still good.
            *self.code.lock().unwrap_or_else(PoisonError::into_inner) = Some(code);
        }
        result
    }
}

impl TokenSource for GrantSource {
    fn renew(self: Arc<Self>, refresh: Option<Secret>) -> Renewal {
        Box::pin(async move {
            let asked_at = self.endpoint.clock.now();
            let granted = self.next(refresh).await?;
            Ok(Token {
                access: granted.access,
                refresh: granted.refresh,
                // Counted from before the request, so that it never ends later here than there.
                expires: granted.life.and_then(|life| asked_at.checked_add(life)),
                life: granted.life,
            })
        })
    }
}
