//! The passes for GraphQL, in their order.

pub(crate) mod answers;
pub(crate) mod comments;
mod conditions;
pub(crate) mod deprecation;
pub(crate) mod documents;
pub(crate) mod engine_view;
mod faults;
mod fragments;
mod merge;
mod names;
mod open;
mod scalar_schemas;
pub(crate) mod scalars;
mod schema;
mod selection;
mod share;
mod typenames;

use std::collections::BTreeSet;

use apollo_compiler::collections::IndexSet;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Name, Schema};

use crate::error::Result;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::normalise::Report;
use answers::Answers;
use engine_view::View;
pub(crate) use names::PRELUDE;
use scalars::{MappedScalar, ScalarView};

/// A GraphQL description that the engine can take.
#[derive(Debug)]
pub struct Normalised {
    /// The schema as it was written.
    pub(crate) schema: Valid<Schema>,
    /// The operations as they are sent.
    pub(crate) document: ExecutableDocument,
    /// The types of answers.
    pub(crate) answers: Answers,
    /// For each shape of an answer, the equal one that stands for it.
    pub(crate) stand_ins: Vec<usize>,
    /// The input objects that the operations need.
    pub(crate) inputs: IndexSet<Name>,
    /// What the engine reads for them.
    pub(crate) input_view: View,
    /// The operations, in the order of the files.
    pub(crate) operations: Vec<NamedOperation>,
    /// Typed views of untyped scalars.
    pub(crate) scalars: Vec<ScalarView>,
    /// Scalars that `client.toml` gives a Rust type.
    pub(crate) mapped: Vec<MappedScalar>,
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
    /// What the engine reads for it.
    pub(crate) view: View,
}

/// The operations as they were written, once they are valid for the schema.
pub(crate) fn written(source: &GraphQlSource) -> Result<ExecutableDocument> {
    // What is passed over is told when the code is generated.
    let mut report = Report::default();
    merge::merge(source, &schema::read(source, &mut report)?, &mut report)
}

/// Runs all passes.
pub fn normalise(source: &GraphQlSource, client: &ClientToml, report: &mut Report) -> Result<Normalised> {
    let schema = schema::read(source, report)?;
    let mut document = merge::merge(source, &schema, report)?;
    selection::select(source, client, &mut document, report)?;
    let methods = names::operations(client, &document, report);
    typenames::add(&schema, &mut document, report);
    let taken = names::taken(&schema, &document, &methods);
    let mut scalars = scalars::views(source, client, &schema, taken, report)?;
    let mapped = scalars::mapped(source, client, &schema)?;
    scalar_schemas::loosen(&mut scalars, report);
    let answers = answers::read(&schema, &document);
    let inputs = engine_view::inputs(&schema, &document);
    let untyped = scalars::Untyped { schema: &schema, views: &scalars, mapped: &mapped };
    untyped.tell(&document, &answers, &inputs, report);
    let stand_ins = share::share(&answers);
    let mut operations = Vec::new();
    for (name, operation) in &document.operations.named {
        let Some(&root) = answers.roots.get(name.as_str()) else { continue };
        operations.push(NamedOperation {
            id: name.to_string(),
            method: methods.get(name.as_str()).cloned().unwrap_or_default(),
            text: documents::text(&documents::alone(&document, operation)),
            view: engine_view::view(&answers, &stand_ins, operation, root),
        });
    }
    Ok(Normalised {
        operations,
        reserved: methods.values().map(|method| crate::names::camel(method)).collect(),
        input_view: engine_view::of_inputs(&schema, &inputs),
        inputs,
        schema,
        document,
        answers,
        stand_ins,
        scalars,
        mapped,
    })
}
