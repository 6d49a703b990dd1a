//! Truth: values that a description allows go through the generated crates, both ways, and come out as they went in.
//! `WRITE_PROGRAMS=1 cargo test -p clientwright-tests --test truth` writes the programs that call the crates anew.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::path::Path;

use clientwright_common::rt;
use clientwright_truth::{Called, Case};
use xtask::corpus::truth::{Trial, Word};

#[rustfmt::skip]
mod programs {
    pub mod bazhuayu;
    pub mod drifting_bottle;
    pub mod greencubes;
    pub mod harbour;
    pub mod osu;
}

const SEEDS: std::ops::RangeInclusive<u64> = 1..=4;

/// The API of this name below a root, and the name of its crate in Rust.
struct Api {
    root: &'static str,
    name: &'static str,
    library: &'static str,
    /// Operations whose values do not all come back as they were sent, because that is what their description asks
    /// for: a value that may be spelled in several ways is written in one, and some bodies say that they are errors.
    others: &'static [&'static str],
}

impl Api {
    fn trial(&self, seed: u64) -> Trial {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(self.root);
        Trial::new(&root, self.name, self.library, seed).unwrap()
    }

    fn is_true<C: rt::Service + Clone>(&self, call: fn(C, usize, Case) -> Called) {
        self.is_fresh();
        for seed in SEEDS {
            let trial = self.trial(seed);
            let mut told = Vec::new();
            clientwright_truth::answers(call, trial.cases(), |line| told.push(line)).unwrap();
            let verdict = trial.verdict(told);
            let is_other = |name: &str| self.others.contains(&name.split(' ').next().unwrap_or_default());
            let judged = verdict.operations.iter().filter(|(name, _)| !is_other(name));
            let untrue: Vec<_> = judged.filter(|(_, word)| *word != Word::True).collect();
            assert!(untrue.is_empty(), "seed {seed}: {untrue:#?}");
        }
    }

    fn is_fresh(&self) {
        let header = format!(
            "// Generated from specs/{}/: a call of each operation, for the tests beside it. Do not edit.\n\n",
            self.name
        );
        let file = format!("{}.rs", self.name.replace('-', "_"));
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("truth").join("programs").join(file);
        let text = format!("{header}{}", self.trial(1).program());
        if std::env::var_os("WRITE_PROGRAMS").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let found = std::fs::read_to_string(file).unwrap();
        assert!(found == text, "the program of {} is old: run this test again with WRITE_PROGRAMS=1", self.name);
    }
}

#[test]
fn harbour_says_and_hears_what_its_description_allows() {
    let api = Api { root: "openapi", name: "harbour", library: "clientwright_harbour", others: &[] };
    api.is_true(programs::harbour::call);
}

#[test]
fn osu_says_and_hears_what_its_description_allows() {
    let others = &["get_beatmaps", "get_scores", "get_user_best", "get_user_recent", "get_match", "get_replay"];
    Api { root: "..", name: "osu", library: "clientwright_osu", others }.is_true(programs::osu::call);
}

#[test]
fn greencubes_says_and_hears_what_its_description_allows() {
    let others = &["get_current_user", "main_named_colors"];
    let api = Api { root: "..", name: "greencubes", library: "clientwright_greencubes", others };
    api.is_true(programs::greencubes::call);
}

#[test]
fn bazhuayu_says_and_hears_what_its_description_allows() {
    let others = &[
        "get_task_groups",
        "get_tasks",
        "get_not_exported_data",
        "get_data_by_offset",
        "get_task_statuses",
        "start_task",
        "get_task_rule_property",
    ];
    Api { root: "..", name: "bazhuayu", library: "clientwright_bazhuayu", others }.is_true(programs::bazhuayu::call);
}

#[test]
fn drifting_bottle_says_and_hears_what_its_description_allows() {
    let api = Api { root: "..", name: "drifting-bottle", library: "clientwright_drifting_bottle", others: &[] };
    api.is_true(programs::drifting_bottle::call);
}
