//! The files of operations become one document in which names are unique and everything fits the
//! schema. Each operation is looked at by itself, with the fragments that it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use apollo_compiler::ast::{Definition, Document, OperationDefinition, OperationType};
use apollo_compiler::parser::SourceMap;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};

use super::faults::{self, Context};
use super::fragments::Fragments;
use crate::error::{Error, Place, Result};
use crate::load::graphql::GraphQlSource;
use crate::names;
use crate::normalise::Report;

const PASS: &str = "merge";

/// An operation and the file that it stands in.
type Found = (PathBuf, Node<OperationDefinition>);

/// Reads all files of operations.
pub(super) fn merge(source: &GraphQlSource, schema: &Valid<Schema>, report: &mut Report) -> Result<ExecutableDocument> {
    let files = parse(source)?;
    check_definitions(source, &files)?;
    let mut sources = SourceMap::default();
    let mut operations: Vec<Found> = Vec::new();
    let mut fragments = Vec::new();
    for (file, document) in files {
        Arc::make_mut(&mut sources).extend(document.sources.iter().map(|(id, source)| (*id, Arc::clone(source))));
        for definition in document.definitions {
            match definition {
                Definition::OperationDefinition(operation) => operations.push((file.clone(), operation)),
                Definition::FragmentDefinition(fragment) => fragments.push((file.clone(), fragment)),
                _ => {}
            }
        }
    }
    let fragments = Fragments::new(fragments, report);
    let operations = named(served(operations, &sources, report), &fragments, report);
    let mut merged = ExecutableDocument::new();
    let mut faulty: Option<Error> = None;
    let mut others = Vec::new();
    for (file, operation) in &operations {
        let (selections, needed) = fragments.of(file, &operation.selection_set);
        let mut operation = operation.clone();
        if operation.selection_set != selections {
            operation.make_mut().selection_set = selections;
        }
        let name = operation.name.as_ref().map(Name::to_string).unwrap_or_default();
        let definitions = std::iter::once(Definition::OperationDefinition(operation))
            .chain(needed.into_iter().map(Definition::FragmentDefinition));
        let mut alone = Document::new();
        alone.sources = Arc::clone(&sources);
        alone.definitions = definitions.collect();
        match fitting(source, schema, &alone) {
            Ok(alone) => {
                merged.operations.named.extend(alone.operations.named);
                for (name, fragment) in alone.fragments {
                    merged.fragments.entry(name).or_insert(fragment);
                }
            }
            Err(error) if faulty.is_none() => faulty = Some(error.operation(name)),
            Err(_) => others.push(name),
        }
    }
    if let Some(error) = faulty {
        return Err(if others.is_empty() {
            error
        } else {
            error.also(format!("these do not fit the schema either: {}", others.join(", ")))
        });
    }
    if merged.operations.is_empty() {
        return Err(Error::new(source.dir.join("operations"), "holds no operation that can be served")
            .help("write at least one query or mutation there"));
    }
    merged.sources = sources;
    Ok(merged)
}

