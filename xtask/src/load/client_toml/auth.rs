//! `[auth.<scheme>]`: what a description cannot say about a security scheme.

use schemars::JsonSchema;
use serde::Deserialize;

/// A security scheme.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Auth {
    /// GraphQL: what kind of scheme it is.
    pub kind: Option<AuthKind>,
    /// GraphQL, API keys: the header that takes the key.
    pub header: Option<String>,
    /// GraphQL, OAuth 2.0: the flows.
    pub flows: Vec<AuthFlow>,
    /// Text that precedes the credential unless the credential already begins with it.
    pub prefix: Option<String>,
    /// Word before the token in the `Authorization` header; default: `Bearer`.
    pub word: Option<String>,
    /// The credential goes into this query parameter and not into a header.
    pub query: Option<String>,
    /// Server that takes calls made with this scheme.
    pub server: Option<String>,
    /// How the client's id and secret reach the token endpoint; default: `basic`.
    pub client_auth: Option<ClientAuth>,
    /// Whether the authorization code flow sends PKCE with S256.
    pub pkce: bool,
    /// Whether a refresh token is valid once only.
    pub single_use_refresh: bool,
    /// JSON pointers to the access token in the token answer; default: `/access_token`.
    pub token_pointers: Vec<String>,
    /// OpenAPI, cookies: the operation that opens a session.
    pub login: Option<Login>,
    /// Environment variables that hold what the scheme needs; default: names made of the API's own, such
    /// as `OSU_API_KEY`. A table that is there takes the place of all of them.
    pub environment: Option<Environment>,
}

/// Kinds of security scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthKind {
    /// OAuth 2.0.
    #[serde(rename = "oauth2")]
    OAuth2,
    /// A token that the user was given.
    Bearer,
    /// A key that the user was given.
    ApiKey,
    /// User name and password with each request.
    Basic,
}

/// An OAuth 2.0 flow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthFlow {
    /// Grant type.
    pub grant: Grant,
    /// Authorization endpoint; may hold server variables.
    #[serde(default)]
    pub authorize_url: String,
    /// Token endpoint; may hold server variables.
    #[serde(default)]
    pub token_url: String,
    /// Known scopes.
    #[serde(default)]
    pub scopes: Vec<String>,
}

/// Ways to obtain a token: OAuth 2.0 grant types, and the login of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// RFC 6749, 4.4.
    ClientCredentials,
    /// RFC 6749, 4.3.
    Password,
    /// RFC 6749, 4.1.
    AuthorizationCode,
    /// RFC 6749, 4.2.
    Implicit,
    /// User name and password in a form; `[auth.<scheme>.login]` declares it, and no flow does.
    #[serde(skip)]
    Session,
}

/// How a client proves itself to the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClientAuth {
    /// HTTP Basic.
    Basic,
    /// Form fields.
    Body,
    /// There is no client, only a user.
    None,
}

/// The operation by which a user logs in: a POST of a form whose answer sets cookies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// Operation id.
    pub operation: String,
    /// Form field of the user name; default: `username`.
    #[serde(default = "username")]
    pub username: String,
    /// Form field of the password; default: `password`.
    #[serde(default = "password")]
    pub password: String,
}

fn username() -> String {
    "username".to_owned()
}

fn password() -> String {
    "password".to_owned()
}

/// Names of environment variables, by what they hold.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Environment {
    /// Holds a key.
    pub api_key: Option<String>,
    /// Holds a token that is sent as it is.
    pub token: Option<String>,
    /// Holds the user name.
    pub username: Option<String>,
    /// Holds the password.
    pub password: Option<String>,
    /// Holds the client id.
    pub client_id: Option<String>,
    /// Holds the client secret.
    pub client_secret: Option<String>,
    /// Holds a refresh token of an earlier run.
    pub refresh_token: Option<String>,
}
