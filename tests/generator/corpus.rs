//! Real documents are counted as what they are: served whole, in part, or not at all.

use std::path::{Path, PathBuf};

use clientwright_tests::root;
use xtask::corpus::one::{Outcome, Spent};
use xtask::corpus::{documents, one, table};

#[test]
fn a_document_that_is_served_whole_counts_as_such() {
    let work = tempfile::tempdir().unwrap();
    let outcome = one::run(&root().join("tests/openapi/specs/harbour/openapi.yaml"), work.path());
    assert_eq!(outcome.error, None);
    // Two kinds of body are served beside the main one.
    assert_eq!((outcome.operations, outcome.served), (10, 12));
    assert!(table::is_whole(&outcome) && outcome.lines > 500);
    let spent = outcome.spent;
    assert!([spent.load, spent.normalise, spent.engine, spent.refine, spent.emit].iter().all(|micros| *micros > 0));
    assert!(outcome.bytes > 1_000);
    assert!(work.path().join("crates/sample/src/generated/types.rs").is_file());
}

#[test]
fn a_document_that_cannot_be_read_says_why() {
    let work = tempfile::tempdir().unwrap();
    let document = work.path().join("torn.json");
    std::fs::write(&document, "{\"openapi\": \"3.0.0\", \"paths\": {").unwrap();
    let outcome = one::run(&document, &work.path().join("work"));
    assert!(!table::is_whole(&outcome));
    assert!(outcome.error.unwrap().contains("torn.json"));
}

#[test]
fn causes_are_counted_and_shown_with_examples() {
    let of = |document: &str, served, error: Option<&str>| Outcome {
        document: format!("corpus/api/{document}"),
        operations: 4,
        served,
        error: error.map(str::to_owned),
        lost: [("references".to_owned(), 2)].into_iter().filter(|_| served == 4).collect(),
        millis: 1500,
        peak_kib: 64 * 1024,
        lines: 10,
        bytes: if served == 4 { 2_000 } else { 20_000_000 },
        spent: Spent { load: 100_000, normalise: 200_000, engine: 2_000_000, refine: 300_000, emit: 400_000 },
    };
    let outcomes = [
        of("harbour.json", 4, None),
        of("dune.json", 0, Some("specs/dune/openapi.json: the engine gave up: 12 of `Sand`")),
        of("dyke.json", 0, Some("specs/dyke/openapi.json: the engine gave up: 7 of `Clay`")),
    ];
    insta::assert_snapshot!(table::table(&outcomes, None));
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let all: Vec<PathBuf> = (0..50).map(|number| Path::new("api").join(format!("{number:02}.json"))).collect();
    let sample = documents::sample(all.clone(), 10, 7);
    assert_eq!(sample, documents::sample(all.clone(), 10, 7));
    assert_ne!(sample, documents::sample(all.clone(), 10, 8));
    assert!(sample.len() == 10 && sample.is_sorted() && sample.iter().all(|one| all.contains(one)));
}
