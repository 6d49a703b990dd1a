//! What the API refuses becomes a typed error, and no error shows the key.

use clientwright_osu::common::auth::Credential;
use clientwright_osu::{Client, Error, ErrorKind, Mode, retry};
use clientwright_tests::{examples, named};
use serde_json::json;

use crate::examples::call;
use crate::stage::{Answer, Stage, operations};
use crate::{KEY, builder, client};

/// Asks for a replay once.
async fn replay(answer: Answer) -> Error {
    let stage = Stage::repeating(answer).await;
    let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
    client.get_replay(Mode::Osu).score_id(1).send().await.unwrap_err()
}

#[tokio::test]
async fn a_wrong_key_is_an_error_of_the_credential_for_every_operation() {
    for operation in operations("osu") {
        let example = examples("osu", &operation).iter().find(|known| known.status == 401).unwrap();
        let stage = Stage::repeating(Answer::json(401, &example.value)).await;
        let error = call(&client(&stage), &operation).await.unwrap_err();
        assert!(error.is_auth() && !error.is_retryable(), "{error}");
        assert_eq!(error.status().unwrap(), 401);
        assert_eq!(error.api_message(), Some("Please provide a valid API key."));
        assert_eq!((error.operation(), error.attempts()), (operation.as_str(), 1));
    }
}

#[tokio::test]
async fn a_text_under_error_is_an_error_whatever_the_status() {
    for operation in operations("osu") {
        for status in [200, 201, 400, 401, 403, 404, 409, 418, 429, 500, 503] {
            let stage = Stage::repeating(Answer::json(status, &json!({"error": "The kettle is cold."}))).await;
            let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
            let error = call(&client, &operation).await.unwrap_err();
            let expected = match status {
                200 | 201 => ErrorKind::Refused,
                401 | 403 => ErrorKind::Auth,
                404 => ErrorKind::NotFound,
                429 => ErrorKind::RateLimited,
                _ => ErrorKind::Api,
            };
            assert_eq!(error.kind(), expected, "{operation} {status}");
            assert_eq!(error.api_message(), Some("The kettle is cold."));
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(error.operation(), operation);
        }
    }
}

#[tokio::test]
async fn the_text_tells_the_kind_where_it_is_a_known_one_whatever_the_status() {
    for status in [200, 400, 404, 500] {
        for (text, expected) in [
            ("Please provide a valid API key.", ErrorKind::Auth),
            ("Replay not available.", ErrorKind::NotFound),
            ("Requesting too fast! Slow your operation, cap'n!", ErrorKind::RateLimited),
        ] {
            let error = replay(Answer::json(status, &json!({"error": text}))).await;
            assert_eq!(error.kind(), expected, "{status} {text}");
            assert_eq!(error.api_message(), Some(text));
            assert!(!error.is_rate_limited() || error.is_retryable(), "{status} {text}");
        }
    }
}

#[tokio::test]
async fn an_error_under_a_wrong_content_type_is_understood() {
    let error = replay(Answer::of(200, "text/html; charset=utf-8", r#"{"error":"Replay not available."}"#)).await;
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn a_replay_that_cannot_be_read_is_no_fault_of_the_call() {
    let error = replay(Answer::ok(named("osu", "get_replay", "retrieval_failed"))).await;
    assert!(error.is_refused(), "{error}");
    let error = replay(Answer::json(500, named("osu", "get_replay", "retrieval_failed"))).await;
    assert!(error.is_retryable() && !error.is_refused(), "{error}");
}

#[tokio::test]
async fn an_unknown_match_is_not_found() {
    let stage = Stage::repeating(Answer::ok(named("osu", "get_match", "unknown_match"))).await;
    let error = client(&stage).get_match(1).send().await.unwrap_err();
    assert!(error.is_not_found() && !error.is_retryable(), "{error}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.api_message(), Some("there is no match with this id, or it is private"));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_list_is_no_error_even_if_a_row_has_the_key_error() {
    let mut users = clientwright_tests::typical("osu", "get_user").clone();
    users[0]["error"] = json!("not one of the server's");
    let stage = Stage::playing([Answer::ok(&users)]).await;
    client(&stage).get_user("mossgolem").send().await.unwrap();
}

#[tokio::test]
async fn a_page_of_a_site_in_trouble_is_a_passing_error() {
    for operation in operations("osu") {
        let example = examples("osu", &operation).iter().find(|known| known.status == 503).unwrap();
        let page = example.value.as_str().unwrap();
        let stage = Stage::repeating(Answer::of(503, "text/html", page)).await;
        let error = call(&client(&stage), &operation).await.unwrap_err();
        assert!(error.is_retryable() && !error.is_decode(), "{error}");
        assert_eq!((error.attempts(), error.api_message()), (3, None));
        assert_eq!(error.body(), Some(page.as_bytes()));
        assert!(error.to_string().contains("We are back in a moment."), "{error}");
    }
}

#[tokio::test]
async fn the_key_stays_out_of_debug_and_display_even_if_the_answer_repeats_it() {
    let page = format!("<p>no such page: /api/get_user?k={KEY}&u=mossgolem</p>");
    for answer in [
        Answer::json(401, &json!({"error": format!("The key {KEY} is none.")})),
        Answer::of(404, "text/html", page.clone()),
        Answer::of(200, "text/html", page),
        Answer::ok(&json!([{"user_id": KEY}])),
    ] {
        let stage = Stage::repeating(answer).await;
        let builder = builder(&stage);
        let client = builder.clone().build().unwrap();
        let call = client.get_user("mossgolem");
        let shown = format!("{builder:?} {builder:#?} {client:?} {client:#?} {call:?} {call:#?}");
        let error = call.send().await.unwrap_err();
        let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
        let shown = format!("{shown} {error} {error:?} {error:#?} {body}");
        assert!(!shown.contains("teapot"), "{shown}");
        let told = error.to_string();
        assert!(told.ends_with("/api/get_user?u=mossgolem]") || told.contains("u=mossgolem, 3 attempts"), "{told}");
    }
}

#[tokio::test]
async fn a_broken_connection_does_not_show_the_key() {
    let client = Client::builder().base_url("http://127.0.0.1:1/api").api_key(KEY);
    let client = client.retry(retry::Policy::never()).build().unwrap();
    let error = client.get_user("mossgolem").send().await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable(), "{error}");
    assert!(!format!("{error} {error:#?}").contains("teapot"), "{error:#?}");
}

#[test]
fn a_credential_of_another_kind_is_refused_with_what_the_api_takes() {
    let builder = Client::builder().credential(Credential::Token("invented-token".into()));
    let error = builder.build().unwrap_err();
    assert!(error.is_config(), "{error}");
    assert_eq!(error.to_string(), "osu! API v1 takes no bearer token; it takes api_key(..)");
}

#[tokio::test]
async fn a_raw_answer_is_given_as_it_came_and_its_errors_are_errors_all_the_same() {
    let key = Answer::json(401, &serde_json::json!({"error": "Please provide a valid API key."}));
    let odd = || Answer::of(200, "application/json", "[{\"user_id\":[]}]");
    let stage = Stage::playing([Answer::html(503), odd(), key, odd()]).await;
    let client = client(&stage);
    let answer = client.get_user("peppy").send_raw().await.unwrap();
    assert_eq!((&answer[..], answer.attempts()), (&b"[{\"user_id\":[]}]"[..], 2));
    assert!(stage.asked().iter().all(|asked| asked.query("k") == [crate::KEY]));
    assert!(client.get_user("peppy").send_raw().await.unwrap_err().is_auth());
    assert!(client.get_user("peppy").send().await.unwrap_err().is_decode());
}
