//! Operations get their Rust names: a method `character_by_name` and, made from it, a request builder
//! `CharacterByName`, whose name no type may have.

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::{ExecutableDocument, Schema};
use heck::ToUpperCamelCase;

use super::faults;
use crate::error::{Error, Result};
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::names;
use crate::normalise::Report;

const PASS: &str = "names";

/// The method name of each operation, by the operation's name.
pub(super) fn operations(
    source: &GraphQlSource,
    client: &ClientToml,
    document: &ExecutableDocument,
    report: &mut Report,
) -> Result<BTreeMap<String, String>> {
    let mut methods = BTreeMap::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for name in document.operations.named.keys() {
        let method = match client.names.operations.get(name.as_str()) {
            Some(method) => method.clone(),
            None => names::snake(name),
        };
        if name.as_str() != name.to_upper_camel_case() {
            report.note(
                PASS,
                name.to_string(),
                format!("its types are named after `{}`", name.to_upper_camel_case()),
                false,
            );
        }
        if let Some(other) = owners.insert(method.clone(), name.to_string()) {
            let what = format!("the operations `{other}` and `{name}` both become the method `{method}`");
            return Err(faults::at(Error::new(&source.dir, &what), name.location(), &document.sources, &what)
                .operation(name.as_str())
                .help(format!(
                    "rename one of them, or give it a method name in client.toml: `[names.operations]` {name} = \"…\""
                )));
        }
        methods.insert(name.to_string(), method);
    }
    Ok(methods)
}

/// Type names that are spoken for: request builders, types of the schema and fragments.
pub(super) fn taken(
    schema: &Schema,
    document: &ExecutableDocument,
    methods: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let builders = methods.values().map(|method| names::camel(method));
    let types = schema.types.keys().filter(|name| !name.starts_with("__")).map(|name| names::camel(name));
    let fragments = document.fragments.keys().map(|name| names::camel(name));
    builders.chain(types).chain(fragments).collect()
}
