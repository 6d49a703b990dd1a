//! What the feature of a tag is called.

/// Features that mean something else in a crate, or may once.
const TAKEN: &[&str] = &[
    "all",
    "browser",
    "default",
    "default-tags",
    "full",
    "graphql",
    "native-tls",
    "oauth",
    "other-types",
    "rustls",
    "serde",
    "std",
    "strict",
    "test",
    "testing",
    "tracing",
    "unstable",
    "uuid",
    "webhooks",
    "xml",
];

/// Begins the features of tags that are called like another feature.
const PREFIX: &str = "tag-";

/// The feature of a module of operations, which is called after the tag. Different modules have different ones,
/// and none depends on which others there are.
pub(super) fn of_module(module: &str) -> String {
    let name = module.trim_end_matches('_').replace('_', "-");
    if name.starts_with(PREFIX) || TAKEN.contains(&name.as_str()) { format!("{PREFIX}{name}") } else { name }
}
