//! `graphql_client_codegen`, one operation at a time, so that whatever it refuses has a name.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use graphql_client_codegen::deprecation::DeprecationStrategy;
use graphql_client_codegen::normalization::Normalization;
use graphql_client_codegen::{CodegenMode, GraphQLClientCodegenOptions, generate_module_token_stream_from_string};
use heck::ToUpperCamelCase;
use syn::Item;

use super::panic_text;
use crate::error::{Error, Result};
use crate::normalise::graphql::{Normalised, documents};

/// What the engine wrote for one operation.
#[derive(Debug)]
pub(crate) struct Module {
    /// Name of the operation on the wire.
    pub(crate) operation: String,
    /// The items of the operation's module.
    pub(crate) items: Vec<Item>,
}

/// Runs the engine for each operation. `file` is named in errors.
pub(crate) fn run(file: &Path, normalised: &Normalised) -> Result<Vec<Module>> {
    // It reads the schema from a path, and remembers by the path what it read.
    let fault = |error: std::io::Error| Error::io(file, "hand it to the engine", &error);
    let mut schema = tempfile::Builder::new().suffix(".graphql").tempfile().map_err(fault)?;
    std::io::Write::write_all(&mut schema, normalised.engine_text.as_bytes()).map_err(fault)?;

    let mut modules = Vec::new();
    for (name, operation) in &normalised.engine_document.operations.named {
        let text = documents::alone(&normalised.engine_document, operation).to_string();
        let fault = |what: String| Error::new(file, what).operation(name.as_str());
        let tokens = catch_unwind(AssertUnwindSafe(|| {
            generate_module_token_stream_from_string(&text, schema.path(), options(name, normalised))
                .map_err(|error| error.to_string())
        }))
        .map_err(|panic| fault(format!("the engine gave up: {}", panic_text(&*panic))))?
        .map_err(|error| fault(format!("the engine refuses it: {error}")))?;
        let parsed: syn::File = syn::parse2(tokens)
            .map_err(|error| fault(format!("the engine wrote code that does not parse: {error}")))?;
        let module = parsed.items.into_iter().find_map(|item| match item {
            Item::Mod(module) => module.content,
            _ => None,
        });
        let Some((_, items)) = module else {
            return Err(fault("the engine wrote no module".to_owned()));
        };
        modules.push(Module { operation: name.to_string(), items });
    }
    Ok(modules)
}

fn options(operation: &str, normalised: &Normalised) -> GraphQLClientCodegenOptions {
    let mut options = GraphQLClientCodegenOptions::new(CodegenMode::Cli);
    options.set_operation_name(operation.to_upper_camel_case());
    options.set_normalization(Normalization::Rust);
    options.set_response_derives("Serialize".to_owned());
    // Enums are drawn from the schema, and open.
    let enums = normalised.engine_schema.types.iter().filter(|(_, ty)| ty.is_enum());
    options.set_extern_enums(enums.map(|(name, _)| name.to_string()).collect());
    // Deprecations are told in the documentation: an attribute would warn where nobody can help it.
    options.set_deprecation_strategy(DeprecationStrategy::Allow);
    options
}
