//! `client.toml`: everything that the SDK needs to know and the description language cannot say.

use std::collections::BTreeMap;
use std::path::Path;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::{Error, Place, Result};

/// Facts about an API that its OpenAPI or GraphQL description cannot express.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClientToml {
    /// What the crate is called.
    pub api: ApiSection,
    /// Rust names for wire names.
    pub names: Names,
    /// String or integer formats that a hand-written type of the crate represents.
    pub formats: BTreeMap<String, CustomFormat>,
    /// What a description cannot say about a security scheme; for GraphQL, the scheme itself.
    pub auth: IndexMap<String, Auth>,
    /// Client-side rate limits.
    pub limits: Vec<Limit>,
    /// Where an answer says how long to wait, besides `Retry-After`.
    pub waits: Vec<Wait>,
    /// Which answers are worth another attempt.
    pub retry: Retry,
    /// How the API words its errors.
    pub errors: Errors,
    /// What may be shown in errors, spans and logs.
    pub safe: Safe,
    /// The part of every successful body that is the answer.
    pub envelope: Option<Envelope>,
    /// Settings of single operations, by operation id.
    pub operations: BTreeMap<String, OperationSection>,
    /// GraphQL: the servers.
    pub servers: Vec<Server>,
    /// GraphQL: typed views of untyped scalar fields, by coordinate (`Type.field`).
    pub scalars: BTreeMap<String, Scalar>,
    /// GraphQL: what holds for operations that say nothing themselves.
    pub defaults: Defaults,
}

/// What the crate is called.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApiSection {
    /// Title for people; default: the title in the description.
    pub title: Option<String>,
    /// Name of the crate; default: `clientwright-` and the name of the folder.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// One paragraph about the API; default: the description's own.
    pub description: Option<String>,
    /// Version of the API; default: the description's own.
    pub version: Option<String>,
}

/// Rust names for wire names. Names that are not listed are turned into snake case.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// Operation id to method name.
    pub operations: BTreeMap<String, String>,
    /// Parameter to argument or setter name; `operation.parameter` wins over `parameter`.
    pub parameters: BTreeMap<String, String>,
    /// Property to field name; `Type.property` wins over `property`.
    pub properties: BTreeMap<String, String>,
}

/// A format that a hand-written type represents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomFormat {
    /// Path of the type, which implements `Serialize`, `Deserialize`, `Clone`, `Debug` and `PartialEq`:
    /// `crate::Mods`.
    #[serde(rename = "type")]
    pub path: String,
}

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
    /// Environment variables that hold the credential, for the documentation.
    pub environment: Vec<String>,
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

/// OAuth 2.0 grant types.
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

/// At most so many requests in any window of so many seconds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Name by which operations refer to it.
    pub name: String,
    /// Requests per window.
    pub requests: u32,
    /// Length of the window in seconds.
    pub per_seconds: u32,
    /// Whether it counts only operations that name it.
    #[serde(default)]
    pub only_named: bool,
}

/// A place in an answer that tells how long to wait.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// JSON pointer into the body.
    pub body: Option<String>,
    /// Name of a response header.
    pub header: Option<String>,
    /// What the number means.
    pub unit: WaitUnit,
    /// Whether it is believed over `Retry-After`.
    #[serde(default)]
    pub overrides_retry_after: bool,
}

/// Unit of a waiting time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WaitUnit {
    /// Seconds from now.
    Seconds,
    /// Milliseconds from now.
    Milliseconds,
    /// Seconds since the Unix epoch.
    UnixSeconds,
}

/// Which answers are worth another attempt.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Retry {
    /// Statuses in addition to 408, 429, 500, 502, 503 and 504.
    pub statuses: Vec<u16>,
}

/// How the API words its errors.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Errors {
    /// JSON pointers to the text for people.
    pub message: Vec<String>,
    /// JSON pointers to the code for programs.
    pub code: Vec<String>,
    /// JSON pointers to a request id.
    pub request_id: Vec<String>,
    /// Bodies that are errors whatever their status.
    pub bodies: Vec<BodyRule>,
}

