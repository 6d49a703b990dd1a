//! The tour shows all five APIs, and fails when it should.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::time::Instant;

use clientwright_tour::{Outcome, Prepared, prepare, run, show};
use serde_json::json;
use xtask::model::{Api, Example};
use xtask::write::{Change, ChangeKind};

fn prepared() -> Prepared {
    prepare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap()
}

async fn outcome(prepared: &Prepared) -> (Outcome, String) {
    let outcome = run(prepared, Instant::now()).await.unwrap();
    let text = show(&outcome, false);
    (outcome, text)
}

/// The examples of an operation.
fn examples<'a>(apis: &'a mut [Api], api: &str, operation: &str) -> &'a mut Vec<Example> {
    let api = apis.iter_mut().find(|known| known.name == api).unwrap();
    &mut api.operations.iter_mut().find(|known| known.id == operation).unwrap().examples
}

#[tokio::test(flavor = "multi_thread")]
async fn five_apis_answer_on_one_screen() {
    let prepared = prepared();
    let (outcome, text) = outcome(&prepared).await;
    assert!(!outcome.failed(), "{text}");
    assert_eq!(outcome.sections.len(), 5);
    for api in &prepared.apis {
        assert!(text.contains(&api.title), "{} is missing:\n{text}", api.title);
    }
    for section in &outcome.sections {
        assert!(section.rows.len() >= 2 && section.tally.answered() >= 2, "{}", section.api);
    }
    assert!(text.lines().count() <= 45, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
    assert!(!text.contains('\x1b'), "colours are for terminals");
    assert!(show(&outcome, true).contains("\x1b[32mall well\x1b[0m"));
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_fetched_once_and_renewed_when_they_end() {
    let (outcome, text) = outcome(&prepared()).await;
    let tally = |api: &str| outcome.sections.iter().find(|section| section.api == api).unwrap().tally.clone();
    assert_eq!(tally("fflogs").grants, ["client_credentials"], "{text}");
    assert_eq!(tally("fflogs").with_token, 4);
    assert_eq!(tally("bazhuayu").grants, ["password", "refresh_token"]);
    assert_eq!(tally("bazhuayu").unauthorized, 1);
    assert_eq!(tally("greencubes").grants, ["session", "authorization_code"]);
    assert_eq!((tally("greencubes").with_token, tally("greencubes").anonymous), (6, 0));
    assert!(text.contains("logged in once, token fetched once (authorization code)"), "{text}");
    assert_eq!(tally("osu").with_key, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_another_shape_fails_the_tour_and_the_other_apis_go_on() {
    let mut prepared = prepared();
    examples(&mut prepared.apis, "osu", "get_user")[0].value = json!([{ "user_id": "not a number" }]);
    let (outcome, text) = outcome(&prepared).await;
    assert!(outcome.failed());
    let failed: Vec<_> = outcome.sections.iter().filter(|section| section.failed()).collect();
    assert_eq!(failed.iter().map(|section| section.api.as_str()).collect::<Vec<_>>(), ["osu"], "{text}");
    assert_eq!(failed[0].rows.iter().filter(|row| row.result.is_err()).count(), 1, "{text}");
    assert!(text.contains("FAILED") && text.contains("user_id"), "the error is told in full:\n{text}");
    assert!(text.ends_with(": 1 failure\n"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_what_was_asked_for_fails_the_tour() {
    let mut prepared = prepared();
    examples(&mut prepared.apis, "fflogs", "CharacterByName")[0].value =
        json!({ "data": { "characterData": { "character": null } } });
    let (outcome, text) = outcome(&prepared).await;
    assert!(outcome.failed() && text.contains("does not hold what was asked for"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_file_fails_the_tour_and_is_named() {
    let mut prepared = prepared();
    prepared.stale.push(Change {
        file: "crates/osu/src/generated/types.rs".into(),
        kind: ChangeKind::Stale,
        before: String::new(),
        after: String::new(),
    });
    let (outcome, text) = outcome(&prepared).await;
    assert!(outcome.failed());
    assert!(text.contains("stale: crates/osu/src/generated/types.rs"), "{text}");
    assert!(text.contains("run `cargo xtask generate`"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_is_gone_fails_the_tour() {
    let mut prepared = prepared();
    prepared.apis.retain(|api| api.name != "greencubes");
    let (outcome, text) = outcome(&prepared).await;
    assert!(outcome.failed() && text.contains("there is no specs/greencubes"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_limit_ends_the_calls() {
    let prepared = prepared();
    let long_ago = Instant::now().checked_sub(clientwright_tour::TIME_LIMIT).unwrap();
    let outcome = run(&prepared, long_ago).await.unwrap();
    assert!(outcome.sections.iter().all(|section| section.failed()), "{}", show(&outcome, false));
}
