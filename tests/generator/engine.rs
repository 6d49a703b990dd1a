//! What an engine gives up on costs itself alone.

use std::path::Path;

use serde_json::json;
use xtask::engine::openapi;
use xtask::model::{Api, Kind};
use xtask::normalise::Report;

#[test]
fn a_schema_that_the_engine_gives_up_on_is_any_value_and_the_others_stay() {
    let schemas = json!({
        "Good": { "type": "object", "properties": { "bad": { "$ref": "#/components/schemas/Bad" } } },
        // Two values that the engine calls by one name.
        "Bad": { "type": "string", "enum": ["+a", "-a", "*a", "/a"] },
    });
    let view = json!({
        "openapi": "3.0.3",
        "info": { "title": "engine view", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let mut report = Report::default();
    let items = openapi::run(Path::new("openapi.yaml"), view, &mut nothing(), &mut report).unwrap();
    let structs = items.iter().filter_map(|item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        _ => None,
    });
    assert!(structs.collect::<Vec<_>>().contains(&"Good".to_owned()));
    let [note] = report.notes.as_slice() else { panic!("{:?}", report.notes) };
    assert!(note.lost && note.place == "/components/schemas/Bad", "{note}");
}

fn nothing() -> Api {
    Api {
        name: "sample".to_owned(),
        krate: "clientwright-sample".to_owned(),
        title: String::new(),
        description: String::new(),
        version: String::new(),
        kind: Kind::OpenApi,
        servers: Vec::new(),
        schemes: Vec::new(),
        operations: Vec::new(),
        enums: Vec::new(),
        aliases: Vec::new(),
        unions: Vec::new(),
        incoming: Vec::new(),
        properties: std::collections::BTreeMap::new(),
        nullable: std::collections::BTreeMap::new(),
        features: None,
    }
}

#[test]
fn documentation_has_no_bare_address_and_no_half_of_a_link() {
    for (given, written) in [
        (
            "see [the text](https://a.example/b) and https://c.example.",
            "see [the text](https://a.example/b) and <https://c.example>.",
        ),
        ("a [link of\ntwo lines](https://a.example) here", "a \\[link of\ntwo lines\\](<https://a.example>) here"),
        (
            "beside (https://a.example/b), \"https://c.example\"",
            "beside (<https://a.example/b>), \"<https://c.example>\"",
        ),
        ("<https://a.example> [b]", "<https://a.example> \\[b\\]"),
    ] {
        let once = xtask::refine::docs::markdown(given);
        assert_eq!(once, written);
        assert_eq!(xtask::refine::docs::markdown(&once), once, "a second time changes nothing");
    }
}
