//! Truth: values that the document allows go through the generated crate, both ways, and come out as they went in.
//! `program.rs` calls the crate; it is written anew by `WRITE_PROGRAM=1 cargo test -p clientwright-tests --test openapi`.

use std::path::Path;

use xtask::corpus::truth::{Trial, Word};

#[rustfmt::skip]
mod program;

const HEADER: &str =
    "// Generated from specs/harbour/: a call of each operation, for the tests beside it. Do not edit.\n\n";

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi"))
}

fn trial(seed: u64) -> Trial {
    Trial::new(folder(), "harbour", "clientwright_harbour", seed).unwrap()
}

#[test]
fn the_program_is_what_the_document_says() {
    let file = folder().join("truth").join("program.rs");
    let text = format!("{HEADER}{}", trial(1).program());
    if std::env::var_os("WRITE_PROGRAM").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    assert!(std::fs::read_to_string(file).unwrap() == text, "run this test again with WRITE_PROGRAM=1");
}

#[test]
fn what_a_document_allows_goes_out_and_comes_in_as_it_is() {
    for seed in 1..=8 {
        let trial = trial(seed);
        let mut told = Vec::new();
        clientwright_truth::answers(program::call, trial.cases(), |line| told.push(line)).unwrap();
        let verdict = trial.verdict(told);
        let untrue: Vec<_> = verdict.operations.iter().filter(|(_, word)| *word != Word::True).collect();
        assert!(untrue.is_empty(), "seed {seed}: {untrue:#?}");
    }
}
