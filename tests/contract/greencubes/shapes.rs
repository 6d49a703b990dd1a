//! An answer of another shape is a decode error that says where, and never a panic.

use clientwright_greencubes::RegionRight;
use clientwright_tests::{named, typical};
use serde_json::{Value, json};

use crate::client;
use crate::examples::call;
use crate::stage::{Answer, Stage, operations};

/// All operations whose answer is JSON.
fn readers() -> impl Iterator<Item = String> {
    operations("greencubes").into_iter().filter(|operation| operation != "main_named_colors_html")
}

#[tokio::test]
async fn what_is_not_json_is_a_decode_error_of_every_operation_after_all_attempts() {
    for operation in readers() {
        let whole = typical("greencubes", &operation).to_string();
        let truncated: String = whole.chars().take(whole.chars().count() / 2).collect();
        for (mime, body, text) in [
            ("text/html", "<h1>Tea", "expected JSON, got text/html (status 200) at `.`: the body begins \"<h1>Tea\""),
            ("application/json", "", "expected JSON (status 200) at `.`: the body is empty"),
            ("application/json", &truncated, "the answer's JSON is cut off (status 200) at `"),
            ("application/json", "{\"message\": \"Succe", "the body begins \"{\\\"message\\\": \\\"Succe\""),
            ("text/plain", "Unauthorized", "expected JSON, got text/plain (status 200) at `.`"),
        ] {
            let stage = Stage::repeating(Answer::of(200, mime, body)).await;
            let error = call(&client(&stage), &operation).await.unwrap_err();
            // A login is not safe to repeat.
            let (attempts, safe) = if operation == "login" { (1, false) } else { (3, true) };
            assert!(error.is_decode() && error.is_retryable() == safe, "{body:?} {error}");
            assert_eq!((error.status().unwrap().as_u16(), error.operation()), (200, operation.as_str()));
            assert_eq!((error.body(), error.attempts()), (Some(body.as_bytes()), attempts));
            assert!(error.json_path().is_some());
            let told = error.to_string();
            assert!(told.starts_with(&format!("greencubes {operation}: ")) && told.contains(text), "{told}");
        }
    }
}

#[tokio::test]
async fn json_of_another_shape_is_a_decode_error_of_every_operation() {
    // All members of that one may be absent.
    for operation in readers().filter(|operation| operation != "main_economy") {
        for body in [json!(null), json!(true), json!(42), json!("<html>"), json!({"greeting": "hello"}), json!([[7]])] {
            let stage = Stage::playing([Answer::ok(&body)]).await;
            let error = call(&client(&stage), &operation).await.unwrap_err();
            assert!(error.is_decode(), "{operation} {body} {error}");
            assert_eq!((error.status().unwrap().as_u16(), error.operation()), (200, operation.as_str()));
            assert_eq!(error.body_json(), Some(body));
            assert!(error.json_path().is_some());
        }
    }
}

#[tokio::test]
async fn a_decode_error_names_the_place_and_the_value() {
    for (operation, place, value, path, text) in [
        ("get_user", "/id", json!("48213"), "id", "48213"),
        ("get_user", "/reg_date", json!("soon"), "reg_date", "soon"),
        ("get_user", "/status/rpg", json!(1), "status.rpg", "1"),
        ("get_user", "/badges/1/count", json!(-1), "badges[1].count", "-1"),
        ("get_current_user", "/reg_date", json!("soon"), "reg_date", "soon"),
        ("get_current_user_regions", "/0/coordinates", json!("1 2 3"), "[0].coordinates", "1 2 3"),
        ("get_current_user_regions", "/0/rights/0", json!({}), "[0].rights[0]", "map"),
        ("get_organization", "/url", json!(null), "url", "null"),
        ("server_status", "/online", json!("131"), "online", "131"),
        ("server_online", "/2", json!(7), "[2]", "7"),
        ("main_economy", "/economy/dailymoney", json!("much"), "economy.dailymoney", "much"),
        ("main_named_colors", "/1/h", json!("red"), "[1].h", "red"),
        ("main_items", "/2/data", json!(2.5), "[2].data", "2.5"),
        ("main_region", "/flags/fire", json!("on"), "flags.fire", "on"),
        ("main_region", "/full_access", json!("all"), "full_access", "all"),
        ("meta", "/authors/0/name", json!([]), "authors[0].name", "sequence"),
        ("rate_limit", "/reset", json!("tomorrow"), "reset", "tomorrow"),
        ("logout", "/message", json!(true), "message", "true"),
    ] {
        let mut answer = typical("greencubes", operation).clone();
        *answer.pointer_mut(place).unwrap() = value;
        let stage = Stage::playing([Answer::ok(&answer)]).await;
        let error = call(&client(&stage), operation).await.map(|(text, _)| text).unwrap_err();
        assert!(error.is_decode(), "{operation} {place} {error}");
        assert_eq!(error.json_path(), Some(path), "{error}");
        let told = error.to_string();
        let told = told.split(": the body begins").next().unwrap();
        assert!(told.contains(text), "{told}");
        assert!(told.contains(&format!("at `{path}`")), "{told}");
    }
}

/// The known server sends these after an internal failure, with status 200.
#[tokio::test]
async fn the_economy_may_be_a_bare_figure_or_nothing() {
    let bare = named("greencubes", "main_economy", "bare");
    for (body, daily_money) in [(bare.clone(), Some(2_874_120.0)), (json!({}), None)] {
        let stage = Stage::playing([Answer::ok(&body)]).await;
        let answer = client(&stage).main_economy().send().await.unwrap();
        assert_eq!((&answer.economy, answer.time, answer.daily_money), (&None, None, daily_money));
    }
    let stage = Stage::repeating(Answer::of(200, "application/json", "")).await;
    let error = client(&stage).main_economy().send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn a_right_that_this_version_does_not_know_keeps_its_text() {
    let mut answer = typical("greencubes", "get_current_user_regions").clone();
    answer[0]["rights"] = json!(["paint", "full", null]);
    let stage = Stage::playing([Answer::ok(&answer)]).await;
    let regions = client(&stage).get_current_user_regions().send().await.unwrap();
    let [Some(RegionRight::Unknown(right)), Some(RegionRight::Full), None] = &regions[0].rights[..] else {
        panic!("{:?}", regions[0].rights)
    };
    assert_eq!(right.as_str(), "paint");
}

#[tokio::test]
async fn a_page_for_people_is_taken_whatever_it_holds() {
    for body in ["", "{}", "<table>"] {
        let stage = Stage::playing([Answer::of(200, "text/html", body)]).await;
        assert_eq!(*client(&stage).main_named_colors_html().send().await.unwrap(), body);
    }
}

/// Names of flags are open.
#[tokio::test]
async fn flags_may_be_texts_and_numbers_side_by_side() {
    let mut answer: Value = typical("greencubes", "main_region").clone();
    answer["flags"] = json!({"grow": "0", "tea": 1, "steam": "1"});
    let stage = Stage::playing([Answer::ok(&answer)]).await;
    let region = client(&stage).main_region("teahouse").send().await.unwrap();
    assert_eq!((region.flags["grow"], region.flags["tea"], region.flags["steam"]), (0, 1, 1));
}
