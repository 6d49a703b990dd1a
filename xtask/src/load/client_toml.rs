//! `client.toml`: everything that the SDK needs to know and the description language cannot say.

mod auth;
mod errors;
mod features;
mod limits;
mod select;

use std::collections::BTreeMap;
use std::path::Path;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::{Error, Place, Result};

pub use auth::{Auth, AuthFlow, AuthKind, ClientAuth, Environment, Grant, Login};
pub use errors::{BodyErrorKind, BodyRule, Errors};
pub use features::FeatureSection;
pub use limits::{Limit, LimitHeaders, Points, Retry, Wait, WaitUnit};
pub use select::Select;

/// Facts about an API that its OpenAPI or GraphQL description cannot express.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClientToml {
    /// What the crate is called.
    pub api: ApiSection,
    /// The part of the description that the crate has; default: all of it.
    pub select: Select,
    /// Features of the crate, so that a program compiles what it uses.
    pub features: FeatureSection,
    /// Rust names for wire names.
    pub names: Names,
    /// String or integer formats that a hand-written type of the crate represents.
    pub formats: BTreeMap<String, CustomFormat>,
    /// What a description cannot say about a security scheme; for GraphQL, the scheme itself.
    pub auth: IndexMap<String, Auth>,
    /// Client-side rate limits.
    pub limits: Vec<Limit>,
    /// Budgets of points that answers tell of.
    pub points: Vec<Points>,
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
    /// GraphQL: what untyped scalars hold, by scalar (`DateTime`) or by the coordinate of a field
    /// (`Type.field`).
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

/// What an untyped scalar holds: `schema` (and `refusal`) give a typed view beside the JSON, `type` and
/// `format` a plain Rust type in its place.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Scalar {
    /// JSON Schema of the usual value; path relative to the API's folder.
    pub schema: Option<String>,
    /// JSON pointer whose presence means that the field refused.
    pub refusal: Option<String>,
    /// What it is in JSON; default: `string`, if there is a `format`.
    #[serde(rename = "type")]
    pub ty: Option<ScalarType>,
    /// Its format, as in JSON Schema: `date-time`, `date`, `uuid`, `int64`, … or one of `formats`.
    pub format: Option<String>,
}

/// What a scalar is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScalarType {
    /// A text.
    String,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
}

impl ScalarType {
    /// The word of JSON Schema for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }
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
