//! `[errors]`: how an API words its errors.

use schemars::JsonSchema;
use serde::Deserialize;

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
    /// Whether the server does not know the credential, or no longer: as after a 401, one that can be
    /// renewed is renewed, and the call is made once more.
    #[serde(default)]
    pub stale: bool,
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
