//! Operations: what their documents, the schema and `client.toml` say about them.

use std::collections::BTreeSet;

use apollo_compiler::Node;
use apollo_compiler::ast::OperationType;
use apollo_compiler::executable::Operation as Document;

use super::{arguments, security};
use crate::error::Result;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::model::{Answer, Example, Location, Media, Operation, Parameter, Scheme, Writing};
use crate::names;
use crate::normalise::graphql::{NamedOperation, Normalised, comments, documents};
use crate::refine::graphql::Refined;

/// All operations, in the order of the files.
pub(super) fn operations(
    source: &GraphQlSource,
    client: &ClientToml,
    normalised: &Normalised,
    refined: &Refined,
    schemes: &[Scheme],
) -> Result<Vec<Operation>> {
    check_names(source, client, normalised)?;
    let mut operations = Vec::new();
    for named in &normalised.operations {
        let Some(document) = normalised.document.operations.named.get(named.id.as_str()) else { continue };
        let Some(answer) = refined.answers.get(&named.id) else { continue };
        let section = client.operations.get(&named.id);
        let security = security::requirement(source, client, schemes, &named.id)?;
        let limits = section.map(|section| section.limits.clone()).unwrap_or_default();
        if let Some(unknown) = limits.iter().find(|name| !client.limits.iter().any(|limit| limit.name == **name)) {
            return Err(source
                .client_fault(format!("operations.{}.limits", named.id), format!("there is no limit `{unknown}`"))
                .help(names::nearest(unknown, client.limits.iter().map(|limit| limit.name.as_str()))));
        }
        operations.push(Operation {
            id: named.id.clone(),
            rust_name: named.method.clone(),
            method: "POST".to_owned(),
            path: String::new(),
            server: None,
            tag: documents::tag(&normalised.document, document),
            docs: comments::above(&normalised.document.sources, document.location()),
            deprecated: false,
            security,
            idempotent: section.and_then(|section| section.idempotent).unwrap_or(document.is_query()),
            limits: (!section.is_some_and(|section| section.uncounted)).then_some(limits),
            fixed_query: Vec::new(),
            parameters: parameters(client, normalised, refined, named, document),
            body: None,
            answers: vec![Answer {
                statuses: vec!["200".to_owned()],
                media: Media::Json,
                docs: String::new(),
                ty: Some(answer.clone()),
            }],
            errors: Vec::new(),
            headers: None,
            stream: None,
            envelope: section.and_then(|section| section.envelope.clone()).filter(|pointer| !pointer.is_empty()),
            document: Some((named.id.clone(), named.text.clone())),
            examples: example(source, &named.id),
        });
    }
    Ok(operations)
}

fn example(source: &GraphQlSource, operation: &str) -> Vec<Example> {
    let value = source.examples.get(operation).cloned();
    let example = value.map(|value| Example {
        name: "example".to_owned(),
        status: 200,
        mime: "application/json".to_owned(),
        value,
        error: None,
    });
    example.into_iter().collect()
}

/// Methods that each builder has anyway.
const BUILDER_METHODS: [&str; 4] = ["clone", "options", "send", "send_raw"];

/// The name, with an underscore where a method of the builder has it, or a number where another variable.
fn free(taken: &mut BTreeSet<String>, name: String) -> String {
    let name = if BUILDER_METHODS.contains(&name.as_str()) { format!("{name}_") } else { name };
    names::unique(taken, name)
}

/// The variables, those that are needed first.
fn parameters(
    client: &ClientToml,
    normalised: &Normalised,
    refined: &Refined,
    named: &NamedOperation,
    document: &Node<Document>,
) -> Vec<Parameter> {
    let wanted = &client.names.parameters;
    let types = refined.variables.get(&named.id);
    let used = arguments::used(normalised, document);
    let mut taken: BTreeSet<String> = BUILDER_METHODS.iter().map(|&name| name.to_owned()).collect();
    // To a query, null says no more than nothing does, unless nothing is the operation's own default.
    let changes = document.operation_type == OperationType::Mutation;
    let parameters = document.variables.iter().map(|variable| {
        let wire_name = variable.name.to_string();
        let own = format!("{}.{wire_name}", named.id);
        let rust_name = wanted.get(&own).or_else(|| wanted.get(&wire_name)).cloned();
        let comment = comments::above(&normalised.document.sources, variable.location());
        let required = variable.ty.is_non_null() && variable.default_value.is_none();
        let argument = used.get(&wire_name);
        Parameter {
            rust_name: free(&mut taken, rust_name.unwrap_or_else(|| names::snake(&wire_name))),
            location: Location::Variable,
            docs: arguments::docs(comment, argument, variable, required),
            required,
            writing: Writing::Repeated,
            nullable: !variable.ty.is_non_null() && (changes || variable.default_value.is_some()),
            media_type: None,
            ty: types.and_then(|types| types.get(&wire_name)).cloned(),
            wire_name,
        }
    });
    let mut parameters: Vec<Parameter> = parameters.collect();
    parameters.sort_by_key(|parameter| !parameter.required);
    parameters
}

/// Names of operations in other files mean operations that there are.
fn check_names(source: &GraphQlSource, client: &ClientToml, normalised: &Normalised) -> Result<()> {
    let known = || normalised.operations.iter().map(|operation| operation.id.as_str());
    let unknown = |name: &String| !known().any(|known| known == name);
    let places = [("operations", client.operations.keys().find(|name| unknown(name)))];
    let named = [("names.operations", client.names.operations.keys().find(|name| unknown(name)))];
    for (key, name) in places.into_iter().chain(named) {
        if let Some(name) = name {
            return Err(source
                .client_fault(format!("{key}.{name}"), format!("there is no operation `{name}`"))
                .help(names::nearest(name, known())));
        }
    }
    if let Some(name) = source.examples.keys().find(|name| unknown(name)) {
        let file = source.dir.join("examples").join(format!("{name}.json"));
        return Err(crate::error::Error::new(
            file,
            format!("there is no operation `{name}` of which it could be an answer"),
        )
        .help(names::nearest(name, known())));
    }
    Ok(())
}
