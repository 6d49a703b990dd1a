//! Reading answers.

use clientwright_harbour::*;
use serde_json::{Value, json};

/// Reads the value, and looks whether it is written as it came.
fn read<T: serde::de::DeserializeOwned + serde::Serialize>(value: Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
    read
}

#[test]
fn a_sum_of_schemas_has_the_properties_of_all() {
    let ship: Ship = read(json!({
        "name": "Kittiwake", "state": "at-sea", "cargo": [], "userID": "a", "userId": "b", "+1": 3,
        "home": { "port": "Ost", "since": 1890 },
    }));
    assert_eq!((ship.name.as_str(), ship.state), ("Kittiwake", Some(VesselState::AtSea)));
    assert_eq!((ship.user_id.as_deref(), ship.user_id2.as_deref(), ship.plus_1), (Some("a"), Some("b"), Some(3)));
    let berth: Option<ShipHome> = ship.berth;
    assert_eq!(berth, None);
}

#[test]
fn values_that_differ_in_a_capital_letter_are_told_apart() {
    for (text, state) in [("Moored", VesselState::Moored), ("moored", VesselState::Moored2)] {
        let vessel: Vessel = read(json!({ "name": "Tern", "state": text }));
        assert_eq!(vessel.state, Some(state));
    }
}

#[test]
fn shapes_are_told_apart_by_the_discriminator_and_hold_each_other() {
    let cargo: Cargo =
        read(json!({ "kind": "box", "inside": { "kind": "box", "inside": { "kind": "tea", "leaves": 7 } } }));
    let Cargo::BoxType(outer) = cargo else { panic!("{cargo:?}") };
    let Cargo::BoxType(inner) = outer.inside else { panic!("{outer:?}") };
    assert_eq!(inner.inside, Cargo::Tea(Tea { kind: TeaKind::Tea, leaves: 7 }));
    assert_eq!(read::<Cargo>(json!("loose")), Cargo::from("loose"));
}

#[test]
fn a_shape_that_nobody_has_listed_is_kept_as_it_came() {
    for value in [json!({ "kind": "ore", "tons": 4 }), json!([1, null]), json!(7)] {
        let Cargo::Other(other) = read::<Cargo>(value.clone()) else { panic!("{value}") };
        assert_eq!(*other.as_value(), value);
    }
}
