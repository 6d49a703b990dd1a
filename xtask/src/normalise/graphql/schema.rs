//! The schema, parsed and validated.

use apollo_compiler::Schema;
use apollo_compiler::schema::SchemaBuilder;
use apollo_compiler::validation::Valid;

use super::faults::Context;
use crate::error::{Error, Result};
use crate::load::graphql::GraphQlSource;

/// A directive of the specification that the validator does not know by itself.
const ONE_OF: &str = "directive @oneOf on INPUT_OBJECT";

/// Reads the schema.
pub(super) fn read(source: &GraphQlSource) -> Result<Valid<Schema>> {
    let (file, text) = &source.schema;
    let mut builder = SchemaBuilder::new().parse(text.as_str(), file);
    if text.contains("@oneOf") && !text.contains("directive @oneOf") {
        builder = builder.parse(ONE_OF, "built-in");
    }
    builder.build().and_then(Schema::validate).map_err(|faulty| {
        let context = Context { file, schema: Some(&faulty.partial), documents: &[] };
        context.first(&faulty.errors).unwrap_or_else(|| Error::new(file, "is not a valid schema"))
    })
}
