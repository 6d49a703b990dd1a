//! What is sent for an operation: its own text and the fragments that it uses, on one line and
//! without comments.

use apollo_compiler::executable::{Operation, OperationMap, Selection, SelectionSet};
use apollo_compiler::{ExecutableDocument, Name, Node};

use crate::names;

/// The document with just this operation.
pub(crate) fn alone(document: &ExecutableDocument, operation: &Node<Operation>) -> ExecutableDocument {
    let mut alone = ExecutableDocument::new();
    alone.operations = OperationMap::from_one(operation.clone());
    let mut used = Vec::new();
    collect(document, &operation.selection_set, &mut used);
    for name in used {
        if let Some(fragment) = document.fragments.get(&name) {
            alone.fragments.insert(name, fragment.clone());
        }
    }
    alone
}

/// The name of the file that the operation stands in.
pub(crate) fn tag(document: &ExecutableDocument, operation: &Node<Operation>) -> String {
    let source = operation.location().and_then(|span| document.sources.get(&span.file_id()));
    let stem = source.and_then(|source| source.path().file_stem());
    names::snake(&stem.unwrap_or_default().to_string_lossy())
}

/// Its text on one line.
pub(super) fn text(document: &ExecutableDocument) -> String {
    document.serialize().no_indent().to_string()
}

/// Names of fragments in the order in which they are come across.
fn collect(document: &ExecutableDocument, set: &SelectionSet, used: &mut Vec<Name>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => collect(document, &field.selection_set, used),
            Selection::InlineFragment(fragment) => collect(document, &fragment.selection_set, used),
            Selection::FragmentSpread(spread) if !used.contains(&spread.fragment_name) => {
                used.push(spread.fragment_name.clone());
                if let Some(fragment) = document.fragments.get(&spread.fragment_name) {
                    collect(document, &fragment.selection_set, used);
                }
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}
