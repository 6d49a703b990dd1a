//! What is sent, and what is told about it.

use super::zoo;

/// The document that is sent for an operation.
fn document(id: &str) -> String {
    let zoo = zoo();
    let operation = zoo.api.operations.iter().find(|operation| operation.id == id).unwrap();
    operation.document.as_ref().unwrap().1.clone()
}

#[test]
fn the_name_of_the_type_is_asked_for_only_where_types_are_told_apart() {
    assert!(document("Animal").contains("node(id: $id) { __typename ...NodeId"));
    assert!(document("Nodes").contains("nodes(ids: $ids) { kind: __typename ...NodeId }"));
    assert!(document("Tenant").ends_with(
        "fragment Lodger on Tenant { __typename ... on Node { id } ... on Cat { name } ... on Other { note } }"
    ));
}

#[test]
fn an_operation_without_a_name_is_called_like_its_file() {
    assert_eq!(document("Overview"), "query Overview { animals(first: 1) { name } }");
}

#[test]
fn each_operation_is_sent_with_the_fragment_of_its_own_file() {
    assert!(document("Birds").ends_with("...Card } } } fragment Card on Bird { name eggs diet }"));
    assert!(document("Cats").ends_with("...CatsCard } } fragment CatsCard on Cat { name lives chart photo }"));
}

#[test]
fn operations_whose_methods_would_be_called_alike_are_all_served() {
    let zoo = zoo();
    let method = |id: &str| {
        zoo.api.operations.iter().find(|operation| operation.id == id).map(|operation| operation.rust_name.clone())
    };
    assert_eq!(method("Feed").as_deref(), Some("feed"));
    assert_eq!(method("feed").as_deref(), Some("feed_mutation"));
}

#[test]
fn a_subscription_costs_no_other_operation() {
    let zoo = zoo();
    let note = zoo.report.notes.iter().find(|note| note.lost).unwrap();
    assert_eq!(note.place, "specs/zoo/operations/tenants.graphql:25:1");
    assert!(note.what.contains("Fed is left out: subscriptions are not served"), "{note}");
    let ids: Vec<_> = zoo.api.operations.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(
        ids,
        ["animals", "Animal", "Nodes", "Birds", "Cats", "Feed", "feed", "rename", "Tenant", "Tenants", "Overview"]
    );
}

#[test]
fn a_scalar_that_nobody_gave_a_type_is_told() {
    let zoo = zoo();
    let told = zoo.report.notes.iter().filter(|note| note.what.contains("JSON values"));
    assert_eq!(told.map(|note| note.place.as_str()).collect::<Vec<_>>(), ["Blob"]);
}

#[test]
fn only_types_that_operations_reach_are_generated() {
    let zoo = zoo();
    let enums: Vec<_> = zoo.api.enums.iter().map(|known| known.name.as_str()).collect();
    assert_eq!(enums, ["Diet", "User"]);
}
