//! Writing variables.

use clientwright_zoo::common::rt;
use clientwright_zoo::*;
use httpmock::MockServer;
use serde_json::{Value, json};

#[test]
fn an_input_leaves_out_what_is_not_set() {
    let filter = AnimalFilter {
        not: AnimalFilter { diet: Diet::Meat.into(), ..Default::default() }.into(),
        and: vec![AnimalFilter { at_least: 2.into(), ..Default::default() }].into(),
        ..Default::default()
    };
    let written = serde_json::to_value(filter).unwrap();
    assert_eq!(written, json!({ "and": [{ "atLeast": "2" }], "not": { "diet": "MEAT" } }));
}

#[test]
fn an_input_says_null_where_that_is_meant() {
    let filter = AnimalFilter {
        diet: Nullable::Null,
        at_least: Nullable::or_null(None),
        and: Nullable::or_absent(None),
        not: AnimalFilter { keeper: Nullable::Null, ..Default::default() }.into(),
        ..Default::default()
    };
    let written = serde_json::to_value(filter).unwrap();
    assert_eq!(written, json!({ "diet": null, "atLeast": null, "not": { "keeper": null } }));
}

#[tokio::test]
async fn a_variable_of_a_mutation_is_left_out_null_or_a_value() {
    for (name, variables) in [
        (None, json!({ "animal": "1" })),
        (Some(None), json!({ "animal": "1", "name": null })),
        (Some(Some("Tom")), json!({ "animal": "1", "name": "Tom" })),
    ] {
        let server = MockServer::start_async().await;
        let mock = server
            .mock_async(|when, then| {
                when.body_includes("mutation rename").is_true(move |request| {
                    let body: Value = serde_json::from_slice(request.body_ref()).unwrap();
                    body["variables"] == variables
                });
                then.status(200).json_body(json!({ "data": { "rename": null } }));
            })
            .await;
        let client = Client::builder().base_url(server.base_url()).build().unwrap();
        let call = client.rename("1");
        let call = match name {
            None => call,
            Some(None) => call.name_null(),
            Some(Some(name)) => call.name(name),
        };
        call.send().await.unwrap();
        mock.assert_async().await;
    }
}

#[test]
fn a_one_of_input_has_exactly_one_member() {
    let spot = Spot::Cage(Box::new(Cage { row: 3, nearest: Spot::Id("x".to_owned()).into() }));
    let written = serde_json::to_value(spot).unwrap();
    assert_eq!(written, json!({ "cage": { "row": 3, "nearest": { "id": "x" } } }));
}

#[test]
fn a_field_with_a_default_may_be_left_to_the_server() {
    let at = rt::chrono::DateTime::UNIX_EPOCH;
    let input =
        FeedInput { at, portions: None, user_id: Nullable::Absent, user_id2: "b".into(), move_: Nullable::Absent };
    let written = serde_json::to_value(input).unwrap();
    assert_eq!(written, json!({ "at": "1970-01-01T00:00:00Z", "userId": "b" }));
}

#[test]
fn variables_that_are_called_like_methods_of_the_builder_get_an_underscore() {
    let client = Client::builder().build().unwrap();
    let call = client.animal("1").send_(true).options_(false).send_raw_(false).options(CallOptions::new());
    assert!(format!("{call:?}").contains("Animal"));
}
