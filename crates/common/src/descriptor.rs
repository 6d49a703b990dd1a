//! What the generator knows about an API, as constant data.
//!
//! Generated crates consist of types, thin builders and one [`Api`] value; everything that happens
//! during a call is decided here, by code that is compiled once, from these tables. Nothing in this
//! module is part of the semver promise: a generated crate and the `clientwright-common` that it was
//! generated for belong together.

/// One API: the facts that hold for all of its operations.
#[derive(Debug)]
pub struct Api {
    /// Short name, the name of the folder in `specs/`: `osu`.
    pub name: &'static str,
    /// Title for people: `osu! API v1`.
    pub title: &'static str,
    /// `User-Agent` that is sent unless the caller sets one: `clientwright-osu/0.1.0`.
    pub user_agent: &'static str,
    /// Servers; the first one is the default.
    pub servers: &'static [Server],
    /// Security schemes, in the order of the spec.
    pub schemes: &'static [Scheme],
    /// Client-side rate limits.
    pub limits: &'static [Limit],
    /// Budgets of points.
    pub points: &'static [Points],
    /// Where an answer says how long to wait, apart from the `Retry-After` header.
    pub waits: &'static [WaitHint],
    /// Statuses that are worth another attempt, in addition to those of `retry::Policy`.
    pub retry_statuses: &'static [u16],
    /// The most seconds of a `Retry-After` that are believed; `None`: all.
    pub retry_after_cap: Option<u32>,
    /// How this API words its errors.
    pub errors: ErrorRules,
    /// Query keys whose values may appear in errors, spans and logs. All others are masked.
    pub shown_query: &'static [&'static str],
}

/// A server that answers operations.
#[derive(Debug)]
pub struct Server {
    /// Name by which operations and schemes refer to it: `default`, `advanced`.
    pub name: &'static str,
    /// URL template: `https://{region}.example.com/api`. No trailing slash.
    pub url: &'static str,
    /// Variables of the template.
    pub variables: &'static [ServerVariable],
}

/// A variable of a [`Server`] URL.
#[derive(Debug)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: &'static str,
    /// Value unless the caller chooses another.
    pub default: &'static str,
    /// Allowed values; empty means that any value is allowed.
    pub values: &'static [&'static str],
}

/// A way to prove who is calling.
#[derive(Debug)]
pub struct Scheme {
    /// Name in the spec: `api_key`, `oauth`.
    pub name: &'static str,
    /// Which kind of credential the scheme takes.
    pub kind: SchemeKind,
    /// Where the credential goes in a request.
    pub placement: Placement,
    /// Grants by which a token is obtained; empty when the credential itself is sent.
    pub flows: &'static [Flow],
    /// Server that takes calls made with this scheme, if it is not the operation's own.
    pub server: Option<&'static str>,
    /// Environment variables that hold what the scheme needs.
    pub environment: &'static [Variable],
}

/// An environment variable, which is also a key of a credentials file.
#[derive(Debug)]
pub struct Variable {
    /// What it holds.
    pub role: Role,
    /// Its name: `OSU_API_KEY`.
    pub name: &'static str,
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

/// Kinds of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key that the user was given.
    ApiKey,
    /// A token that the user was given or that a flow obtains.
    Token,
    /// User name and password, sent with each request.
    Basic,
    /// A login session: cookies that a login sets and that are sent back with each request.
    Session,
}

/// Where a credential goes.
#[derive(Debug)]
pub enum Placement {
    /// A header. `word` and a space precede the credential when `word` is not empty; `prefix` precedes
    /// it unless the credential already begins with it.
    Header {
        /// Header name in lower case.
        name: &'static str,
        /// `Bearer`, `bearer`, `Basic`, or empty.
        word: &'static str,
        /// `pkt-`, or empty.
        prefix: &'static str,
    },
    /// A query parameter.
    Query {
        /// Parameter name.
        name: &'static str,
    },
    /// A cookie. For a login session the name is only the usual one: all cookies that the login set are
    /// sent back.
    Cookie {
        /// Cookie name.
        name: &'static str,
    },
}

/// An OAuth 2.0 flow.
#[derive(Debug)]
pub struct Flow {
    /// Grant type.
    pub grant: Grant,
    /// Authorization endpoint; may hold server variables. Empty for grants without one.
    pub authorize_url: &'static str,
    /// Token endpoint; may hold server variables. Empty for the implicit grant.
    pub token_url: &'static str,
    /// Known scopes.
    pub scopes: &'static [&'static str],
    /// How the client's id and secret reach the token endpoint.
    pub client_auth: ClientAuth,
    /// Whether PKCE with S256 is sent.
    pub pkce: bool,
    /// Whether a refresh token is valid once only.
    pub single_use_refresh: bool,
    /// JSON pointers to the access token in the token answer; the first one that holds a string counts.
    pub token_pointers: &'static [&'static str],
    /// The form of a login, for [`Grant::Session`].
    pub login: Option<Login>,
}

/// The form by which a user logs in. The answer of `operation` is judged by the error rules that name
/// that operation.
#[derive(Debug, Clone, Copy)]
pub struct Login {
    /// Operation that logs in; `Flow::token_url` is its address.
    pub operation: &'static str,
    /// Form field of the user name.
    pub username: &'static str,
    /// Form field of the password.
    pub password: &'static str,
}

/// Ways to obtain a token: OAuth 2.0 grant types, and the login of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grant {
    /// RFC 6749, 4.4.
    ClientCredentials,
    /// RFC 6749, 4.3.
    Password,
    /// RFC 6749, 4.1.
    AuthorizationCode,
    /// RFC 6749, 4.2.
    Implicit,
    /// User name and password in a form; the answer sets cookies.
    Session,
}

