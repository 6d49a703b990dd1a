//! Writing variables.

use clientwright_zoo::common::rt;
use clientwright_zoo::*;
use serde_json::json;

#[test]
fn an_input_leaves_out_what_is_not_set() {
    let filter = AnimalFilter {
        not: Some(Box::new(AnimalFilter { diet: Some(Diet::Meat), ..Default::default() })),
        and: Some(vec![AnimalFilter { at_least: Some(2), ..Default::default() }]),
        ..Default::default()
    };
    let written = serde_json::to_value(filter).unwrap();
    assert_eq!(written, json!({ "and": [{ "atLeast": "2" }], "not": { "diet": "MEAT" } }));
}

#[test]
fn a_one_of_input_has_exactly_one_member() {
    let spot = Spot::Cage(Box::new(Cage { row: 3, nearest: Some(Box::new(Spot::Id("x".to_owned()))) }));
    let written = serde_json::to_value(spot).unwrap();
    assert_eq!(written, json!({ "cage": { "row": 3, "nearest": { "id": "x" } } }));
}

#[test]
fn a_field_with_a_default_may_be_left_to_the_server() {
    let at = rt::chrono::DateTime::UNIX_EPOCH;
    let input = FeedInput { at, portions: None, user_id: None, user_id2: Some("b".to_owned()), move_: None };
    let written = serde_json::to_value(input).unwrap();
    assert_eq!(written, json!({ "at": "1970-01-01T00:00:00Z", "userId": "b" }));
}

#[test]
fn variables_that_are_called_like_methods_of_the_builder_get_an_underscore() {
    let client = Client::builder().build().unwrap();
    let call = client.animal("1").send_(true).options_(false).send_raw_(false).options(CallOptions::new());
    assert!(format!("{call:?}").contains("Animal"));
}
