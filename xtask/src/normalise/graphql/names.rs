//! Operations get their Rust names: a method `character_by_name` and, made from it, a request builder
//! `CharacterByName`, whose name no type may have.

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::{ExecutableDocument, Schema};

use crate::load::client_toml::ClientToml;
use crate::names;
use crate::normalise::Report;

const PASS: &str = "names";

/// Methods that a client has anyway.
const METHODS: &[&str] = &["builder", "clone", "core"];

/// Names that generated code or its reader takes for something else.
pub(crate) const PRELUDE: &[&str] = &[
    "API",
    "Box",
    "CallOptions",
    "Client",
    "Clone",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ErrorKind",
    "Fn",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "PartialEq",
    "Response",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Value",
    "Vec",
];

/// The method name of each operation, by the operation's name. Where it is taken, or its builder would
/// be, the operation's kind or a number comes behind it.
pub(super) fn operations(
    client: &ClientToml,
    document: &ExecutableDocument,
    report: &mut Report,
) -> BTreeMap<String, String> {
    let mut methods = BTreeMap::new();
    let mut taken: BTreeSet<String> = METHODS.iter().map(|&name| name.to_owned()).collect();
    let mut builders: BTreeSet<String> = PRELUDE.iter().map(|&name| name.to_owned()).collect();
    let given = |name: &str| client.names.operations.get(name);
    let all = || document.operations.named.iter();
    // Names that were chosen by hand are not for others.
    let (chosen, derived): (Vec<_>, Vec<_>) = all().partition(|(name, _)| given(name).is_some());
    for (name, operation) in chosen.into_iter().chain(derived) {
        let plain = given(name).cloned().unwrap_or_else(|| names::snake(name));
        let mut method = plain.clone();
        let mut number = 1;
        while taken.contains(&method) || builders.contains(&names::camel(&method)) {
            let kind = operation.operation_type.name();
            method = if number == 1 { format!("{plain}_{kind}") } else { format!("{plain}_{number}") };
            number += 1;
        }
        if method != plain {
            report.note(PASS, name.to_string(), format!("its method is `{method}`, because `{plain}` is taken"), false);
        }
        taken.insert(method.clone());
        builders.insert(names::camel(&method));
        methods.insert(name.to_string(), method);
    }
    methods
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
