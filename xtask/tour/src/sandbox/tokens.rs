//! Token endpoints: they check what RFC 6749 demands of each grant, and issue tokens.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use url::Url;
use url::form_urlencoded::parse;
use xtask::load::client_toml::{ClientAuth, Grant as GrantType};
use xtask::model::{Api, Flow, Server};

use super::answer::Reply;
use super::credentials::{CLIENT_ID, CLIENT_SECRET, CODE, PASSWORD, USER};
use super::ledger::Ledger;
use super::read::{Asked, Form};

/// Seconds that tokens are said to last.
const LIFE: u32 = 3600;

/// A flow whose tokens are issued here.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    path: String,
    scheme: String,
    /// Its `grant_type`.
    name: &'static str,
    client_auth: ClientAuth,
    pkce: bool,
    single_use_refresh: bool,
    /// JSON pointer to the access token.
    pointer: String,
}

/// Why no token is issued: `error` and `error_description` of RFC 6749, 5.2.
type Refusal = (u16, &'static str, String);

/// The grants of an API, at all of its hosts.
pub(super) fn grants(api: &Api) -> Vec<Grant> {
    let schemes = api.schemes.iter();
    schemes
        .flat_map(|scheme| scheme.flows.iter().filter_map(|flow| Grant::new(&api.servers, &scheme.name, flow)))
        .collect()
}

/// The answer, if this is a token endpoint.
pub(super) fn answer(grants: &[Grant], asked: &Asked, ledger: &Ledger) -> Option<Reply> {
    let here: Vec<&Grant> = grants.iter().filter(|grant| grant.path == asked.path).collect();
    if here.is_empty() || asked.method != "POST" {
        return None;
    }
    Some(match issue(&here, asked, ledger) {
        Ok(body) => Reply::json(200, &body),
        Err((status, error, description)) => {
            Reply::json(status, &json!({ "error": error, "error_description": description }))
        }
    })
}

fn issue(here: &[&Grant], asked: &Asked, ledger: &Ledger) -> Result<Value, Refusal> {
    let form = asked.form().ok_or_else(|| invalid("the body must be a form".to_owned()))?;
    let wanted = field(&form, "grant_type")?;
    let refreshing = wanted == "refresh_token";
    let mut fitting = here.iter().filter(|grant| if refreshing { grant.refreshes() } else { grant.name == wanted });
    let first = fitting.clone().next().ok_or_else(|| {
        (400, "unsupported_grant_type", format!("this endpoint does not take the grant type `{wanted}`"))
    })?;
    if refreshing {
        first.check_client(asked, &form)?;
        let token = field(&form, "refresh_token")?;
        let grant = fitting.find(|grant| ledger.takes_refresh(token, &grant.scheme, grant.single_use_refresh));
        let grant = grant.ok_or_else(|| refused("the refresh token is unknown or was used"))?;
        return Ok(grant.token(ledger, "refresh_token"));
    }
    first.check_client(asked, &form)?;
    first.check_grant(&form)?;
    Ok(first.token(ledger, first.name))
}

impl Grant {
    fn new(servers: &[Server], scheme: &str, flow: &Flow) -> Option<Self> {
        let name = match flow.grant {
            GrantType::ClientCredentials => "client_credentials",
            GrantType::Password => "password",
            GrantType::AuthorizationCode => "authorization_code",
            GrantType::Implicit | GrantType::Session => return None,
        };
        let variables = servers.iter().flat_map(|server| &server.variables);
        let url = variables.fold(flow.token_url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        });
        Some(Self {
            path: Url::parse(&url).ok()?.path().to_owned(),
            scheme: scheme.to_owned(),
            name,
            client_auth: flow.client_auth,
            pkce: flow.pkce,
            single_use_refresh: flow.single_use_refresh,
            pointer: flow.token_pointers.first().cloned().unwrap_or_else(|| "/access_token".to_owned()),
        })
    }

    /// Whether refresh tokens come with its tokens.
    fn refreshes(&self) -> bool {
        self.name != "client_credentials"
    }

    fn check_client(&self, asked: &Asked, form: &Form) -> Result<(), Refusal> {
        let (id, secret) = match self.client_auth {
            ClientAuth::None => return Ok(()),
            ClientAuth::Basic => basic(asked).ok_or_else(|| client("the client must come as HTTP Basic"))?,
            ClientAuth::Body => {
                let id = form.field("client_id").ok_or_else(|| client("the form has no `client_id`"))?;
                (id.to_owned(), form.field("client_secret").map(str::to_owned))
            }
        };
        // A public client has no secret; PKCE takes its place.
        let public = self.pkce && secret.is_none() && form.field("code_verifier").is_some();
        if id == CLIENT_ID && (public || secret.as_deref() == Some(CLIENT_SECRET)) {
            return Ok(());
        }
        Err(client("the client is unknown or its secret is wrong"))
    }

    fn check_grant(&self, form: &Form) -> Result<(), Refusal> {
        match self.name {
            "password" if field(form, "username")? != USER || field(form, "password")? != PASSWORD => {
                Err(refused("user name or password is wrong"))
            }
            "authorization_code" => {
                field(form, "redirect_uri")?;
                if self.pkce {
                    field(form, "code_verifier")?;
                }
                if field(form, "code")? == CODE { Ok(()) } else { Err(refused("the code is unknown")) }
            }
            _ => Ok(()),
        }
    }

    fn token(&self, ledger: &Ledger, grant: &'static str) -> Value {
        let issued = ledger.issue(&self.scheme, grant, self.refreshes());
        let mut body = Map::new();
        put(&mut body, self.pointer.trim_start_matches('/'), issued.access.into());
        body.insert("token_type".to_owned(), "Bearer".into());
        body.insert("expires_in".to_owned(), LIFE.into());
        if let Some(refresh) = issued.refresh {
            body.insert("refresh_token".to_owned(), refresh.into());
        }
        body.into()
    }
}

/// Puts a value where a JSON pointer (without its first slash) says.
fn put(object: &mut Map<String, Value>, pointer: &str, value: Value) {
    match pointer.split_once('/') {
        None => {
            object.insert(pointer.to_owned(), value);
        }
        Some((first, rest)) => {
            let mut inner = Map::new();
            put(&mut inner, rest, value);
            object.insert(first.to_owned(), inner.into());
        }
    }
}

/// Id and secret of the `Authorization` header: each is form-encoded before both are put into Base64.
fn basic(asked: &Asked) -> Option<(String, Option<String>)> {
    let (word, text) = asked.header("authorization")?.split_once(' ')?;
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |text: &str| parse(text.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default();
    word.eq_ignore_ascii_case("basic").then(|| (plain(id), Some(plain(secret))))
}

fn field<'a>(form: &'a Form, name: &str) -> Result<&'a str, Refusal> {
    let value = form.field(name).filter(|value| !value.is_empty());
    value.ok_or_else(|| invalid(format!("the form has no `{name}`")))
}

fn invalid(description: String) -> Refusal {
    (400, "invalid_request", description)
}

fn refused(description: &str) -> Refusal {
    (400, "invalid_grant", description.to_owned())
}

fn client(description: &str) -> Refusal {
    (401, "invalid_client", description.to_owned())
}
