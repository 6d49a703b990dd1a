use serde_json::{Value, json};

use crate::{lost, normalised, with_schemas};

/// A schema in plain OpenAPI 3.0, and what was lost.
fn lowered(version: &str, schema: Value) -> (Value, Vec<String>) {
    let (tree, report) = normalised(with_schemas(version, json!({ "S": schema, "Other": { "type": "object" } })));
    let lost = lost(&report).into_iter().filter(|note| note.starts_with("lower_31")).collect();
    (tree.pointer("/components/schemas/S").cloned().unwrap_or_default(), lost)
}

fn property(version: &str, schema: Value) -> (Value, Vec<String>) {
    let (schema, lost) = lowered(version, json!({ "type": "object", "properties": { "p": schema } }));
    (schema.pointer("/properties/p").cloned().unwrap_or_default(), lost)
}

#[test]
fn a_type_or_null_is_nullable_in_documents_of_either_version() {
    for version in ["3.0.3", "3.1.0"] {
        let (schema, lost) = property(version, json!({ "type": ["integer", "null"] }));
        assert_eq!((&schema["type"], &schema["nullable"]), (&json!("integer"), &json!(true)));
        assert!(lost.is_empty(), "{lost:?}");
        let (schema, _) = property(version, json!({ "type": "integer", "nullable": true }));
        assert_eq!(schema["nullable"], true);
    }
}

#[test]
fn each_type_of_a_list_keeps_the_keywords_that_speak_of_it() {
    let (schema, _) = property(
        "3.1.0",
        json!({
            "type": ["object", "array", "boolean"],
            "properties": { "a": { "type": "boolean" } },
            "items": { "type": "boolean" },
            "description": "any of them",
        }),
    );
    let branches = schema["oneOf"].as_array().unwrap();
    assert_eq!(branches.len(), 3);
    assert_eq!(branches[0]["properties"]["a"]["type"], "boolean");
    assert_eq!(branches[1]["items"]["type"], "boolean");
    assert!(branches[0].get("items").is_none() && branches[2].get("properties").is_none());
    assert!(schema.get("items").is_none() && schema.get("properties").is_none());
}

#[test]
fn types_by_other_names_are_understood() {
    let (schema, lost) = property("3.0.0", json!({ "type": "Bool" }));
    assert_eq!(schema["type"], "boolean");
    assert!(lost.is_empty(), "{lost:?}");
    let (schema, lost) = property("3.0.0", json!({ "type": "any" }));
    assert_eq!(schema.get("type"), None);
    assert!(lost.is_empty(), "{lost:?}");
    let (_, lost) = property("3.0.0", json!({ "type": "customer" }));
    assert_eq!(lost.len(), 1);
}

#[test]
fn both_sides_of_a_reference_with_siblings_hold_in_3_1_only() {
    let schema = json!({ "$ref": "#/components/schemas/Other", "properties": { "a": { "type": "boolean" } } });
    let (new, _) = property("3.1.0", schema.clone());
    assert_eq!(new["allOf"], json!([{ "$ref": "#/components/schemas/Other" }]));
    assert!(new["properties"]["a"].is_object());
    let (old, _) = property("3.0.3", schema);
    assert_eq!(old, json!({ "$ref": "#/components/schemas/Other" }));
    let (nullable, _) = property("3.0.3", json!({ "$ref": "#/components/schemas/Other", "nullable": true }));
    assert_eq!(nullable, json!({ "allOf": [{ "$ref": "#/components/schemas/Other" }], "nullable": true }));
}

#[test]
fn tuples_are_lists_of_what_their_positions_take() {
    let same =
        json!({ "type": "array", "prefixItems": [{ "type": "boolean" }, { "type": "boolean" }], "items": false });
    let (schema, lost) = property("3.1.0", same);
    assert_eq!(schema["items"], json!({ "type": "boolean" }));
    assert!(lost.is_empty(), "{lost:?}");
    let (schema, lost) = property("3.1.0", json!({ "prefixItems": [{ "type": "boolean" }, { "type": "object" }] }));
    assert_eq!(schema["items"]["anyOf"].as_array().unwrap().len(), 2);
    assert_eq!((&schema["type"], lost.len()), (&json!("array"), 1));
}

#[test]
fn conditions_become_properties_that_may_be_there() {
    let (schema, lost) = lowered(
        "3.1.0",
        json!({
            "type": "object",
            "properties": { "a": { "type": "boolean" } },
            "if": { "properties": { "a": { "const": true } } },
            "then": { "properties": { "b": { "type": ["boolean", "null"] } }, "required": ["b"] },
            "dependentSchemas": { "a": { "properties": { "c": { "type": "boolean" } } } },
        }),
    );
    assert_eq!(schema["properties"]["b"]["nullable"], true);
    assert_eq!(schema["properties"]["c"]["type"], "boolean");
    assert!(schema.get("then").is_none() && schema.get("required").is_none());
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn properties_by_pattern_are_further_properties() {
    let (schema, lost) = property("3.1.0", json!({ "patternProperties": { "^x": { "type": ["boolean"] } } }));
    assert_eq!(schema["additionalProperties"], json!({ "type": "boolean" }));
    assert_eq!((&schema["type"], lost.len()), (&json!("object"), 0));
}

#[test]
fn boolean_schemas_are_any_value_or_cannot_be() {
    let (schema, lost) = lowered("3.1.0", json!({ "type": "object", "properties": { "a": true, "b": false } }));
    assert_eq!(schema["properties"], json!({ "a": {} }));
    assert!(lost.is_empty(), "{lost:?}");
    let (schema, lost) = lowered("3.1.0", json!(false));
    assert_eq!((schema, lost.len()), (json!({}), 1));
}

#[test]
fn contents_become_formats() {
    let (tree, _) =
        normalised(with_schemas("3.1.0", json!({ "S": { "type": "string", "contentEncoding": "base64" } })));
    let schema = &tree["components"]["schemas"]["S"];
    assert!(schema.get("contentEncoding").is_none(), "{schema}");
}

#[test]
fn keywords_of_the_later_version_leave_nothing_behind() {
    let (schema, lost) = property(
        "3.1.0",
        json!({
            "$id": "x", "$comment": "y", "$defs": { "a": {} }, "type": "boolean", "examples": [true],
            "unevaluatedProperties": false, "propertyNames": { "pattern": "a" }, "exclusiveMinimum": 3,
        }),
    );
    for key in ["$id", "$comment", "$defs", "examples", "unevaluatedProperties", "propertyNames"] {
        assert!(schema.get(key).is_none(), "{key} in {schema}");
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_document_of_webhooks_alone_has_no_operations_and_lists_them() {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Test", "version": "1" },
        "webhooks": {
            "new": {
                "post": { "requestBody": { "content": { "application/json": { "schema": { "const": "a" } } } } },
                "put": { "responses": {} },
            },
        },
        "components": { "schemas": {} },
    });
    let (tree, report) = normalised(document);
    assert_eq!(tree["paths"], json!({}));
    assert!(lost(&report).is_empty(), "{report:?}");
    let listed = tree["x-clientwright-incoming"].as_array().unwrap();
    let names: Vec<&str> = listed.iter().map(|entry| entry["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["new", "new PUT"]);
    assert_eq!(listed[0]["schema"]["enum"], json!(["a"]), "its schemas are lowered like others");
}
