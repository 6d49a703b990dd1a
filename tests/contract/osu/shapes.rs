//! An answer of another shape is a decode error that says where, and never a panic.

use clientwright_osu::{Approval, Genre, Mode, Rank};
use clientwright_tests::typical;
use serde_json::{Value, json};

use crate::client;
use crate::examples::call;
use crate::stage::{Answer, Stage, operations};

#[tokio::test]
async fn what_is_not_json_is_a_decode_error_of_every_operation_after_all_attempts() {
    for operation in operations("osu") {
        let whole = typical("osu", &operation).to_string();
        let truncated: String = whole.chars().take(whole.chars().count() / 2).collect();
        for (mime, body, text) in [
            ("text/html", "<h1>Tea", "expected JSON, got text/html (status 200) at `.`: the body begins \"<h1>Tea\""),
            ("application/json", "", "expected JSON (status 200) at `.`: the body is empty"),
            ("application/json", " \r\n", "the body is empty"),
            ("application/json", &truncated, "the answer's JSON is cut off (status 200) at `"),
            ("application/json", "{\"error\": \"The ket", "the body begins \"{\\\"error\\\": \\\"The ket\""),
            ("application/json", "[] []", "the body begins \"[] []\""),
            ("application/json", "\u{0}\u{1}", "(status 200)"),
        ] {
            let stage = Stage::repeating(Answer::of(200, mime, body)).await;
            let error = call(&client(&stage), &operation).await.unwrap_err();
            assert!(error.is_decode() && error.is_retryable(), "{body:?} {error}");
            assert_eq!((error.status().unwrap().as_u16(), error.operation()), (200, operation.as_str()));
            assert_eq!((error.body(), error.attempts()), (Some(body.as_bytes()), 3));
            assert!(error.json_path().is_some());
            let told = error.to_string();
            assert!(told.starts_with(&format!("osu {operation}: ")) && told.contains(text), "{told}");
        }
    }
}

#[tokio::test]
async fn json_of_another_shape_is_a_decode_error_of_every_operation() {
    for operation in operations("osu") {
        for body in [
            json!(null),
            json!(true),
            json!(42),
            json!("<html>"),
            json!({}),
            json!({"greeting": "hello"}),
            json!([1]),
            json!([[]]),
            json!([{}]),
            json!({"match": null, "games": []}),
            json!({"match": [], "games": {}}),
            json!({"content": 7, "encoding": "base64"}),
            json!({"error": {"text": "not a text"}}),
        ] {
            let stage = Stage::playing([Answer::ok(&body)]).await;
            let error = call(&client(&stage), &operation).await.unwrap_err();
            assert!(error.is_decode(), "{operation} {body} {error}");
            assert_eq!((error.status().unwrap().as_u16(), error.operation()), (200, operation.as_str()));
            assert_eq!(error.body_json(), Some(body));
            assert!(error.json_path().is_some());
        }
    }
}

/// The typical answer with another value at a place.
fn spoiled(operation: &str, place: &str, value: &Value) -> Value {
    let mut answer = typical("osu", operation).clone();
    *answer.pointer_mut(place).unwrap() = value.clone();
    answer
}

#[tokio::test]
async fn a_decode_error_names_the_place_and_the_value() {
    for (operation, place, value, path, text) in [
        ("get_beatmaps", "/1/bpm", json!("fast"), "[1].bpm", "fast"),
        ("get_beatmaps", "/0/last_update", json!("yesterday"), "[0].last_update", "yesterday"),
        ("get_beatmaps", "/0/storyboard", json!("2"), "[0].storyboard", "2"),
        ("get_beatmaps", "/1/mode", json!({}), "[1].mode", "map"),
        ("get_beatmaps", "/1/tags", json!(7), "[1].tags", "integer `7`"),
        ("get_user", "/0/user_id", json!("-5"), "[0].user_id", "-5"),
        ("get_user", "/0/events/1/date", json!("2026-13-28 11:30:00"), "[0].events[1].date", "2026-13-28"),
        ("get_scores", "/2/enabled_mods", json!("99999999999"), "[2].enabled_mods", "99999999999"),
        ("get_user_best", "/1/perfect", json!(null), "[1].perfect", "null"),
        ("get_user_recent", "/0/rank", json!(["S"]), "[0].rank", "sequence"),
        ("get_match", "/games/0/scores/1/slot", json!("first"), "games[0].scores[1].slot", "first"),
        ("get_match", "/match/match_id", json!("1.5"), "match.match_id", "1.5"),
        ("get_replay", "/content", json!("§§§"), "content", "base64"),
    ] {
        let stage = Stage::playing([Answer::ok(&spoiled(operation, place, &value))]).await;
        let error = call(&client(&stage), operation).await.map(|(text, _)| text).unwrap_err();
        assert!(error.is_decode(), "{operation} {place} {error}");
        assert_eq!(error.json_path(), Some(path), "{error}");
        let told = error.to_string();
        let told = told.split(": the body begins").next().unwrap();
        assert!(told.contains(text), "{told}");
        assert!(told.contains(&format!("at `{path}`")), "{told}");
    }
}