fn parse(source: &GraphQlSource) -> Result<Vec<(PathBuf, Document)>> {
    let mut files = Vec::new();
    let holds_something =
        |text: &str| text.lines().any(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
    for (file, text) in source.documents.iter().filter(|(_, text)| holds_something(text)) {
        let document = Document::parse(text.as_str(), file).map_err(|faulty| {
            let context = Context { file, schema: None, documents: &[] };
            context.first(&faulty.errors).unwrap_or_else(|| Error::new(file, "is not a GraphQL document"))
        })?;
        files.push((file.clone(), document));
    }
    Ok(files)
}

/// Only operations and fragments are defined, and in one file none twice.
fn check_definitions(source: &GraphQlSource, files: &[(PathBuf, Document)]) -> Result<()> {
    for (_, file) in files {
        let mut seen: BTreeMap<(&str, &str), String> = BTreeMap::new();
        for definition in &file.definitions {
            let span = definition.location();
            let fault = |what: String| faults::at(Error::new(&source.dir, &what), span, &file.sources, &what);
            let (kind, name) = match definition {
                Definition::OperationDefinition(operation) => match &operation.name {
                    Some(name) => ("operation", name),
                    None => continue,
                },
                Definition::FragmentDefinition(fragment) => ("fragment", &fragment.name),
                _ => {
                    return Err(fault("it defines something else than operations and fragments".to_owned())
                        .help("definitions of types belong into schema.graphql"));
                }
            };
            let here = fault(String::new());
            let here = match here.place() {
                Place::Line(line, _) => format!("{}:{line}", here.file().display()),
                _ => here.file().display().to_string(),
            };
            if let Some(first) = seen.insert((kind, name.as_str()), here) {
                return Err(fault(format!("the {kind} `{name}` is already defined at {first}"))
                    .operation(name.as_str())
                    .help("give one of the two another name"));
            }
        }
    }
    Ok(())
}

/// Leaves out what cannot be sent over HTTP.
fn served(operations: Vec<Found>, sources: &SourceMap, report: &mut Report) -> Vec<Found> {
    let mut served = Vec::new();
    for (file, operation) in operations {
        if operation.operation_type == OperationType::Subscription {
            let at = operation.location().and_then(|span| sources.get(&span.file_id())?.get_line_column(span.offset()));
            let place = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
            let name = operation.name.as_ref().map_or("a subscription", Name::as_str);
            let what = format!(
                "{name} is left out: subscriptions are not served; only queries and mutations can be sent over HTTP"
            );
            report.note(PASS, format!("{}{place}", file.display()), what, true);
        } else {
            served.push((file, operation));
        }
    }
    served
}

/// Gives names to operations without one, and others to different ones of one name; equal ones become
/// one.
fn named(operations: Vec<Found>, fragments: &Fragments, report: &mut Report) -> Vec<Found> {
    let own = operations.iter().filter_map(|(_, operation)| operation.name.as_ref().map(Name::to_string));
    let mut taken: BTreeSet<String> = own.collect();
    let mut kept: BTreeMap<Name, Found> = BTreeMap::new();
    let mut named = Vec::new();
    for (file, operation) in operations {
        let first = operation.name.as_ref().and_then(|name| kept.get_key_value(name));
        // Equal spreads may mean different fragments.
        let pointed = |(file, operation): &Found| fragments.of(file, &operation.selection_set).0;
        let this = (file, operation);
        if let Some((name, _)) = first.filter(|(_, first)| first.1 == this.1 && pointed(first) == pointed(&this)) {
            report.note(PASS, name.to_string(), format!("it stands in {} once more", this.0.display()), false);
            continue;
        }
        let (file, mut operation) = this;
        let stem = stem(&file);
        let new = match &operation.name {
            Some(name) if first.is_some() => Some(format!("{stem}{}", names::camel(name))),
            Some(_) => None,
            None => Some(stem),
        };
        if let Some(new) = new.and_then(|new| Name::new(&names::unique(&mut taken, new)).ok()) {
            let before = operation.name.as_ref().map_or("an operation without a name", Name::as_str);
            report.note(PASS, file.display().to_string(), format!("{before} is called `{new}`"), false);
            operation.make_mut().name = Some(new);
        } else if let Some(name) = &operation.name {
            kept.insert(name.clone(), (file.clone(), operation.clone()));
        }
        named.push((file, operation));
    }
    named
}

/// The name of the file as that of an operation.
fn stem(file: &Path) -> String {
    let stem = names::camel(&file.file_stem().unwrap_or_default().to_string_lossy());
    stem.chars().filter(char::is_ascii).collect()
}

/// The operation with its fragments, if it fits the schema.
fn fitting(source: &GraphQlSource, schema: &Valid<Schema>, alone: &Document) -> Result<ExecutableDocument> {
    let context = Context { file: &source.dir, schema: Some(schema), documents: std::slice::from_ref(alone) };
    let mut errors = DiagnosticList::new(Arc::clone(&schema.sources));
    let mut builder = ExecutableDocument::builder(Some(schema), &mut errors);
    builder.add_ast_document(alone, true);
    let document = builder.build();
    if let Some(error) = context.first(&errors) {
        return Err(error);
    }
    match document.validate(schema) {
        Ok(document) => Ok(document.into_inner()),
        Err(faulty) => Err(context
            .first(&faulty.errors)
            .unwrap_or_else(|| Error::new(&source.dir, "the operation does not fit the schema"))),
    }
}
