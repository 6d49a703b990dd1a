//! What the schema says of things that are not to be used any more.

use apollo_compiler::ast::DirectiveList;

/// Documentation, and why not to use the thing.
pub(crate) fn told(docs: String, directives: &DirectiveList) -> String {
    match reason(directives) {
        Some(reason) => format!("{docs}\n\nDeprecated: {reason}").trim().to_owned(),
        None => docs,
    }
}

/// Why something is deprecated, if it is.
pub(crate) fn reason(directives: &DirectiveList) -> Option<String> {
    let directive = directives.get("deprecated")?;
    let reason = directive.specified_argument_by_name("reason").and_then(|reason| reason.as_str());
    Some(reason.unwrap_or("no longer supported").to_owned())
}
