//! What is checked in is what the generator writes, on every machine and in every run.

use clientwright_tests::root;
use xtask::pipeline::wanted;
use xtask::write::{ChangeKind, Mode, Wanted, apply};
use xtask::{list, load};

fn everything() -> Wanted {
    let root = root();
    wanted(&root, &load::names(&root).unwrap(), &mut ()).unwrap()
}

#[test]
fn the_checked_in_code_is_what_the_specs_say() {
    let changes = apply(&root(), &everything(), Mode::Check).unwrap();
    let files: Vec<_> = changes.iter().map(|change| &change.file).collect();
    assert!(files.is_empty(), "run `cargo xtask generate`: {files:?}");
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(everything().files, everything().files);
}

#[test]
fn every_api_has_all_of_its_operations() {
    let drawn = list::all(&root()).unwrap();
    let count = |name: &str| drawn.iter().find(|drawn| drawn.api.name == name).unwrap().api.operations.len();
    assert!(count("osu") >= 7);
    assert!(count("greencubes") >= 16);
    assert!(count("bazhuayu") >= 12);
    assert!(count("drifting-bottle") >= 3);
    assert!(count("fflogs") >= 30);
}

#[test]
fn every_operation_has_an_example_of_its_answer() {
    for drawn in list::all(&root()).unwrap() {
        for operation in &drawn.api.operations {
            let good = operation.examples.iter().any(|example| example.status < 300 && example.error.is_none());
            assert!(good, "{} {}", drawn.api.name, operation.id);
        }
    }
}

#[test]
fn check_names_stale_missing_and_superfluous_files() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = everything();
    apply(folder.path(), &wanted, Mode::Write).unwrap();
    assert_eq!(apply(folder.path(), &wanted, Mode::Check).unwrap(), []);

    let generated = folder.path().join("crates/osu/src/generated");
    std::fs::write(generated.join("types.rs"), "edited").unwrap();
    std::fs::remove_file(generated.join("client.rs")).unwrap();
    std::fs::write(generated.join("left_over.rs"), "").unwrap();
    let changes = apply(folder.path(), &wanted, Mode::Check).unwrap();
    let mut found: Vec<_> =
        changes.iter().map(|change| (change.kind, change.file.file_name().unwrap().to_str().unwrap())).collect();
    found.sort_by_key(|(_, file)| *file);
    assert_eq!(
        found,
        [
            (ChangeKind::Missing, "client.rs"),
            (ChangeKind::Superfluous, "left_over.rs"),
            (ChangeKind::Stale, "types.rs")
        ]
    );

    apply(folder.path(), &wanted, Mode::Write).unwrap();
    assert_eq!(apply(folder.path(), &wanted, Mode::Check).unwrap(), [], "writing repairs all of it");
}