/// How a client proves itself to a token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuth {
    /// HTTP Basic.
    Basic,
    /// `client_id` and `client_secret` in the form.
    Body,
    /// The grant has no client at all.
    None,
}

/// At most `requests` in any window of `per_seconds`.
#[derive(Debug)]
pub struct Limit {
    /// Name by which operations refer to it.
    pub name: &'static str,
    /// Requests per window.
    pub requests: u32,
    /// Length of the window in seconds.
    pub per_seconds: u32,
    /// Whether it counts only operations that name it; otherwise it counts every operation that is
    /// not exempt.
    pub only_named: bool,
    /// Headers in which answers tell the server's own count.
    pub headers: Option<LimitHeaders>,
}

/// Response headers that tell a server's count of requests; names in lower case.
#[derive(Debug)]
pub struct LimitHeaders {
    /// Requests per window.
    pub limit: Option<&'static str>,
    /// Requests that are left in the window.
    pub remaining: Option<&'static str>,
    /// When the window ends, and what the number means.
    pub reset: Option<(&'static str, WaitUnit)>,
}

/// A budget of points that is filled up all at once, as GraphQL APIs count.
#[derive(Debug)]
pub struct Points {
    /// Name for people: `points`.
    pub name: &'static str,
    /// JSON pointer to the points of a period, in the body of an answer.
    pub limit: &'static str,
    /// JSON pointer to the points that are spent, before the call itself is charged.
    pub spent: &'static str,
    /// JSON pointer to the seconds until the budget is full again.
    pub resets_in: &'static str,
    /// Length of a period in seconds.
    pub per_seconds: u32,
    /// What a call costs of which nothing else is known.
    pub cost: f64,
    /// What calls of these operations cost.
    pub costs: &'static [(&'static str, f64)],
}

/// A place in an answer that tells how long to wait.
#[derive(Debug)]
pub struct WaitHint {
    /// Where the number is.
    pub source: WaitSource,
    /// What the number means.
    pub unit: WaitUnit,
    /// Whether it is believed over `Retry-After`.
    pub overrides_retry_after: bool,
}

/// Where a waiting time is written.
#[derive(Debug)]
pub enum WaitSource {
    /// A response header, in lower case.
    Header(&'static str),
    /// A JSON pointer into the body.
    Body(&'static str),
}

/// The unit of a waiting time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitUnit {
    /// Seconds from now.
    Seconds,
    /// Milliseconds from now.
    Milliseconds,
    /// Seconds since the Unix epoch.
    UnixSeconds,
}

/// How an API words its errors.
#[derive(Debug)]
pub struct ErrorRules {
    /// JSON pointers to the text for people; the first one that holds a string counts.
    pub message: &'static [&'static str],
    /// JSON pointers to the code for programs; the first one that holds a string or a number counts.
    pub code: &'static [&'static str],
    /// JSON pointers to a request id in the body.
    pub request_id: &'static [&'static str],
    /// Bodies that are errors whatever their status; the first match counts.
    pub bodies: &'static [BodyRule],
}

/// A body that is an error although its status may be 200, or whose kind the status does not tell.
#[derive(Debug)]
pub struct BodyRule {
    /// JSON pointer of the value to look at. A body without it does not match.
    pub pointer: &'static str,
    /// What the value must be.
    pub test: BodyTest,
    /// Operations that the rule holds for; empty means all.
    pub operations: &'static [&'static str],
    /// Kind of the error.
    pub kind: BodyErrorKind,
    /// Message to show where the body has none of its own.
    pub message: &'static str,
    /// Whether another attempt may succeed.
    pub retryable: bool,
    /// Whether the credential is unknown to the server or has ended, as after a 401: one that can be
    /// renewed is renewed, and the call is made once more.
    pub stale: bool,
}

/// A condition on a value in a body.
#[derive(Debug)]
pub enum BodyTest {
    /// It is a string.
    IsString,
    /// It is an object.
    IsObject,
    /// Its text (of a string, number or boolean) equals one of these, without regard to case.
    Is(&'static [&'static str]),
    /// Its text equals none of these, without regard to case.
    IsNot(&'static [&'static str]),
    /// It is a string that contains this, without regard to case.
    Contains(&'static str),
}

/// Kinds of error that a [`BodyRule`] can assign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyErrorKind {
    /// The kind that the status tells; for a 2xx status, a refusal by the API.
    Api,
    /// The credential is missing, wrong or lacks a right.
    Auth,
    /// What was asked for does not exist.
    NotFound,
    /// Too many requests.
    RateLimited,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// Name of the operation in the spec: `get_user`.
    pub id: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path template below the server URL: `/users/{user}`.
    pub path: &'static str,
    /// Name of the server; `None` means the first one of [`Api::servers`].
    pub server: Option<&'static str>,
    /// Alternatives of combinations of scheme names. Empty: no credential is sent. An empty
    /// combination among them: a credential is sent if there is one.
    pub security: &'static [&'static [&'static str]],
    /// Whether sending it twice has the effect of sending it once.
    pub idempotent: bool,
    /// Limits that count this operation in addition to the API's general ones; `None`: the API counts
    /// it under no limit at all.
    pub limits: Option<&'static [&'static str]>,
    /// Query parameters with a fixed value.
    pub query: &'static [(&'static str, &'static str)],
    /// Value of the `Accept` header.
    pub accept: &'static str,
    /// JSON pointer to the part of a successful body that is the answer.
    pub envelope: Option<&'static str>,
    /// GraphQL: the document that is sent.
    pub graphql: Option<Graphql>,
}

/// A GraphQL operation.
#[derive(Debug)]
pub struct Graphql {
    /// Text of the document, with exactly one operation.
    pub document: &'static str,
    /// Name of the operation in it.
    pub name: &'static str,
}
