//! The crate is what the generator makes of its description today.

use std::path::Path;

use xtask::pipeline::{Strict, wanted};
use xtask::write::{Mode, apply};

#[test]
fn the_checked_in_code_is_what_the_description_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
    let mut wanted = wanted(&root, &["harbour".to_owned()], &mut Strict).unwrap();
    // The schema of `client.toml` is that of the workspace.
    wanted.files.retain(|file, _| file.starts_with("crates"));
    let changes = apply(&root, &wanted, Mode::Check).unwrap();
    assert!(changes.is_empty(), "run `cargo xtask generate` in tests/openapi: {changes:?}");
}
