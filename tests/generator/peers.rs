//! What other generators make of a document stands beside what this one does, failures included.

use xtask::peers::{Cost, Outcome, PEERS, table};

#[test]
fn costs_are_compared_with_the_best_of_the_others_and_failures_say_why() {
    let of = |name: &str, lines, seconds, peak_kib| Outcome {
        name: name.to_owned(),
        cost: Ok(Cost { lines, seconds, processor: seconds - 1.0, peak_kib }),
    };
    let outcomes = [
        of("this one", 900, 3.0, 512 * 1024),
        Outcome { name: "first 1.0".to_owned(), cost: Err("error: media types".to_owned()) },
        of("second 2.0", 9_000, 30.0, 1024 * 1024),
        of("third 3.0", 7_000, 12.0, 2048 * 1024),
    ];
    insta::assert_snapshot!(table(&outcomes));
}

#[test]
fn every_other_generator_is_of_one_version() {
    for peer in PEERS {
        assert!(peer.version.split('.').count() == 3, "{} {}", peer.package, peer.version);
    }
}
