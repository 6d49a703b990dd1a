//! `graphql_client_codegen`, one operation at a time, so that whatever it refuses costs that operation
//! and no other.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use graphql_client_codegen::deprecation::DeprecationStrategy;
use graphql_client_codegen::normalization::Normalization;
use graphql_client_codegen::{CodegenMode, GraphQLClientCodegenOptions, generate_module_token_stream_from_string};
use syn::Item;

use super::panic_text;
use crate::error::{Error, Result};
use crate::normalise::Report;
use crate::normalise::graphql::Normalised;
use crate::normalise::graphql::engine_view::{OPERATION, View};

const PASS: &str = "engine";

/// What the engine wrote.
#[derive(Debug)]
pub(crate) struct Written {
    /// For each operation that it took.
    pub(crate) modules: Vec<Module>,
    /// The types of the input objects, by name.
    pub(crate) inputs: BTreeMap<String, Item>,
}

/// What the engine wrote for one operation.
#[derive(Debug)]
pub(crate) struct Module {
    /// Name of the operation on the wire.
    pub(crate) operation: String,
    /// The structs and enums of the operation's module, by name.
    pub(crate) items: BTreeMap<String, Item>,
}

/// Runs the engine for each operation. `file` is named in errors. An operation that it does not take is
/// left out with a note.
pub(crate) fn run(file: &Path, normalised: &Normalised, report: &mut Report) -> Result<Written> {
    let fault = |error: std::io::Error| Error::io(file, "hand it to the engine", &error);
    // It reads schemas from paths, and remembers by the path what it read.
    let folder = tempfile::tempdir().map_err(fault)?;
    let mut modules = Vec::new();
    let inputs = if normalised.inputs.is_empty() {
        BTreeMap::new()
    } else {
        let schema = folder.path().join("inputs.graphql");
        std::fs::write(&schema, &normalised.input_view.schema).map_err(fault)?;
        module(&schema, &normalised.input_view)
            .map_err(|what| Error::new(file, format!("input objects of the operations: {what}")).help(REPORT_IT))?
    };
    for (number, operation) in normalised.operations.iter().enumerate() {
        let schema = folder.path().join(format!("{number}.graphql"));
        std::fs::write(&schema, &operation.view.schema).map_err(fault)?;
        match module(&schema, &operation.view) {
            Ok(items) => modules.push(Module { operation: operation.id.clone(), items }),
            Err(what) => {
                let what = format!("the operation is left out: {what}; {REPORT_IT}");
                report.note(PASS, operation.id.clone(), what, true);
            }
        }
    }
    Ok(Written { modules, inputs })
}

const REPORT_IT: &str = "this is a fault of the generator; please report it with the operation";

fn module(schema: &Path, view: &View) -> std::result::Result<BTreeMap<String, Item>, String> {
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        generate_module_token_stream_from_string(&view.document, schema, options()).map_err(|error| error.to_string())
    }))
    .map_err(|panic| format!("the engine gave up: {}", panic_text(&*panic)))?
    .map_err(|error| format!("the engine refuses it: {error}"))?;
    let parsed: syn::File =
        syn::parse2(tokens).map_err(|error| format!("the engine wrote code that does not parse: {error}"))?;
    let module = parsed.items.into_iter().find_map(|item| match item {
        Item::Mod(module) => module.content,
        _ => None,
    });
    let (_, items) = module.ok_or_else(|| "the engine wrote no module".to_owned())?;
    // Imports, constants, implementations and aliases are for the engine's own runtime.
    let named = items.into_iter().filter_map(|item| match &item {
        Item::Struct(found) => Some((found.ident.to_string(), item)),
        Item::Enum(found) => Some((found.ident.to_string(), item)),
        _ => None,
    });
    Ok(named.collect())
}

fn options() -> GraphQLClientCodegenOptions {
    let mut options = GraphQLClientCodegenOptions::new(CodegenMode::Cli);
    options.set_operation_name(OPERATION.to_owned());
    options.set_normalization(Normalization::Rust);
    options.set_response_derives("Serialize".to_owned());
    // Deprecations are told in the documentation: an attribute would warn where nobody can help it.
    options.set_deprecation_strategy(DeprecationStrategy::Allow);
    options
}
