//! The schema, parsed. What is wrong in it is told and passed over where it can be: the server lives
//! with its own schema, and only what the operations reach has to hold.

use apollo_compiler::Schema;
use apollo_compiler::ast::Document;
use apollo_compiler::schema::SchemaBuilder;
use apollo_compiler::validation::{DiagnosticList, Valid};

use super::faults::Context;
use crate::error::{Error, Result};
use crate::load::graphql::GraphQlSource;
use crate::normalise::Report;

const PASS: &str = "schema";

/// A directive of the specification that the validator does not know by itself.
const ONE_OF: &str = "directive @oneOf on INPUT_OBJECT";

/// More faults than these are counted.
const MOST_NOTES: usize = 20;

/// Reads the schema. Of what is defined twice, the first definition holds.
pub(super) fn read(source: &GraphQlSource, report: &mut Report) -> Result<Valid<Schema>> {
    let (file, text) = &source.schema;
    let document = Document::parse(text.as_str(), file).map_err(|faulty| {
        let context = Context { file, schema: None, documents: &[] };
        context.first(&faulty.errors).unwrap_or_else(|| Error::new(file, "is not a schema in SDL"))
    })?;
    let mut builder = SchemaBuilder::new().adopt_orphan_extensions().ignore_builtin_redefinitions();
    if text.contains("@oneOf") && !text.contains("directive @oneOf") {
        builder = builder.parse(ONE_OF, "built-in");
    }
    let schema = builder.add_ast(&document).build().unwrap_or_else(|faulty| {
        tell(source, &faulty.errors, report);
        faulty.partial
    });
    if schema.schema_definition.query.is_none() && schema.schema_definition.mutation.is_none() {
        return Err(Error::new(file, "has neither queries nor mutations")
            .help("define `type Query { … }`, or name the types of the operations: `schema { query: … }`"));
    }
    Ok(schema.validate().unwrap_or_else(|faulty| {
        tell(source, &faulty.errors, report);
        Valid::assume_valid(faulty.partial)
    }))
}

/// Notes the faults.
fn tell(source: &GraphQlSource, faults: &DiagnosticList, report: &mut Report) {
    let (file, _) = &source.schema;
    for fault in faults.iter().take(MOST_NOTES) {
        let span = apollo_compiler::diagnostic::ToCliReport::location(fault.error);
        let at = span.and_then(|span| fault.sources.get(&span.file_id())?.get_line_column(span.offset()));
        let place = at.map_or_else(|| file.display().to_string(), |at| format!("{}:{}", file.display(), at.line));
        report.note(PASS, place, format!("passed over: {}", fault.error), false);
    }
    if faults.len() > MOST_NOTES {
        let what = format!("passed over: {} faults more", faults.len() - MOST_NOTES);
        report.note(PASS, file.display().to_string(), what, false);
    }
}
