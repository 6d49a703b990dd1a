//! `[features]`: what a program may leave out of the crate.

use schemars::JsonSchema;
use serde::Deserialize;

/// Features of the crate. Without them a program compiles all of it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FeatureSection {
    /// Whether each tag is a feature, with its operations and the types that only they need.
    pub tags: bool,
    /// The tags whose features are on unless a program says otherwise; default: all.
    pub default: Option<Vec<String>>,
}
