//! Reading answers.

use clientwright_zoo::*;
use serde_json::{Value, json};

/// Reads the answer, and looks whether it is written as it came.
fn read<T: serde::de::DeserializeOwned + serde::Serialize>(value: Value) -> T {
    let answer: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(without_null(serde_json::to_value(&answer).unwrap()), without_null(value));
    answer
}

/// What is absent and what is null are the same to a reader.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(key, value)| (key, without_null(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_null).collect(),
        other => other,
    }
}

#[test]
fn the_types_of_an_interface_are_told_apart() {
    let answer: AnimalsAnswer = read(json!({ "animals": [
        { "__typename": "Cat", "id": "1", "name": "Tom", "lives": 9, "born": "2020-02-01T00:00:00Z" },
        { "__typename": "Bat", "id": "2", "name": "Bruce", "wingspan": 0.5 },
    ] }));
    let [AnimalsAnimal::Cat(cat), AnimalsAnimal::Bat(bat)] = answer.animals.as_slice() else { panic!("{answer:?}") };
    assert_eq!((cat.name.as_str(), cat.lives), ("Tom", Some(9)));
    assert_eq!(bat.wingspan, Some(0.5));
}

#[test]
fn a_type_that_is_not_known_has_what_all_types_have() {
    let answer: AnimalsAnswer = read(json!({ "animals": [{ "__typename": "Axolotl", "id": "3", "name": "Ax" }] }));
    let [AnimalsAnimal::Other(other)] = answer.animals.as_slice() else { panic!("{answer:?}") };
    assert_eq!((other.typename.as_str(), other.id.as_str(), other.name.as_str()), ("Axolotl", "3", "Ax"));
}

#[test]
fn a_value_of_a_known_type_that_does_not_fit_is_an_error_with_its_place() {
    let odd = json!({ "animals": [{ "__typename": "Cat", "id": "1", "name": "Tom", "lives": "nine" }] });
    let error = serde_json::from_value::<AnimalsAnswer>(odd).unwrap_err().to_string();
    assert!(error.contains("lives: invalid type"), "{error}");
}

#[test]
fn a_field_that_a_directive_leaves_out_is_none() {
    let answer: AnimalAnswer = read(json!({ "node": { "__typename": "Bird", "id": "4" } }));
    let Some(AnimalNode::Bird(bird)) = answer.node else { panic!("{answer:?}") };
    assert_eq!((bird.name, bird.weight, bird.born), (None, None, None));
}

#[test]
fn a_field_that_is_asked_for_twice_has_what_both_ask_for() {
    let keeper = json!({ "id": "7", "name": "Ada" });
    let answer: AnimalsAnswer =
        read(json!({ "animals": [{ "__typename": "Bird", "id": "1", "name": "Tweety", "keeper": keeper }] }));
    let [AnimalsAnimal::Bird(bird)] = answer.animals.as_slice() else { panic!("{answer:?}") };
    let keeper = bird.keeper.as_ref().unwrap();
    // The name stands under a condition, the id does not.
    assert_eq!((keeper.name.as_deref(), keeper.id.as_str()), (Some("Ada"), "7"));
}

#[test]
fn fragments_of_one_name_in_two_files_are_two_types() {
    let birds: BirdsAnswer =
        read(json!({ "animals": [{ "__typename": "Bird", "name": "Tweety", "eggs": "18446744073709551615" }] }));
    let [BirdsAnimal::Bird(Card { eggs, .. })] = birds.animals.as_slice() else { panic!("{birds:?}") };
    assert_eq!(*eggs, Some(u64::MAX));
    let cats: CatsAnswer =
        read(json!({ "animals": [{ "__typename": "Cat", "id": "1", "name": "Tom", "lives": 9, "photo": [1] }] }));
    let [CatsAnimal::Cat(cat)] = cats.animals.as_slice() else { panic!("{cats:?}") };
    assert_eq!((cat.lives, &cat.photo), (9, &Some(json!([1]))));
}

#[test]
fn fields_whose_names_become_one_in_rust_keep_their_own_on_the_wire() {
    let keeper = json!({
        "id": "1", "userID": "a", "userId": 5_000_000_000_i64, "type": "vet", "self": true, "rank": "HEAD",
        "animals": [{ "name": "Tom" }],
    });
    let answer: FeedAnswer = read(json!({ "keeper": keeper }));
    let keeper: Keeper = answer.keeper.unwrap();
    assert_eq!((keeper.user_id.as_deref(), keeper.user_id2), (Some("a"), Some(5_000_000_000)));
    assert_eq!((keeper.type_.as_str(), keeper.self_, keeper.rank), ("vet", Some(true), Some(User::Head)));
}

#[test]
fn unions_are_open_also_in_lists_of_lists() {
    let answer: TenantsAnswer = read(json!({ "tenants": [[
        { "__typename": "Other", "id": "1", "note": "moved in" },
        { "__typename": "Keeper", "id": "2" },
        { "__typename": "Ghost" },
        null,
    ]] }));
    let tenants = answer.tenants.unwrap();
    let [Some(Lodger::Other(other)), Some(Lodger::Keeper(keeper)), Some(Lodger::OtherType(ghost)), None] =
        tenants[0].as_slice()
    else {
        panic!("{tenants:?}")
    };
    assert_eq!((other.note.as_deref(), keeper.id.as_str()), (Some("moved in"), "2"));
    assert_eq!(ghost.typename, "Ghost");
}

#[test]
fn a_value_of_an_enum_that_is_not_known_keeps_its_text() {
    let answer: BirdsAnswer =
        read(json!({ "animals": [{ "__typename": "Bird", "name": "Tweety", "diet": "NECTAR" }] }));
    let [BirdsAnimal::Bird(bird)] = answer.animals.as_slice() else { panic!("{answer:?}") };
    assert_eq!(bird.diet.as_ref().map(Diet::as_str), Some("NECTAR"));
}

#[test]
fn an_untyped_scalar_has_a_typed_view() {
    let cat = json!({ "__typename": "Cat", "id": "1", "name": "Tom", "lives": 9, "chart": { "points": [1.5] } });
    let answer: CatsAnswer = read(json!({ "animals": [cat] }));
    let [CatsAnimal::Cat(cat)] = answer.animals.as_slice() else { panic!("{answer:?}") };
    assert_eq!(cat.chart.as_ref().unwrap().get().unwrap().points, Some(vec![1.5]));
}

#[test]
fn the_name_of_the_type_can_be_asked_for_under_another_name() {
    let answer: NodesAnswer = read(json!({ "nodes": [{ "kind": "Cat", "id": "1" }, null] }));
    assert_eq!(answer.nodes[0].as_ref().unwrap().kind, "Cat");
}