#[tokio::test]
async fn a_missing_key_is_named_with_the_row_that_lacks_it() {
    let mut answer = typical("osu", "get_scores").clone();
    answer[1].as_object_mut().unwrap().remove("username");
    let stage = Stage::playing([Answer::ok(&answer)]).await;
    let error = client(&stage).get_scores(1).send().await.unwrap_err();
    assert_eq!(error.json_path(), Some("[1]"));
    assert!(error.to_string().contains("missing field `username`"), "{error}");
}

#[tokio::test]
async fn the_message_shows_the_first_part_of_a_long_body_and_the_error_keeps_more() {
    let page = format!("<!DOCTYPE html>\n<title>Tea</title>\n{}", "steam ".repeat(40_000));
    let stage = Stage::repeating(Answer::of(200, "text/html", page.clone())).await;
    let error = client(&stage).get_user("mossgolem").send().await.unwrap_err();
    assert!(error.to_string().contains("<!DOCTYPE html> <title>Tea</title> steam steam"), "{error}");
    assert!(error.to_string().len() < 500, "{error}");
    assert_eq!(error.body(), Some(&page.as_bytes()[..65_536]));
}

#[tokio::test]
async fn values_that_this_version_does_not_know_keep_their_text() {
    let mut answer = typical("osu", "get_beatmaps").clone();
    for (key, value) in [("genre_id", "8"), ("approved", "5"), ("mode", "17"), ("language_id", "99")] {
        answer[0][key] = json!(value);
    }
    answer[0]["a_key_of_the_future"] = json!([{"deep": true}]);
    let stage = Stage::playing([Answer::ok(&answer)]).await;
    let maps = client(&stage).get_beatmaps().send().await.unwrap();
    let map = &maps[0];
    assert!(matches!(&map.genre, Genre::Unknown(value) if value.as_str() == "8"));
    assert!(matches!(&map.approval, Approval::Unknown(value) if value.as_str() == "5"));
    assert_eq!((map.mode.as_str(), map.language.as_str()), ("17", "99"));
    assert_ne!(map.mode, Mode::Mania);

    let answer = spoiled("get_scores", "/0/rank", &json!("SSS"));
    let stage = Stage::playing([Answer::ok(&answer)]).await;
    let scores = client(&stage).get_scores(1).send().await.unwrap();
    assert!(matches!(&scores[0].rank, Rank::Unknown(value) if value.as_str() == "SSS"));
}

#[tokio::test]
async fn numbers_may_come_as_numbers_and_flags_as_true_and_false() {
    let mut answer = typical("osu", "get_user_best").clone();
    for (key, value) in [
        ("beatmap_id", json!(9_900_412)),
        ("score_id", json!(18_446_744_073_709_551_615_u64)),
        ("perfect", json!(true)),
        ("replay_available", json!(0)),
        ("enabled_mods", json!(1_073_741_888)),
        ("pp", json!(389)),
    ] {
        answer[0][key] = value;
    }
    let stage = Stage::playing([Answer::ok(&answer)]).await;
    let plays = client(&stage).get_user_best("mossgolem").send().await.unwrap();
    let play = &plays[0];
    assert_eq!((play.beatmap_id, play.score_id), (9_900_412, Some(u64::MAX)));
    assert!(play.perfect && play.replay_available == Some(false));
    assert_eq!((play.enabled_mods.bits(), play.pp), (1_073_741_888, 389.0));
}
