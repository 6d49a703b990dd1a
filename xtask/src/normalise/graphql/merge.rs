//! The files of operations become one document in which names are unique and everything fits the
//! schema.

use std::collections::BTreeMap;
use std::sync::Arc;

use apollo_compiler::ast::{Definition, Document, OperationType};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};

use super::faults::{self, Context};
use crate::error::{Error, Result};
use crate::load::graphql::GraphQlSource;

/// Reads all files of operations.
pub(super) fn merge(source: &GraphQlSource, schema: &Valid<Schema>) -> Result<Valid<ExecutableDocument>> {
    let mut files: Vec<Document> = Vec::new();
    let holds_something =
        |text: &str| text.lines().any(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
    for (file, text) in source.documents.iter().filter(|(_, text)| holds_something(text)) {
        let document = Document::parse(text.as_str(), file).map_err(|faulty| {
            let context = Context { file, schema: None, documents: &[] };
            context.first(&faulty.errors).unwrap_or_else(|| Error::new(file, "is not a GraphQL document"))
        })?;
        files.push(document);
    }
    check_definitions(source, &files)?;

    let context = Context { file: &source.dir, schema: Some(schema), documents: &files };
    let mut errors = DiagnosticList::new(Arc::clone(&schema.sources));
    let mut builder = ExecutableDocument::builder(Some(schema), &mut errors);
    for file in &files {
        builder.add_ast_document(file, true);
    }
    let document = builder.build();
    if let Some(error) = context.first(&errors) {
        return Err(error);
    }
    document.validate(schema).map_err(|faulty| {
        context.first(&faulty.errors).unwrap_or_else(|| Error::new(&source.dir, "the operations do not fit the schema"))
    })
}

/// Operations have names, no name stands twice, and each operation can be sent over HTTP.
fn check_definitions(source: &GraphQlSource, files: &[Document]) -> Result<()> {
    let mut seen: BTreeMap<(&str, &str), String> = BTreeMap::new();
    let mut operations = 0;
    for file in files {
        for definition in &file.definitions {
            let span = definition.location();
            let fault = |what: String| faults::at(Error::new(&source.dir, &what), span, &file.sources, &what);
            let (kind, name) = match definition {
                Definition::OperationDefinition(operation) => {
                    operations += 1;
                    let Some(name) = &operation.name else {
                        return Err(fault("an operation has no name".to_owned())
                            .help("write `query UserById { … }`: the name becomes the name of the method"));
                    };
                    if operation.operation_type == OperationType::Subscription {
                        return Err(fault("subscriptions are not served".to_owned())
                            .operation(name.as_str())
                            .help("only queries and mutations can be sent over HTTP; take it out"));
                    }
                    ("operation", name)
                }
                Definition::FragmentDefinition(fragment) => ("fragment", &fragment.name),
                _ => {
                    return Err(fault("it defines something else than operations and fragments".to_owned())
                        .help("definitions of types belong into schema.graphql"));
                }
            };
            let here = fault(String::new());
            let here = match here.place() {
                crate::error::Place::Line(line, _) => format!("{}:{line}", here.file().display()),
                _ => here.file().display().to_string(),
            };
            if let Some(first) = seen.insert((kind, name.as_str()), here) {
                return Err(fault(format!("the {kind} `{name}` is already defined at {first}"))
                    .operation(name.as_str())
                    .help("give one of the two another name"));
            }
        }
    }
    if operations == 0 {
        return Err(
            Error::new(source.dir.join("operations"), "holds no operation").help("write at least one query there")
        );
    }
    Ok(())
}
