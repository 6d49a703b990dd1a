use serde_json::json;

use crate::{Folder, fault, load, lost};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

#[test]
fn keys_are_text_as_they_are_written() {
    let (document, _) = load(&[("openapi.yaml", &format!("{HEAD}x-keys: {{200: a, on: b, 1.10: c, null: d}}\n"))]);
    assert_eq!(document["x-keys"], json!({ "200": "a", "on": "b", "1.10": "c", "null": "d" }));
}

#[test]
fn dates_and_words_stay_text_and_numbers_that_json_lacks_do_too() {
    let text = format!("{HEAD}x-values: [2024-01-31, yes, NO, .inf, 123456789012345678901234567890]\n");
    let (document, _) = load(&[("openapi.yaml", &text)]);
    assert_eq!(document["x-values"], json!(["2024-01-31", "yes", "NO", "inf", 123456789012345678901234567890_f64]));
}

#[test]
fn merge_keys_are_applied_below_the_keys_of_the_object() {
    let text = format!("{HEAD}x-a: &a {{one: 1, two: 2}}\nx-b: {{<<: *a, two: 3}}\n");
    let (document, _) = load(&[("openapi.yaml", &text)]);
    assert_eq!(document["x-b"], json!({ "two": 3, "one": 1 }));
}

#[test]
fn a_version_without_quotes_is_a_version() {
    let (document, _) = load(&[("openapi.yaml", "openapi: 3.1\ninfo: {title: T, version: '1'}\npaths: {}\n")]);
    assert_eq!(document["openapi"], "3.1");
    let (document, _) = load(&[("openapi.yaml", "swagger: 2.0\ninfo: {title: T, version: '1'}\npaths: {}\n")]);
    assert_eq!(document["openapi"], "3.0.3");
}

#[test]
fn a_later_version_is_read_as_the_last_one_known_and_said_so() {
    let (_, report) = load(&[("openapi.yaml", "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths: {}\n")]);
    assert!(lost(&report)[0].contains("3.2.0 is read as 3.1"), "{report:?}");
}

#[test]
fn other_versions_are_refused() {
    let error = fault(&[("openapi.yaml", "swagger: '1.2'\npaths: {}\n")]).to_string();
    assert!(error.contains("`1.2`, which is not 2.0"), "{error}");
    let error = fault(&[("openapi.yaml", "openapi: 4.0.0\npaths: {}\n")]).to_string();
    assert!(error.contains("`4.0.0`, which is not 3.0 or 3.1"), "{error}");
    let error = fault(&[("openapi.yaml", "paths: {}\n")]).to_string();
    assert!(error.contains("does not say which version"), "{error}");
}

#[test]
fn byte_order_marks_and_utf_16_are_read() {
    for wide in [false, true] {
        let folder = Folder::of(&[("openapi.yaml", HEAD)]);
        let text = format!("\u{feff}{HEAD}x-city: Zürich\n");
        let bytes = if wide { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { text.into_bytes() };
        std::fs::write(folder.dir.path().join("openapi.yaml"), bytes).unwrap();
        let (document, _) = folder.load().unwrap();
        assert_eq!(document["x-city"], "Zürich");
    }
}

#[test]
fn other_encodings_are_named_by_line() {
    let folder = Folder::of(&[("openapi.yaml", "")]);
    std::fs::write(folder.dir.path().join("openapi.yaml"), b"openapi: 3.0.3\nx: Z\xfcrich\n").unwrap();
    let error = folder.load().unwrap_err().to_string();
    assert!(error.starts_with("openapi.yaml:2:"), "{error}");
}

#[test]
fn a_key_that_stands_twice_counts_once_in_json_and_is_refused_in_yaml() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}, "x-a": 1, "x-a": 2}"#;
    let (document, report) = load(&[("openapi.json", text)]);
    assert_eq!(document["x-a"], 2);
    assert!(lost(&report)[0].contains("`x-a` stands twice"), "{report:?}");
    let error = fault(&[("openapi.yaml", &format!("{HEAD}x-a: 1\nx-a: 2\n"))]).to_string();
    assert!(error.contains("duplicate key `x-a`"), "{error}");
}

#[test]
fn a_tab_is_named_as_the_cause() {
    let error = fault(&[("openapi.yaml", "openapi: 3.0.3\ninfo:\n\ttitle: T\n")]).to_string();
    assert!(error.contains("that line begins with a tab"), "{error}");
}

#[test]
fn deep_nesting_is_an_error() {
    let json = format!("{{\"x-deep\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let error = fault(&[("openapi.json", &json)]).to_string();
    assert!(error.contains("more than 128 levels deep"), "{error}");
    let error = fault(&[("openapi.yaml", &format!("x-deep:\n{}", "- ".repeat(10_000)))]).to_string();
    assert!(error.contains("more than 128 levels deep"), "{error}");
}

#[test]
fn aliases_that_unfold_without_end_are_an_error() {
    let mut text = format!("{HEAD}x-0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        text.push_str(&format!("x-{level}: &a{level} [{}]\n", vec![below; 9].join(", ")));
    }
    let error = fault(&[("openapi.yaml", &text)]).to_string();
    assert!(error.contains("unfold") || error.contains("repetition"), "{error}");
}

#[test]
fn what_is_not_what_belongs_there_is_left_out_and_said_so() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{name: a, in: query, schema: text}, {in: query}, 7]
      responses: {200: {description: ok, content: none}, 300: }
    put: no operation
    post: {parameters: {name: b, in: query}, responses: }
  x-more: {}
components: {schemas: {A: {properties: {b: text}, allOf: 1, items: [3]}}}
";
    let (document, report) = load(&[("openapi.yaml", text)]);
    let item = &document["paths"]["/a"];
    assert_eq!(item["get"]["parameters"], serde_json::json!([{ "name": "a", "in": "query", "schema": {} }]));
    assert_eq!(item["get"]["responses"], serde_json::json!({ "200": { "description": "ok" } }));
    assert_eq!(item.get("put"), None);
    assert_eq!(item["post"], serde_json::json!({ "parameters": [{ "name": "b", "in": "query" }] }));
    assert_eq!(document["components"]["schemas"]["A"], serde_json::json!({ "properties": { "b": {} }, "items": [] }));
    assert_eq!(lost(&report).len(), 8, "{report:#?}");
}

#[test]
fn a_parameter_that_says_its_type_without_a_schema_is_understood() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {/a: {get: {parameters: [{name: a, in: query, type: array, items: {type: integer}}], responses: {}}}}
";
    let (document, report) = load(&[("openapi.yaml", text)]);
    let parameter = &document["paths"]["/a"]["get"]["parameters"][0];
    let schema = json!({ "type": "array", "items": { "type": "integer" } });
    assert_eq!(parameter, &json!({ "name": "a", "in": "query", "schema": schema }));
    assert_eq!(report.notes.len(), 1, "{report:?}");
}