/// A body that is an error whatever its status, or whose kind the status does not tell.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyRule {
    /// JSON pointer of the value to look at.
    pub pointer: String,
    /// The value is a string.
    #[serde(default)]
    pub is_string: bool,
    /// The value is an object.
    #[serde(default)]
    pub is_object: bool,
    /// The value's text is one of these, without regard to case.
    pub is: Option<Vec<String>>,
    /// The value's text is none of these, without regard to case.
    pub is_not: Option<Vec<String>>,
    /// The value is a string that contains this, without regard to case.
    pub contains: Option<String>,
    /// Operations that the rule holds for; empty: all.
    #[serde(default)]
    pub operations: Vec<String>,
    /// Kind of the error.
    #[serde(default)]
    pub kind: BodyErrorKind,
    /// Message where the body has none.
    #[serde(default)]
    pub message: String,
    /// Whether another attempt may succeed.
    #[serde(default)]
    pub retryable: bool,
}

/// Kinds of error that a body can mean.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyErrorKind {
    /// What the status tells; for a 2xx status, a refusal by the API.
    #[default]
    Api,
    /// The credential is missing, wrong or lacks a right.
    Auth,
    /// What was asked for does not exist.
    NotFound,
    /// Too many requests.
    RateLimited,
}

/// What may be shown in errors, spans and logs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Safe {
    /// Query keys whose values may be shown.
    pub query: Vec<String>,
}

/// The part of a successful body that is the answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// JSON pointer to the answer.
    pub pointer: String,
    /// Operations whose answer is the whole body.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Settings of one operation.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OperationSection {
    /// Whether sending it twice has the effect of sending it once; default: by HTTP method, true for
    /// GraphQL queries.
    pub idempotent: Option<bool>,
    /// Limits that count it in addition to the general ones.
    pub limits: Vec<String>,
    /// No limit counts it.
    pub uncounted: bool,
    /// JSON pointer to the part of the body that is the answer; empty: the whole body.
    pub envelope: Option<String>,
    /// Schemes that may be used, the preferred one first.
    pub security: Option<Vec<String>>,
}

/// A server.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Name by which schemes refer to it.
    pub name: String,
    /// URL template.
    pub url: String,
    /// Variables of the template.
    #[serde(default)]
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerVariable {
    /// Value unless the user chooses another.
    pub default: String,
    /// Allowed values; empty: any.
    #[serde(default)]
    pub values: Vec<String>,
    /// What it is for.
    #[serde(default)]
    pub description: String,
}

/// A typed view of an untyped scalar field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scalar {
    /// JSON Schema of the usual value; path relative to the API's folder.
    pub schema: String,
    /// JSON pointer whose presence means that the field refused.
    pub refusal: Option<String>,
}

/// What holds for operations that say nothing themselves.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Defaults {
    /// Schemes that may be used, the preferred one first.
    pub security: Vec<String>,
}

impl ClientToml {
    /// Parses the text of a `client.toml`; `file` is named in errors.
    pub fn parse(file: &Path, text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map_or((1, 1), |span| line_and_column(text, span.start));
            Error::new(file, error.message().to_owned())
                .at(Place::Line(line, column))
                .help(nearest_key(error.message()))
        })
    }

    /// The JSON Schema of this file, for editors.
    pub fn json_schema() -> String {
        let schema = schemars::schema_for!(Self);
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Line and column, both from 1, of a byte offset.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

/// Advice on an unknown key: the message of the parser lists the known ones in backticks.
fn nearest_key(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let Some(unknown) = names.next().filter(|_| message.starts_with("unknown")) else {
        return "the keys and their types are in specs/client.schema.json".to_owned();
    };
    let nearest = names.max_by(|a, b| strsim::jaro_winkler(unknown, a).total_cmp(&strsim::jaro_winkler(unknown, b)));
    match nearest {
        Some(name) if strsim::jaro_winkler(unknown, name) > 0.7 => {
            format!("did you mean `{name}`? All keys are in specs/client.schema.json")
        }
        _ => "all keys are in specs/client.schema.json".to_owned(),
    }
}
