//! A part of a description: what is chosen, what it reaches, and nothing else.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use xtask::load::client_toml::Select;
use xtask::select::{matches, prune_unreachable_components, select};

/// Pets and shops; pets are told apart by a discriminator, one of them by name alone.
fn document() -> Value {
    let answer = |name: &str| {
        json!({ "200": { "description": "", "content": { "application/json": {
            "schema": { "$ref": format!("#/components/schemas/{name}") } } } } })
    };
    json!({
        "openapi": "3.0.3",
        "paths": {
            "/pets": {
                "get": { "operationId": "pets/list", "tags": ["pets"], "responses": answer("Pet") },
                "post": { "operationId": "pets/create", "tags": ["pets", "admin"], "responses": answer("Pet") },
            },
            "/shops/{id}": { "get": { "operationId": "getShop", "tags": ["shops"], "responses": answer("Shop") } },
        },
        "x-webhooks": { "opening": { "post": { "responses": answer("Shop") } } },
        "webhooks": { "closing": { "post": { "responses": answer("Shop") } } },
        "components": {
            "schemas": {
                "Pet": {
                    "type": "object",
                    "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat", "dog": "Dog" } },
                },
                "Cat": { "type": "object", "properties": { "claws": { "$ref": "#/components/schemas/Claws/properties/all" } } },
                "Dog": { "type": "object" },
                "Parrot": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
                "Claws": { "type": "object", "properties": { "all": { "type": "integer" } } },
                "Shop": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Shop" } } },
            },
            "parameters": { "Page": { "name": "page", "in": "query", "schema": { "type": "integer" } } },
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
        },
    })
}

fn chosen(operations: &[&str], tags: &[&str]) -> Value {
    let text = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    let mut tree = document();
    select(&mut tree, &Select { operations: text(operations), tags: text(tags), webhooks: None }).unwrap();
    tree
}

fn ids(tree: &Value) -> Vec<&str> {
    let items = tree["paths"].as_object().unwrap().values();
    items.flat_map(|item| item.as_object().unwrap().values()).map(|op| op["operationId"].as_str().unwrap()).collect()
}

#[test]
fn a_pattern_chooses_by_id_or_by_method_and_path() {
    assert_eq!(ids(&chosen(&["pets/*"], &[])), ["pets/list", "pets/create"]);
    assert_eq!(ids(&chosen(&["GET /*"], &[])), ["pets/list", "getShop"]);
    assert_eq!(ids(&chosen(&["getShop", "POST /pets"], &[])), ["pets/create", "getShop"]);
}

#[test]
fn a_tag_chooses_all_of_its_operations() {
    assert_eq!(ids(&chosen(&[], &["admin"])), ["pets/create"]);
    assert!(chosen(&[], &["admin"]).get("webhooks").is_none(), "nobody chose what the server sends by itself");
    assert_eq!(ids(&chosen(&["getShop"], &["admin"])), ["pets/create", "getShop"]);
}

#[test]
fn webhooks_are_chosen_by_name_whatever_else_is() {
    let chosen = |patterns: &[&str], tags: &[&str]| {
        let text = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let mut tree = document();
        select(&mut tree, &Select { operations: vec![], tags: text(tags), webhooks: Some(text(patterns)) })
            .map(|_| tree)
    };
    let tree = chosen(&["clos*"], &["admin"]).unwrap();
    assert_eq!((ids(&tree), tree["webhooks"].as_object().map(Map::len)), (vec!["pets/create"], Some(1)));
    assert_eq!(ids(&chosen(&["*"], &[]).unwrap()).len(), 3);
    assert!(chosen(&[], &[]).unwrap().get("webhooks").is_none());
    let missing = chosen(&["closings"], &[]).unwrap_err();
    assert_eq!((missing.key, missing.advice.as_str()), ("webhooks", "the nearest are `closing`"));
}

#[test]
fn without_a_choice_everything_stays() {
    assert_eq!(chosen(&[], &[]), document());
}

#[test]
fn a_pattern_that_chooses_nothing_names_the_nearest_operations() {
    let wrong = Select { operations: vec!["pets/lists".to_owned()], ..Select::default() };
    let missing = select(&mut document(), &wrong).unwrap_err();
    assert_eq!((missing.key, missing.pattern.as_str()), ("operations", "pets/lists"));
    assert!(missing.advice.starts_with("the nearest are `pets/list`"), "{}", missing.advice);

    let wrong = Select { tags: vec!["shop".to_owned()], ..Select::default() };
    assert_eq!(select(&mut document(), &wrong).unwrap_err().advice, "did you mean `shops`?");
}

#[test]
fn what_is_reached_stays_also_through_discriminators_and_into_the_middle_of_schemas() {
    let mut tree = chosen(&["pets/list"], &[]);
    prune_unreachable_components(&mut tree);
    let schemas: Vec<&String> = tree["components"]["schemas"].as_object().unwrap().keys().collect();
    assert_eq!(schemas, ["Pet", "Cat", "Dog", "Parrot", "Claws"]);
    assert_eq!(tree["components"]["parameters"], json!({}));
    assert!(tree["components"]["securitySchemes"]["key"].is_object(), "requirements name schemes by name");
}

#[test]
fn a_schema_that_only_refers_to_itself_is_not_reached() {
    let mut tree = chosen(&["pets/*"], &[]);
    prune_unreachable_components(&mut tree);
    assert!(tree["components"]["schemas"].get("Shop").is_none());
}

proptest! {
    /// A text is its own pattern, and stars at either end add nothing that is needed.
    #[test]
    fn a_text_fits_itself_and_stars_around_any_part(text in "[a-z/{} ]{0,12}", from in 0_usize..12, to in 0_usize..12) {
        prop_assert!(matches(&text, &text));
        let (from, to) = (from.min(text.len()), to.min(text.len()));
        if from <= to {
            let pattern = format!("*{}*", &text[from..to]);
            prop_assert!(matches(&pattern, &text));
        }
        prop_assert!(matches("*", &text));
        let longer = format!("{text}?");
        prop_assert!(!matches(&longer, &text));
    }
}
