use serde_json::json;

use crate::{fault, load};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
tags: [{name: a}]
paths:
  /a:
    get:
      parameters:
        - {name: one, in: query, schema: {type: string}}
        - {name: two, in: query, schema: {type: string}}
        - {name: one, in: header, schema: {type: string}}
      responses: {200: {description: ok}}
  /b: {get: {responses: {200: {description: ok}}}}
";

fn overlay(actions: &str) -> [(&'static str, String); 2] {
    let text =
        format!("overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nextends: ./openapi.yaml\nactions:\n{actions}");
    [("openapi.yaml", DOCUMENT.to_owned()), ("overlay.yaml", text)]
}

fn files<'f>(files: &'f [(&'static str, String); 2]) -> [(&'static str, &'f str); 2] {
    [(files[0].0, &files[0].1), (files[1].0, &files[1].1)]
}

#[test]
fn updates_are_merged_and_lists_get_longer() {
    let folder = overlay(
        "  - {target: $.info, update: {title: Mended, x-new: {a: 1}}, description: the title was wrong}
  - {target: $.tags, update: {name: b}}
  - {target: '$.paths[*].get', update: {tags: [c]}}
",
    );
    let (document, report) = load(&files(&folder));
    assert_eq!(document["info"], json!({ "title": "Mended", "version": "1", "x-new": { "a": 1 } }));
    assert_eq!(document["tags"], json!([{ "name": "a" }, { "name": "b" }]));
    assert_eq!(document["paths"]["/a"]["get"]["tags"], json!(["c"]));
    assert_eq!(document["paths"]["/b"]["get"]["tags"], json!(["c"]));
    assert_eq!(report.notes.len(), 4, "{report:?}");
    assert_eq!(report.notes[0].to_string(), "overlay: /info: updated by action 0: the title was wrong");
}

#[test]
fn removing_several_entries_of_a_list_leaves_the_right_ones() {
    let folder = overlay("  - {target: '$.paths[\"/a\"].get.parameters[?@.name == \"one\"]', remove: true}\n");
    let (document, _) = load(&files(&folder));
    let parameters = document["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
    assert_eq!(parameters.len(), 1);
    assert_eq!(parameters[0]["name"], "two");
}

#[test]
fn an_overlay_mends_even_the_version() {
    let folder = overlay("  - {target: $, update: {openapi: 3.1.0}}\n");
    let (document, _) = load(&files(&folder));
    assert_eq!(document["openapi"], "3.1.0");
}

#[test]
fn an_action_that_selects_nothing_is_named() {
    let folder = overlay("  - {target: $.info, update: {}}\n  - {target: '$.paths[\"/c\"]', remove: true}\n");
    let error = fault(&files(&folder)).to_string();
    assert!(error.starts_with("overlay.yaml#/actions/1: "), "{error}");
    assert!(error.contains("$.paths[\"/c\"]"), "{error}");
}

#[test]
fn what_is_no_overlay_is_refused() {
    for (actions, part) in [
        ("  - {target: 'paths', remove: true}\n", "no JSONPath"),
        ("  - {target: $.info}\n", "does nothing"),
        ("  - {remove: true}\n", "without a target"),
        ("  - {target: $.info, updte: {}}\n", "`updte`"),
        ("  - {target: $.info, update: text}\n", "that is none"),
    ] {
        let error = fault(&files(&overlay(actions))).to_string();
        assert!(error.contains(part) && error.starts_with("overlay.yaml#/actions/0"), "{error}");
    }
    for (text, part) in [
        ("overlay: 2.0.0\nactions: [{target: $, remove: true}]", "`2.0.0`"),
        ("overlay: 1.0.0\nactions: []", "has no actions"),
        ("overlay: 1.0.0\nextends: other.yaml\nactions: [{target: $, update: {}}]", "`other.yaml`"),
    ] {
        let error = fault(&[("openapi.yaml", DOCUMENT), ("overlay.yaml", text)]).to_string();
        assert!(error.contains(part), "{error}");
    }
}
