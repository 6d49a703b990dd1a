//! What rules about GraphQL look at, and how they tell what they find.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::parser::SourceSpan;

use crate::error::Place;
use crate::lint::finding::{Findings, Severity};
use crate::load::graphql::GraphQlSource;
use crate::normalise::graphql as normalise;

/// A schema with operations, both valid.
pub(super) struct Subject<'a> {
    pub(super) source: &'a GraphQlSource,
    pub(super) document: ExecutableDocument,
}

impl<'a> Subject<'a> {
    /// `None` if they are not valid, which the generator says better.
    pub(super) fn new(source: &'a GraphQlSource) -> Option<Self> {
        let document = normalise::written(source).ok()?;
        Some(Self { source, document })
    }
}

/// Takes the findings of one rule.
pub(super) struct Found<'a> {
    pub(super) rule: &'static str,
    pub(super) findings: &'a mut Findings,
}

impl Found<'_> {
    pub(super) fn hint(
        &mut self,
        subject: &Subject<'_>,
        span: Option<SourceSpan>,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let source = span.and_then(|span| subject.document.sources.get(&span.file_id()));
        let place = span.and_then(|span| span.line_column_range(&subject.document.sources));
        let (file, place) = match (source, place) {
            (Some(source), Some(range)) => (source.path(), Place::Line(range.start.line, range.start.column)),
            _ => (subject.source.schema.0.as_path(), Place::File),
        };
        self.findings.add(self.rule, Severity::Hint, file, place, what, advice);
    }
}
