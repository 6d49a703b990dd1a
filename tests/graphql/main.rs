//! What GraphQL documents become: an invented API, whose schema and operations have what trips
//! generators of code, is generated, compiled, and reads answers.

mod answers;
mod inputs;
mod operations;

use std::path::PathBuf;

use clientwright_tests::root;
use xtask::pipeline::{Drawn, draw, wanted};
use xtask::write::{Mode, apply};

/// The folder whose `specs` hold the invented API.
fn home() -> PathBuf {
    root().join("tests/graphql")
}

fn zoo() -> Drawn {
    draw(&home(), "zoo").unwrap()
}

#[test]
fn the_checked_in_code_is_what_the_operations_say() {
    let mut wanted = wanted(&home(), &["zoo".to_owned()], &mut ()).unwrap();
    wanted.files.retain(|file, _| file.starts_with("crates"));
    let changes = apply(&home(), &wanted, Mode::Check).unwrap();
    let files: Vec<_> = changes.iter().map(|change| &change.file).collect();
    assert!(files.is_empty(), "run `cargo xtask generate` in tests/graphql: {files:?}");
}
