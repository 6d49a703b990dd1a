//! What is left out, what is null and what has a value are three things in a request.

use clientwright_harbour::*;
use httpmock::{Method, MockServer};
use serde_json::{Map, Value, json};

use common::chrono::DateTime;

/// Sends a change and gives back the body that came.
async fn sent(change: impl FnOnce(operations::ChangeBerth) -> operations::ChangeBerth, body: Value) {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method(Method::PATCH).path("/berths/7").json_body(body);
            then.status(200).json_body(json!({ "title": null }));
        })
        .await;
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    let berth = change(client.change_berth(7, "Ost")).send().await.unwrap();
    mock.assert_async().await;
    assert_eq!(berth.into_inner(), Berth { title: None, keeper: None });
}

#[tokio::test]
async fn what_is_not_set_is_left_out_and_what_must_be_there_is_null() {
    sent(|change| change, json!({ "by": "Ost", "since": null })).await;
}

#[tokio::test]
async fn each_property_can_be_cleared() {
    let cleared = |change: operations::ChangeBerth| {
        let change = change.title_null().type_null().lines_null().closed_null().weight_null();
        change.state_null().keeper_null().guest_null().inner_null()
    };
    let expected = json!({
        "by": "Ost", "since": null, "title": null, "type": null, "lines": null, "closed": null, "weight": null,
        "state": null, "keeper": null, "guest": null, "inner": null,
    });
    sent(cleared, expected).await;
}

#[tokio::test]
async fn each_property_takes_a_plain_value() {
    let inner = BerthChange { title: "inside".into(), state: Nullable::Null, ..bare("West") };
    let filled = |change: operations::ChangeBerth| {
        let change = change.since("May").depth(4.5).title("Quay").type_("wall").lines(["bow", "stern"]);
        let change = change.closed(DateTime::UNIX_EPOCH).weight(u64::MAX).state(BerthState::Shut);
        let change = change.keeper(BerthKeeper { name: Nullable::Null, pier: Some(3) });
        change.guest(Sailor { kind: SailorKind::Sailor, rank: Nullable::Null }.into()).inner(Box::new(inner))
    };
    let expected = json!({
        "by": "Ost", "since": "May", "depth": 4.5, "title": "Quay", "type": "wall", "lines": ["bow", "stern"],
        "closed": 0, "weight": "18446744073709551615", "state": "shut", "keeper": { "name": null, "pier": 3 },
        "guest": { "kind": "sailor", "rank": null },
        "inner": { "by": "West", "since": null, "title": "inside", "state": null },
    });
    sent(filled, expected).await;
}

#[tokio::test]
async fn the_last_of_value_and_null_counts() {
    sent(|change| change.title("Quay").title_null(), json!({ "by": "Ost", "since": null, "title": null })).await;
    sent(|change| change.title_null().title("Quay"), json!({ "by": "Ost", "since": null, "title": "Quay" })).await;
}

fn bare(by: &str) -> BerthChange {
    serde_json::from_value(json!({ "by": by })).unwrap()
}

#[test]
fn a_type_of_requests_gives_back_what_it_was_read_from() {
    let values = [
        ("title", json!("Quay")),
        ("lines", json!([])),
        ("closed", json!(86_400)),
        ("weight", json!("12")),
        ("state", json!("flooded")),
        ("keeper", json!({ "name": null })),
        ("guest", json!({ "kind": "parrot", "words": null })),
        ("inner", json!({ "by": "West", "since": null, "inner": null })),
    ];
    // Each property is absent, null or there, whatever the others are.
    for turn in 0..3_usize.pow(4) {
        let mut body = Map::from_iter([("by".to_owned(), json!("Ost")), ("since".to_owned(), Value::Null)]);
        for (index, (name, value)) in values.iter().enumerate() {
            match (turn / 3_usize.pow(u32::try_from(index).unwrap() % 4) + index / 4) % 3 {
                0 => {}
                1 => drop(body.insert((*name).to_owned(), Value::Null)),
                _ => drop(body.insert((*name).to_owned(), value.clone())),
            }
        }
        let body = Value::Object(body);
        let read: BerthChange = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), body);
    }
}
