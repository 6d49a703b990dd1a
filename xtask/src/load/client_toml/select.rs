//! `[select]`: a part of the description.

use schemars::JsonSchema;
use serde::Deserialize;

/// The operations that the crate has; without patterns and tags it has all. What they do not reach is not
/// generated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Select {
    /// Patterns for operation ids or for method and path: `pets/*`, `getUser`, `GET /users/*`. A `*` stands
    /// for any text, a `?` for one character.
    pub operations: Vec<String>,
    /// Tags, whose operations are chosen as well.
    pub tags: Vec<String>,
    /// Patterns for the names of webhooks; default: all of them, and none where operations or tags are chosen. The
    /// callbacks of an operation are there if it is.
    pub webhooks: Option<Vec<String>>,
}
