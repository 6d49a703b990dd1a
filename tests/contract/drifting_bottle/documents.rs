//! The examples of the API's document decode, or fail, as its fact sheet says. The values are invented; keys,
//! kinds and quirks are those of the document.

use serde_json::{Value, json};

use crate::stage::{Answer, Stage};
use crate::{client, filter, throw_json};

fn bottle() -> Value {
    json!({
        "id": 100_042,
        "timestamp": 1_680_854_462_907_u64,
        "content": "Ahoy, stranger!",
        "from": {"platform": "LanternChat", "thrower": {"nick": "Mira of the Pier", "uid": "0077700777"}},
    })
}

#[tokio::test]
async fn a_pick_answers_with_a_list_of_one() {
    let document = json!({"code": 200, "message": "Data request succeeded!", "data": {"bottles": [bottle()]}});
    let stage = Stage::playing([Answer::ok(&document)]).await;
    let answer = client(&stage).pick().send().await.unwrap();
    assert_eq!(serde_json::to_value(&*answer).unwrap(), document);
}

#[tokio::test]
async fn a_removal_may_answer_with_a_lone_object() {
    let document = json!({"code": 200, "message": "Successfully remove 1 bottle!", "data": {"bottles": bottle()}});
    let stage = Stage::playing([Answer::ok(&document)]).await;
    let answer = client(&stage).remove(filter(json!({}))).send().await.unwrap();
    let bottles = &answer.data.as_ref().unwrap().bottles;
    assert_eq!(bottles.len(), 1);
    assert_eq!(serde_json::to_value(&bottles[0]).unwrap(), bottle());
}

#[tokio::test]
async fn a_thrown_bottle_needs_no_code_and_no_list_of_its_own() {
    let document = json!({"code": 201, "message": "Thrown.", "data": {"bottles": bottle()}});
    let stage = Stage::playing([Answer::json(201, &document)]).await;
    let answer = throw_json(&client(&stage), "Ahoy!").send().await.unwrap();
    assert_eq!(answer.data.bottles.len(), 1);
}

#[tokio::test]
async fn an_invalid_argument_is_an_error_with_the_servers_words() {
    let document = json!({"code": 400, "message": "One argument was off!", "advice": "Look at the parameters again."});
    let stage = Stage::playing([Answer::json(400, &document)]).await;
    let error = client(&stage).throw("Ahoy!", "LanternChat", "Mira", "7").send().await.unwrap_err();
    assert_eq!(error.api_message(), Some("One argument was off!"));
    assert_eq!(error.api_code(), Some("400"));
    assert_eq!(error.body_json().unwrap()["advice"], "Look at the parameters again.");
    assert!(!error.is_retryable());
}

/// The document puts an object into a POST and a text into a number: a typed filter does neither.
#[tokio::test]
async fn a_filter_is_text_with_a_number_in_it() {
    let document = json!({"code": 200, "message": "Did not match any bottles."});
    let stage = Stage::playing([Answer::ok(&document)]).await;
    let answer = client(&stage).remove(filter(json!({"i": 100_001, "c": "Ahoy!"}))).send().await.unwrap();
    assert_eq!(stage.only().query("filter"), [r#"{"i":100001,"c":"Ahoy!"}"#]);
    assert_eq!(answer.data, None);
}
