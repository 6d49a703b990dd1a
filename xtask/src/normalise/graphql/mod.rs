//! The passes for GraphQL, in their order.

pub(crate) mod comments;
pub(crate) mod documents;
mod engine_schema;
mod faults;
mod merge;
mod names;
mod scalar_schemas;
pub(crate) mod scalars;
mod schema;
pub(crate) mod selections;
mod typenames;

use std::collections::BTreeSet;

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};

use crate::error::Result;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::normalise::Report;
use scalars::ScalarView;

/// A GraphQL description that the engine can take.
#[derive(Debug)]
pub struct Normalised {
    /// The schema as it was written.
    pub(crate) schema: Valid<Schema>,
    /// The operations as they are sent.
    pub(crate) document: ExecutableDocument,
    /// The schema with a scalar of its own for each typed view.
    pub(crate) engine_schema: Schema,
    /// Its text for the engine.
    pub(crate) engine_text: String,
    /// The operations as the engine reads them.
    pub(crate) engine_document: ExecutableDocument,
    /// The operations, in the order of the files.
    pub(crate) operations: Vec<NamedOperation>,
    /// Typed views of untyped scalars.
    pub(crate) scalars: Vec<ScalarView>,
    /// Names that no generated type may have: those of request builders.
    pub(crate) reserved: BTreeSet<String>,
}

/// An operation and what it is called.
#[derive(Debug)]
pub(crate) struct NamedOperation {
    /// Its name on the wire.
    pub(crate) id: String,
    /// The name of its method.
    pub(crate) method: String,
    /// The text that is sent for it.
    pub(crate) text: String,
}

/// The operations as they were written, once they are valid for the schema.
pub(crate) fn written(source: &GraphQlSource) -> Result<ExecutableDocument> {
    Ok(merge::merge(source, &schema::read(source)?)?.into_inner())
}

/// Runs all passes.
pub fn normalise(source: &GraphQlSource, client: &ClientToml, report: &mut Report) -> Result<Normalised> {
    let schema = schema::read(source)?;
    let mut document = merge::merge(source, &schema)?.into_inner();
    let methods = names::operations(source, client, &document, report)?;
    typenames::add(&schema, &mut document, report);
    let mut engine_schema = Schema::clone(&schema);
    let taken = names::taken(&schema, &document, &methods);
    let mut scalars = scalars::retype(source, client, &mut engine_schema, taken, report)?;
    scalar_schemas::loosen(&mut scalars, report);
    let engine_document = selections::merge(&schema, &document);
    let operations = document.operations.named.iter().map(|(name, operation)| NamedOperation {
        id: name.to_string(),
        method: methods.get(name.as_str()).cloned().unwrap_or_default(),
        text: documents::text(&documents::alone(&document, operation)),
    });
    Ok(Normalised {
        operations: operations.collect(),
        engine_text: engine_schema::text(&engine_schema),
        reserved: methods.values().map(|method| crate::names::camel(method)).collect(),
        schema,
        document,
        engine_schema,
        engine_document,
        scalars,
    })
}
