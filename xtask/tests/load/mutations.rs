//! Whatever a document says, reading it ends with a tree or with an error.

use proptest::prelude::*;
use serde_json::{Value, json};
use xtask::normalise::Report;

use crate::Folder;

/// Small documents with one of everything.
const DOCUMENTS: &[&str] = &[
    include_str!("mutations/openapi_3_0.yaml"),
    include_str!("mutations/openapi_3_1.yaml"),
    include_str!("mutations/swagger_2_0.yaml"),
];

/// What stands in the place of something else.
fn replacements() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("#/"),
        json!([]),
        json!({}),
        json!([{}]),
        json!({ "": {} }),
        json!({ "$ref": "#/components/schemas/Pet" }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/paths" }),
        json!({ "$ref": "#/paths/~1pets" }),
        json!({ "$ref": "openapi.yaml" }),
        json!({ "$ref": "other.yaml#/a/0" }),
        json!({ "$ref": [] }),
    ]
}

/// Removes or replaces the node that `which` points at, counted through the tree.
fn mutate(value: &mut Value, which: &mut usize, with: Option<&Value>) -> bool {
    let children: Vec<String> = match value {
        Value::Object(map) => map.keys().cloned().collect(),
        Value::Array(list) => (0..list.len()).map(|index| index.to_string()).collect(),
        _ => Vec::new(),
    };
    for key in children {
        if *which == 0 {
            match (value, with) {
                (Value::Object(map), Some(with)) => drop(map.insert(key, with.clone())),
                (Value::Object(map), None) => drop(map.shift_remove(&key)),
                (Value::Array(list), with) => {
                    let index: usize = key.parse().unwrap();
                    match with {
                        Some(with) => list[index] = with.clone(),
                        None => drop(list.remove(index)),
                    }
                }
                _ => {}
            }
            return true;
        }
        *which -= 1;
        let child = match value {
            Value::Object(map) => map.get_mut(&key),
            Value::Array(list) => list.get_mut(key.parse::<usize>().unwrap()),
            _ => None,
        };
        if child.is_some_and(|child| mutate(child, which, with)) {
            return true;
        }
    }
    false
}

fn nodes(value: &Value) -> usize {
    match value {
        Value::Object(map) => map.values().map(|child| 1 + nodes(child)).sum(),
        Value::Array(list) => list.iter().map(|child| 1 + nodes(child)).sum(),
        _ => 0,
    }
}

fn read(text: &str) -> Value {
    xtask::load::document::parse(std::path::Path::new("openapi.yaml"), text).unwrap()
}

/// Loads a document and runs all passes over it; faults are fine.
fn survive(document: &Value) {
    let folder = Folder::of(&[
        ("openapi.yaml", &document.to_string()),
        ("other.yaml", "a: [{$ref: '#/a/1'}, {type: object, properties: {b: {$ref: 'openapi.yaml#/paths'}}}]\n"),
    ]);
    let Ok((tree, report)) = folder.load() else { return };
    let client = xtask::load::client_toml::ClientToml::default();
    let (file, client_file) = (std::path::Path::new("openapi.yaml"), std::path::Path::new("client.toml"));
    let mut draft = xtask::normalise::openapi::Draft::new(file, client_file, &client, tree, report);
    let _ = xtask::normalise::openapi::normalise(&mut draft);
}

#[test]
fn the_documents_are_whole_before_they_are_damaged() {
    for text in DOCUMENTS {
        let folder = Folder::of(&[("openapi.yaml", text), ("other.yaml", "a: [{type: string}]\n")]);
        let (_, report) = folder.load().unwrap();
        assert_eq!(crate::lost(&report), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_document_makes_reading_it_panic(
        which in 0..DOCUMENTS.len(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(prop::sample::select(replacements()))), 1..6),
    ) {
        let mut document = read(DOCUMENTS[which]);
        for (place, with) in damages {
            let count = nodes(&document);
            if count > 0 {
                mutate(&mut document, &mut place.index(count), with.as_ref());
            }
        }
        survive(&document);
    }

    #[test]
    fn no_text_makes_parsing_panic(text in "[-{}\\[\\]:,&*<|>'\"!%@a-c0-9 \n\t#]{0,80}") {
        let _ = xtask::load::document::parse_any(std::path::Path::new("a.yaml"), &text, &mut Report::default());
    }
}
