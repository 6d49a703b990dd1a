//! What the validator finds, as one error: which file, line, operation, and which name was meant.

use std::path::Path;

use apollo_compiler::ast::{Definition, Document};
use apollo_compiler::parser::{SourceMap, SourceSpan};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::DiagnosticList;
use apollo_compiler::{Name, Schema};

use crate::error::{Error, Place};
use crate::names;

/// What is known when something is validated.
pub(super) struct Context<'a> {
    /// The file that a diagnostic without a place is about.
    pub(super) file: &'a Path,
    /// The schema, once there is one.
    pub(super) schema: Option<&'a Schema>,
    /// The files of operations, once they are read.
    pub(super) documents: &'a [Document],
}

impl Context<'_> {
    /// The first diagnostic, if there is any; that something is unused often follows from another.
    pub(super) fn first(&self, diagnostics: &DiagnosticList) -> Option<Error> {
        let first = diagnostics.iter().min_by_key(|diagnostic| {
            let message = diagnostic.error.to_string();
            message.starts_with("unused") || message.ends_with("must be used in an operation")
        })?;
        let message = first.error.to_string();
        let span = apollo_compiler::diagnostic::ToCliReport::location(first.error);
        let more = match diagnostics.len() {
            0 | 1 => String::new(),
            2 => " (and 1 more fault)".to_owned(),
            count => format!(" (and {} more faults)", count - 1),
        };
        let mut what = format!("{message}{more}");
        let definition = span.and_then(|span| self.definition(span));
        let mut operation = None;
        match definition {
            Some(Definition::OperationDefinition(found)) => operation = found.name.as_ref().map(Name::to_string),
            Some(Definition::FragmentDefinition(found)) => {
                what = format!("in fragment `{}`: {what}", found.name);
                operation = self.user_of(&found.name);
            }
            _ => {}
        }
        let mut error = at(Error::new(self.file, &what), span, first.sources, &what);
        if let Some(operation) = operation {
            error = error.operation(operation);
        }
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let pointed = span.and_then(|span| text(first.sources, span)).unwrap_or_default();
        let wrong =
            quoted.iter().copied().find(|quoted| *quoted == pointed).or(quoted.first().copied()).unwrap_or_default();
        let known = self.known(&message, wrong, definition);
        Some(error.help(if message.starts_with("syntax error") {
            "correct the syntax at that place; a bracket before it may be missing".to_owned()
        } else if known.is_empty() {
            "correct it there; the rules are those of the GraphQL specification".to_owned()
        } else {
            names::nearest(wrong.trim_start_matches('$'), known.iter().map(String::as_str))
        }))
    }

    /// The operation or fragment around a place.
    fn definition(&self, span: SourceSpan) -> Option<&Definition> {
        let mut all = self.documents.iter().flat_map(|document| &document.definitions);
        all.find(|definition| {
            definition.location().is_some_and(|around| {
                around.file_id() == span.file_id()
                    && around.offset() <= span.offset()
                    && span.end_offset() <= around.end_offset()
            })
        })
    }

    /// An operation that needs the fragment, through others or not.
    fn user_of(&self, fragment: &Name) -> Option<String> {
        let all = || self.documents.iter().flat_map(|document| &document.definitions);
        let mut wanted = vec![fragment.clone()];
        let mut next = 0;
        while let Some(name) = wanted.get(next).cloned() {
            next += 1;
            for definition in all() {
                match definition {
                    Definition::OperationDefinition(found) if spreads(&found.selection_set, &name) => {
                        return found.name.as_ref().map(Name::to_string);
                    }
                    Definition::FragmentDefinition(found)
                        if !wanted.contains(&found.name) && spreads(&found.selection_set, &name) =>
                    {
                        wanted.push(found.name.clone());
                    }
                    _ => {}
                }
            }
        }
        None
    }

    /// The names that could have been meant: the message names types and coordinates in backticks.
    fn known(&self, message: &str, wrong: &str, definition: Option<&Definition>) -> Vec<String> {
        let Some(schema) = self.schema else { return Vec::new() };
        if message.starts_with("cannot find type") || message.ends_with("is not a type defined in the schema") {
            return schema.types.keys().filter(|name| !name.starts_with("__")).map(Name::to_string).collect();
        }
        if message.starts_with("cannot find fragment") {
            let all = self.documents.iter().flat_map(|document| &document.definitions);
            return all
                .filter_map(|found| found.as_fragment_definition())
                .map(|found| found.name.to_string())
                .collect();
        }
        if message.starts_with("variable") && message.ends_with("is not defined") {
            let operation = definition.and_then(|found| found.as_operation_definition());
            let variables = operation.into_iter().flat_map(|operation| &operation.variables);
            return variables.map(|variable| variable.name.to_string()).collect();
        }
        let quoted = message.split('`').skip(1).step_by(2).filter(|quoted| *quoted != wrong);
        quoted.flat_map(|quoted| members(schema, quoted)).collect()
    }
}

/// Adds file, line and column.
pub(super) fn at(error: Error, span: Option<SourceSpan>, sources: &SourceMap, what: &str) -> Error {
    let Some(span) = span else { return error };
    let Some(source) = sources.get(&span.file_id()) else { return error };
    let place = match source.get_line_column(span.offset()) {
        Some(at) => Place::Line(at.line, at.column),
        None => Place::File,
    };
    Error::new(source.path(), what).at(place)
}

fn text(sources: &SourceMap, span: SourceSpan) -> Option<String> {
    let source = sources.get(&span.file_id())?;
    let text = source.source_text().get(span.offset()..span.end_offset())?;
    Some(text.split(|c: char| !c.is_alphanumeric() && !"_$".contains(c)).find(|word| !word.is_empty())?.to_owned())
}

fn spreads(selections: &[apollo_compiler::ast::Selection], name: &Name) -> bool {
    use apollo_compiler::ast::Selection;
    selections.iter().any(|selection| match selection {
        Selection::Field(field) => spreads(&field.selection_set, name),
        Selection::InlineFragment(fragment) => spreads(&fragment.selection_set, name),
        Selection::FragmentSpread(spread) => spread.fragment_name == *name,
    })
}

/// Fields or values of a type, arguments of a field.
fn members(schema: &Schema, coordinate: &str) -> Vec<String> {
    if let Some((ty, field)) = coordinate.split_once('.') {
        let Ok(field) = schema.type_field(ty, field) else { return Vec::new() };
        return field.arguments.iter().map(|argument| argument.name.to_string()).collect();
    }
    let names = |names: &mut dyn Iterator<Item = &Name>| names.map(Name::to_string).collect();
    match schema.types.get(coordinate) {
        Some(ExtendedType::Object(ty)) => names(&mut ty.fields.keys()),
        Some(ExtendedType::Interface(ty)) => names(&mut ty.fields.keys()),
        Some(ExtendedType::InputObject(ty)) => names(&mut ty.fields.keys()),
        Some(ExtendedType::Enum(ty)) => names(&mut ty.values.keys()),
        _ => Vec::new(),
    }
}
