//! The comment above an operation, a fragment or a variable is its documentation.

use apollo_compiler::parser::{SourceMap, SourceSpan};

/// The lines of comment that end right above `span`, as Markdown.
pub(crate) fn above(sources: &SourceMap, span: Option<SourceSpan>) -> String {
    let text = span.and_then(|span| {
        let source = sources.get(&span.file_id())?;
        source.source_text().get(..span.offset())
    });
    let Some(text) = text else { return String::new() };
    let (above, same_line) = text.rsplit_once('\n').unwrap_or(("", text));
    if !same_line.trim().is_empty() {
        return String::new();
    }
    let comment = above.lines().rev().map_while(|line| line.trim().strip_prefix('#'));
    let mut lines: Vec<&str> = comment.map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()).collect();
    lines.reverse();
    lines.join("\n").trim().to_owned()
}
