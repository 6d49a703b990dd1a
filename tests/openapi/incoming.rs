//! What the server sends by itself, read by its name.

use clientwright_harbour::callbacks::Callback;
use clientwright_harbour::common::chrono::DateTime;
use clientwright_harbour::types;
use clientwright_harbour::webhooks::Webhook;

fn read(name: &str, body: &str) -> Webhook {
    Webhook::read(name, body.as_bytes()).unwrap()
}

#[test]
fn a_body_of_json_is_read_as_the_type_of_its_name() {
    let Webhook::ShipArrived(ship) = read("shipArrived", r#"{"name":"Tern","state":"sunk","cargo":["loose"]}"#) else {
        panic!("another webhook")
    };
    assert_eq!((ship.name.as_str(), ship.state.unwrap().as_str()), ("Tern", "sunk"));
    let Webhook::Closings(days) = read("closings", r#"["2024-01-31 09:05:00"]"#) else { panic!("another webhook") };
    assert_eq!(days[0].to_rfc3339(), "2024-01-31T09:05:00+00:00");
}

#[test]
fn a_form_is_read_with_its_lists_and_objects() {
    let expected = types::WebhookTide {
        height: 2.5,
        at: DateTime::from_timestamp(86_400, 0),
        gauges: Some(vec!["north".to_owned(), "a,b".to_owned()]),
        place: Some(types::FreeBerth { pier: Some(3), port: Some("Ost & West".to_owned()) }),
    };
    for body in [
        "height=2.5&at=86400&gauges=north&gauges=a%2Cb&place%5Bpier%5D=3&place[port]=Ost+%26+West&other=1",
        "gauges[]=north&gauges[]=a,b&height=2.5&at=86400&place=%7B%22pier%22%3A3%2C%22port%22%3A%22Ost+%26+West%22%7D",
        "gauges[10]=a,b&gauges[9]=north&height=2.5&at=86400&place[pier]=3&place[port]=Ost %26 West",
    ] {
        assert_eq!(read("tide", body), Webhook::Tide(expected.clone()), "{body}");
    }
    let Webhook::Tide(tide) = read("tide", "height=2") else { panic!("another webhook") };
    assert_eq!((tide.height, tide.at, tide.gauges, tide.place), (2.0, None, None, None));
}

#[test]
fn what_is_neither_json_nor_a_form_is_bytes_or_nothing() {
    assert_eq!(read("fog", "whatever"), Webhook::Fog);
    let Webhook::Photo(photo) = read("photo", "\u{89}PNG") else { panic!("another webhook") };
    assert_eq!(photo, "\u{89}PNG".as_bytes());
}

#[test]
fn a_webhook_that_nobody_has_listed_is_kept_as_it_came() {
    let Webhook::Other(other) = read("storm", "hush") else { panic!("a known webhook") };
    assert_eq!((other.name(), &other.body()[..]), ("storm", &b"hush"[..]));
    assert!(!format!("{other:?}").contains("hush"));
    assert_eq!(Webhook::NAMES, ["shipArrived", "tide", "fog", "photo", "closings"]);
}

#[test]
fn an_error_names_the_webhook_and_the_place_and_shows_no_value() {
    for (name, body, place) in [
        ("shipArrived", r#"{"name":{"hush":1},"cargo":[]}"#, "name"),
        ("shipArrived", r#"{"name":"a","cargo":[],"home":{"since":"hush"}}"#, "home.since"),
        ("shipArrived", "hush", "shipArrived"),
        ("tide", "height=hush", "height"),
        ("tide", "height=1&place[pier]=hush", "place.pier"),
        ("tide", "at=hush", "at"),
        ("closings", r#"["2024-01-31 09:05:00","hush"]"#, "[1]"),
    ] {
        let error = Webhook::read(name, body.as_bytes()).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(error.is_decode() && shown.contains(name) && shown.contains(place), "{shown}");
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[test]
fn a_callback_is_called_after_its_operation() {
    let read = Callback::read("moveCrane.moved", br#"{"crane":{"height":3.5},"outcome":"stuck"}"#).unwrap();
    let Callback::MoveCraneMoved(moved) = read else { panic!("another callback") };
    assert_eq!((moved.crane.height, moved.outcome.unwrap().as_str()), (3.5, "stuck"));
    assert!(matches!(Callback::read("moved", b"{}"), Ok(Callback::Other(_))));
}
