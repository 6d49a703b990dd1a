//! Truth: values that a description allows go through the generated crates, both ways, and come out as they went in.
//! The test `programs` of the target `generator` says whether the programs that call the crates are fresh.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::path::Path;

use clientwright_common::rt;
use clientwright_truth::{Called, Case};
use serde_json::{Value, json};
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
}

#[test]
fn harbour_says_and_hears_what_its_description_allows() {
    let api = Api { root: "openapi", name: "harbour", library: "clientwright_harbour", others: &[] };
    api.is_true(programs::harbour::call);
}

/// What is said of harbour's operations if what its program tells is changed like this.
fn words_after(change: impl Fn(&mut Value)) -> Vec<(String, Word)> {
    let api = Api { root: "openapi", name: "harbour", library: "clientwright_harbour", others: &[] };
    let trial = api.trial(1);
    let mut told = Vec::new();
    clientwright_truth::answers(programs::harbour::call, trial.cases(), |line| told.push(line)).unwrap();
    told.iter_mut().for_each(change);
    trial.verdict(told).operations
}

#[test]
fn a_request_that_is_not_what_was_asked_for_is_found() {
    let changes: [fn(&mut Value); 3] = [
        |told| told["requests"][0]["method"] = json!("TRACE"),
        |told| {
            let target = told["requests"][0]["target"].as_str().unwrap().to_owned();
            told["requests"][0]["target"] = json!(target.replace("/base/", "/base/x"));
        },
        |told| {
            let target = told["requests"][0]["target"].as_str().unwrap().to_owned();
            let mark = if target.contains('?') { "&" } else { "?" };
            told["requests"][0]["target"] = json!(format!("{target}{mark}more=1"));
        },
    ];
    for change in changes {
        let words = words_after(change);
        assert!(words.iter().all(|(_, word)| matches!(word, Word::Untrue(_))), "{words:#?}");
    }
    let words = words_after(|told| told["requests"][0]["body"] = json!({ "text": "{\"height\":\"tall\"}" }));
    let crane = words.iter().find(|(name, _)| name.starts_with("set_crane ")).unwrap();
    assert!(matches!(crane.1, Word::Untrue(_)), "{crane:?}");
}

#[test]
fn an_answer_that_lost_something_is_found() {
    let words = words_after(|told| {
        if let Some(answer) = told["answer"].as_object_mut() {
            answer.shift_remove("height");
        }
    });
    let untrue: Vec<_> = words.iter().filter(|(_, word)| *word != Word::True).collect();
    assert!(untrue.len() == 1 && untrue[0].0.starts_with("set_crane "), "{untrue:#?}");
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
