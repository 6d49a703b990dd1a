//! Which grant gets the next token.

use std::sync::{Arc, Mutex, PoisonError};

use super::answer::{Granted, token};
use super::endpoint::{Client, Endpoint};
use super::given::Given;
use super::session::cookies;
use crate::auth::token::{Need, Renewal, Token, TokenSource};
use crate::auth::{AuthorizationCode, Secret};
use crate::error::{AuthFailure, Error};

/// Gets tokens. In this order: what a login has just brought (a code, the token of a fragment); the
/// refresh tokens that there are; user name and password; client credentials.
///
/// A refresh that the server refuses, or whose answer is lost so that a single-use token may be spent,
/// falls back to the password. Without one, a refusal means that somebody has to log in again.
#[derive(Debug)]
pub(super) struct GrantSource {
    endpoint: Endpoint,
    client: Client,
    client_credentials: bool,
    password: Option<(String, Secret)>,
    session: Option<(String, Secret)>,
    /// What a login has just brought.
    login: Mutex<Login>,
    /// The refresh token that the server refused last; it is not sent again.
    spent: Mutex<Option<Secret>>,
}

/// Each is good for once.
#[derive(Debug)]
struct Login {
    code: Option<AuthorizationCode>,
    token: Option<Granted>,
}

impl GrantSource {
    pub(super) fn new(endpoint: Endpoint, given: Given) -> Self {
        let token = given.token.map(|token| Granted { access: token.token, refresh: None, life: token.expires_in });
        Self {
            endpoint,
            client: given.client,
            client_credentials: given.client_credentials,
            password: given.password,
            session: given.session,
            login: Mutex::new(Login { code: given.code, token }),
            spent: Mutex::default(),
        }
    }

    /// Somebody has just logged in: a token that was stored before is not what they want.
    pub(super) fn has_new_login(&self) -> bool {
        let login = lock(&self.login);
        login.code.is_some() || login.token.is_some()
    }

    /// It can get a token without anybody's help, whatever becomes of refresh tokens.
    pub(super) fn can_log_in(&self) -> bool {
        self.has_new_login() || self.password.is_some() || self.session.is_some() || self.client_credentials
    }

    /// Gets a token; the refresh tokens are tried in their order.
    pub(super) async fn next(&self, refresh: &[Secret]) -> Result<Token, Error> {
        let clock = &*self.endpoint.clock;
        let asked_at = clock.now();
        let granted = self.granted(refresh).await?;
        // Counted from before the request, so that it never ends later here than there.
        let expires = granted.life.and_then(|life| asked_at.checked_add(life));
        Ok(Token::new(clock, granted.access, granted.refresh, expires, granted.life))
    }

    async fn granted(&self, refresh: &[Secret]) -> Result<Granted, Error> {
        if let Some(granted) = lock(&self.login).token.take() {
            return Ok(granted);
        }
        let code = lock(&self.login).code.take();
        if let Some(code) = code {
            return self.exchange(code).await;
        }
        let mut failed = None;
        for refresh in refresh {
            if lock(&self.spent).as_ref() == Some(refresh) {
                continue;
            }
            match self.refresh(refresh).await {
                Ok(granted) => return Ok(granted),
                // It was not sent: it is still good, and the next request would not be sent either.
                Err(error) if error.is_connect() => return Err(error),
                Err(error) => {
                    let refused = error.auth_failure() == Some(AuthFailure::GrantRefused);
                    if refused {
                        *lock(&self.spent) = Some(refresh.clone());
                    }
                    failed = Some(error);
                    // It may still be good; those that follow are older.
                    if !refused {
                        break;
                    }
                }
            }
        }
        if let Some((user, password)) = &self.session {
            return self.log_in(user, password).await;
        }
        if let Some((user, password)) = &self.password {
            let form = [("grant_type", "password"), ("username", user), ("password", password.expose())];
            return self.endpoint.ask(&self.client, &form, true, token).await;
        }
        if self.client_credentials {
            return self.endpoint.ask(&self.client, &[("grant_type", "client_credentials")], true, token).await;
        }
        match failed {
            Some(error) if error.auth_failure() != Some(AuthFailure::GrantRefused) => Err(error),
            Some(error) => Err(error
                .with_auth(AuthFailure::LoginRequired)
                .with_message("the refresh token was refused, it may have been used elsewhere: log in again")),
            None => Err(Error::auth(
                AuthFailure::LoginRequired,
                "there is no token that is good now, and none that could be exchanged for one: log in again",
            )),
        }
    }

    async fn refresh(&self, refresh: &Secret) -> Result<Granted, Error> {
        let single_use = self.endpoint.flow.single_use_refresh;
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose())];
        let mut granted = self.endpoint.ask(&self.client, &form, !single_use, token).await?;
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
        let result = self.endpoint.ask(&self.client, &form, false, token).await;
        if result.as_ref().is_err_and(Error::is_connect) {
            // It was not sent: the code is still good.
            lock(&self.login).code = Some(code);
        }
        result.map_err(|error| match error.api_code() {
            Some("invalid_grant") => error
                .with_auth(AuthFailure::LoginRequired)
                .with_message("the code was refused, it may be too old or used already: log in again"),
            _ => error,
        })
    }

    /// Not repeated: it could count as one more wrong password.
    async fn log_in(&self, user: &str, password: &Secret) -> Result<Granted, Error> {
        let (username_field, password_field) =
            self.endpoint.flow.login.map_or(("username", "password"), |login| (login.username, login.password));
        let form = [(username_field, user), (password_field, password.expose())];
        self.endpoint.ask(&self.client, &form, false, cookies).await
    }
}

impl TokenSource for GrantSource {
    fn renew(self: Arc<Self>, need: Need) -> Renewal {
        Box::pin(async move { self.next(need.refresh.as_slice()).await })
    }

    fn forget(self: Arc<Self>) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Error>> + Send>> {
        Box::pin(async { Ok(()) })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
