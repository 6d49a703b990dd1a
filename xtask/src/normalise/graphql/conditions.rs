//! Directives that may leave something out of the answer.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, DirectiveList};

/// What `@include`, `@skip` and the like say.
pub(super) fn condition(directives: &DirectiveList) -> Option<&Node<Directive>> {
    directives.iter().find(|directive| ["include", "skip", "defer"].contains(&directive.name.as_str()))
}

/// Whether there is such a directive.
pub(super) fn is_conditional(directives: &DirectiveList) -> bool {
    condition(directives).is_some()
}
