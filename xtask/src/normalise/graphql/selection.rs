//! Of the operations, those that `[select]` chooses: by name, or by the file that they stand in.

use std::collections::BTreeSet;

use apollo_compiler::ExecutableDocument;

use super::documents;
use crate::error::Result;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::names;
use crate::normalise::Report;
use crate::select;

const PASS: &str = "selection";

/// Takes out what is not chosen, with the fragments that nothing else uses.
pub(super) fn select(
    source: &GraphQlSource,
    client: &ClientToml,
    document: &mut ExecutableDocument,
    report: &mut Report,
) -> Result<()> {
    let wanted = &client.select;
    if wanted.operations.is_empty() && wanted.tags.is_empty() {
        return Ok(());
    }
    let all: Vec<(String, String)> = document
        .operations
        .named
        .iter()
        .map(|(name, operation)| (name.to_string(), documents::tag(document, operation)))
        .collect();
    for pattern in &wanted.operations {
        if !all.iter().any(|(name, _)| select::matches(pattern, name)) {
            return Err(source
                .client_fault("select.operations", format!("`{pattern}` chooses no operation"))
                .help(names::nearest(pattern, all.iter().map(|(name, _)| name.as_str()))));
        }
    }
    for tag in &wanted.tags {
        if !all.iter().any(|(_, known)| known == tag) {
            return Err(source
                .client_fault("select.tags", format!("no file of operations is called `{tag}`"))
                .help(names::nearest(tag, all.iter().map(|(_, tag)| tag.as_str()))));
        }
    }
    let chosen: BTreeSet<&str> = all
        .iter()
        .filter(|(name, tag)| {
            wanted.operations.iter().any(|pattern| select::matches(pattern, name)) || wanted.tags.contains(tag)
        })
        .map(|(name, _)| name.as_str())
        .collect();
    document.operations.named.retain(|name, _| chosen.contains(name.as_str()));
    let operations: Vec<_> = document.operations.named.values().cloned().collect();
    let used: BTreeSet<_> =
        operations.iter().flat_map(|operation| documents::alone(document, operation).fragments.into_keys()).collect();
    document.fragments.retain(|name, _| used.contains(name));
    let what = format!("{} of {} operations are chosen", chosen.len(), all.len());
    report.note(PASS, "client.toml [select]".to_owned(), what, false);
    Ok(())
}
