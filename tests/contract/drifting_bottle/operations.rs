//! Each operation sends exactly what the server reads, and reads what it answers.

use clientwright_drifting_bottle::{BottleFilter, Thrower};
use clientwright_tests::typical;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage, compact};
use crate::{builder, client, filter, throw_json};

const API: &str = "drifting-bottle";

/// A request with the headers that all of them have.
fn sent(line: &str, body: &str) -> String {
    let kind = if body.is_empty() { "" } else { "content-type: application/json\n" };
    format!(
        "{line}\naccept: application/json\nauthorization: Bearer pkt-invented-kettle-key\n{kind}\
         user-agent: clientwright-drifting-bottle/<version>\n{body}"
    )
}

#[tokio::test]
async fn pick_asks_for_a_bottle_and_reads_it() {
    let stage = Stage::playing([Answer::ok(typical(API, "pick"))]).await;
    let answer = client(&stage).pick().send().await.unwrap();
    assert_eq!(stage.only().to_string(), sent("GET /DriftingBottle?operation=pick", ""));
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn throw_puts_everything_into_the_query_and_reads_the_lone_bottle_as_a_list() {
    let stage = Stage::playing([Answer::json(201, typical(API, "throw"))]).await;
    let answer =
        client(&stage).throw("Tea & toast, 50% off + ☕", "LanternChat", "Mira of the Pier", "0077700777").send().await;
    let asked = stage.only();
    let address = "GET /DriftingBottle?operation=throw&input=flat&content=Tea+%26+toast%2C+50%25+off+%2B+%E2%98%95\
                   &platform=LanternChat&nick=Mira+of+the+Pier&uid=0077700777";
    assert_eq!(asked.to_string(), sent(address, ""));
    assert_eq!(asked.query("content"), ["Tea & toast, 50% off + ☕"]);
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 201);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn throw_json_puts_everything_into_the_body_and_nothing_into_the_query() {
    let stage = Stage::playing([Answer::json(201, typical(API, "throw_json"))]).await;
    let answer = throw_json(&client(&stage), "Hello, tide!").send().await.unwrap();
    let asked = stage.only();
    assert_eq!(asked.to_string(), sent("POST /DriftingBottle", asked.body()));
    let thrower = json!({"nick": "Mira of the Pier", "uid": "0077700777"});
    let from = json!({"platform": "LanternChat", "thrower": thrower});
    assert_eq!(asked.json(), json!({"operation": "throw", "content": "Hello, tide!", "from": from}));
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn remove_sends_its_filter_as_json_text_under_the_keys_of_the_database() {
    let stage = Stage::playing([Answer::ok(typical(API, "pick")), Answer::ok(typical(API, "remove"))]).await;
    let client = client(&stage);
    let bottle = client.pick().send().await.unwrap().data.bottles[0].clone();
    let which = BottleFilter {
        id: Some(bottle.id),
        timestamp: Some(bottle.timestamp),
        content: bottle.content,
        platform: bottle.from.platform,
        nick: Some("Mira of the Pier".to_owned()),
        uid: Some("0077700777".to_owned()),
        ..filter(json!({}))
    };
    let answer = client.remove(which).send().await.unwrap();
    let asked = &stage.asked()[1];
    let line = asked.line().split_once("&filter=").map(|(line, _)| line);
    assert_eq!(line, Some("GET /DriftingBottle?operation=remove"));
    assert_eq!(asked.to_string(), sent(asked.line(), ""));
    let keys: Value = serde_json::from_str(asked.query("filter")[0]).unwrap();
    let expected = json!({
        "i": 100042,
        "t": 1680854462907_u64,
        "c": "If you read this, the kettle is still on. Come by.",
        "f.p": "LanternChat",
        "f.t.n": "Mira of the Pier",
        "f.t.u": "0077700777",
    });
    assert_eq!(keys, expected);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn a_filter_sends_only_the_keys_that_are_set_and_further_ones_as_they_are() {
    let stage = Stage::repeating(Answer::ok(typical(API, "remove"))).await;
    let client = client(&stage);
    client.remove(filter(json!({}))).send().await.unwrap();
    client.remove(filter(json!({"i": 100_001}))).send().await.unwrap();
    let mut below = filter(json!({}));
    below.extra.insert("i".to_owned(), json!({"$lt": 100_100}));
    client.remove(below).send().await.unwrap();
    let filters: Vec<_> = stage.asked().iter().map(|asked| asked.query("filter").join(";")).collect();
    assert_eq!(filters, ["{}", r#"{"i":100001}"#, r#"{"i":{"$lt":100100}}"#]);
}

#[tokio::test]
async fn the_prefix_of_the_key_is_added_once() {
    for key in ["invented-kettle-key", "pkt-invented-kettle-key"] {
        let stage = Stage::playing([Answer::ok(typical(API, "pick"))]).await;
        builder(&stage).bearer_token(key).build().unwrap().pick().send().await.unwrap();
        assert_eq!(stage.only().header("authorization"), "Bearer pkt-invented-kettle-key");
    }
}

#[tokio::test]
async fn a_thrower_of_the_first_days_is_a_text() {
    let stage = Stage::playing([Answer::ok(clientwright_tests::named(API, "pick", "first_version"))]).await;
    let answer = client(&stage).pick().send().await.unwrap();
    assert_eq!(answer.data.bottles[0].from.thrower, Thrower::Text("Old Anchor".to_owned()));
}

#[tokio::test]
async fn a_call_without_a_key_is_refused_before_it_is_sent() {
    let stage = Stage::playing([]).await;
    let error = builder(&stage).anonymous().build().unwrap().pick().send().await.unwrap_err();
    assert!(error.is_auth() && error.status().is_none() && error.attempts() == 0, "{error}");
    assert!(stage.lines().is_empty());
}
