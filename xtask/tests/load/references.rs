use serde_json::{Value, json};

use crate::{fault, load, lost};

/// A document with this answer's schema and these components.
fn document(version: &str, schema: &Value, components: &Value) -> String {
    json!({
        "openapi": version,
        "info": { "title": "Test", "version": "1" },
        "paths": { "/a": { "get": { "operationId": "getA", "responses": { "200": {
            "description": "", "content": { "application/json": { "schema": schema } }
        } } } } },
        "components": components,
    })
    .to_string()
}

fn answer(document: &Value) -> &Value {
    document.pointer("/paths/~1a/get/responses/200/content/application~1json/schema").unwrap()
}

fn target<'d>(document: &'d Value, value: &Value) -> &'d Value {
    document.pointer(&value["$ref"].as_str().unwrap()[1..]).unwrap()
}

#[test]
fn a_reference_into_a_schema_makes_a_component_of_its_target() {
    let components = json!({ "schemas": { "Pet": { "properties": { "owner": { "type": "object" } } } } });
    let text = document("3.0.3", &json!({ "$ref": "#/components/schemas/Pet/properties/owner" }), &components);
    let (document, report) = load(&[("openapi.json", &text)]);
    assert_eq!(answer(&document), &json!({ "$ref": "#/components/schemas/PetOwner" }));
    assert_eq!(document["components"]["schemas"]["Pet"]["properties"]["owner"], *answer(&document));
    assert_eq!(document["components"]["schemas"]["PetOwner"], json!({ "type": "object" }));
    assert!(lost(&report).is_empty(), "{report:?}");
}

#[test]
fn a_target_inside_of_a_target_is_one_of_its_own() {
    let components = json!({ "schemas": {
        "A": { "properties": { "b": { "properties": { "c": { "type": "string" } } } } },
        "Outer": { "allOf": [{ "$ref": "#/components/schemas/A/properties/b" }] },
        "Inner": { "allOf": [{ "$ref": "#/components/schemas/A/properties/b/properties/c" }] },
    } });
    let (document, _) = load(&[("openapi.json", &document("3.0.3", &json!({}), &components))]);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["AB"], json!({ "properties": { "c": { "$ref": "#/components/schemas/ABC" } } }));
    assert_eq!(schemas["ABC"], json!({ "type": "string" }));
}

#[test]
fn a_schema_of_an_answer_is_named_after_its_operation() {
    let components = json!({ "schemas": { "List": { "type": "array", "items": {
        "$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema"
    } } } });
    let (document, _) = load(&[("openapi.json", &document("3.0.3", &json!({ "type": "object" }), &components))]);
    assert_eq!(answer(&document), &json!({ "$ref": "#/components/schemas/GetAResponse200" }));
    assert_eq!(document["components"]["schemas"]["List"]["items"], *answer(&document));
}

#[test]
fn percent_encoded_pointers_are_read() {
    let components = json!({ "schemas": { "A B": { "type": "string" }, "100%": { "type": "integer" } } });
    let schema =
        json!({ "oneOf": [{ "$ref": "#/components/schemas/A%20B" }, { "$ref": "#/components/schemas/100%" }] });
    let (document, report) = load(&[("openapi.json", &document("3.0.3", &schema, &components))]);
    assert_eq!(answer(&document)["oneOf"][0]["$ref"], "#/components/schemas/A B");
    assert_eq!(answer(&document)["oneOf"][1]["$ref"], "#/components/schemas/100%");
    assert!(lost(&report).is_empty(), "{report:?}");
}

#[test]
fn a_reference_without_a_target_is_any_value_and_says_so() {
    let components = json!({ "schemas": { "Beatmap": { "type": "object" } } });
    let text = document("3.0.3", &json!({ "$ref": "#/components/schemas/Beatmapp" }), &components);
    let (document, report) = load(&[("openapi.json", &text)]);
    assert_eq!(answer(&document), &json!({}));
    let notes = lost(&report);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("/paths/~1a/get/responses/200/content/application~1json/schema"), "{notes:?}");
    assert!(notes[0].contains("did you mean `#/components/schemas/Beatmap`?"), "{notes:?}");
}

#[test]
fn a_parameter_without_a_target_is_left_out_and_the_others_stay() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {$ref: '#/components/parameters/Nope'}
        - {$ref: '#/paths/~1b/get/parameters/0'}
      responses: {200: {description: ok}}
  /b:
    get:
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {200: {$ref: '#/components/responses/Nope'}}
";
    let (document, report) = load(&[("openapi.yaml", text)]);
    let parameters = document["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
    assert_eq!(parameters.len(), 1);
    assert_eq!(target(&document, &parameters[0])["name"], "q");
    assert_eq!(document["paths"]["/b"]["get"]["responses"]["200"], json!({ "description": "" }));
    assert_eq!(lost(&report).len(), 2, "{report:?}");
}

#[test]
fn a_schema_that_is_only_itself_is_any_value() {
    let components = json!({ "schemas": {
        "A": { "$ref": "#/components/schemas/A" },
        "B": { "$ref": "#/components/schemas/C" },
        "C": { "$ref": "#/components/schemas/B" },
        "D": { "allOf": [{ "$ref": "#/components/schemas/D" }, { "type": "object" }] },
        "E": { "properties": { "e": { "$ref": "#/components/schemas/E" } } },
    } });
    let (document, report) = load(&[("openapi.json", &document("3.0.3", &json!({}), &components))]);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["A"], json!({}));
    assert_eq!(schemas["B"], json!({ "$ref": "#/components/schemas/C" }));
    assert_eq!(schemas["C"], json!({}));
    assert_eq!(schemas["D"]["allOf"][0], json!({}));
    assert_eq!(schemas["E"], components["schemas"]["E"]);
    assert_eq!(lost(&report).len(), 3, "{report:?}");
}

#[test]
fn anchors_identifiers_and_own_definitions_are_targets() {
    let components = json!({ "schemas": {
        "Anchored": { "$anchor": "here", "type": "string" },
        "Named": { "$id": "https://schemas.example/named", "type": "integer" },
        "Own": { "$defs": { "Inner": { "type": "boolean" } }, "properties": { "inner": { "$ref": "#/$defs/Inner" } } },
    } });
    let schema = json!({ "properties": {
        "a": { "$ref": "#here" },
        "n": { "$ref": "https://schemas.example/named" },
    } });
    let (document, report) = load(&[("openapi.json", &document("3.1.0", &schema, &components))]);
    let properties = &answer(&document)["properties"];
    assert_eq!(properties["a"]["$ref"], "#/components/schemas/Anchored");
    assert_eq!(properties["n"]["$ref"], "#/components/schemas/Named");
    let inner = &document["components"]["schemas"]["Own"]["properties"]["inner"];
    assert_eq!(target(&document, inner), &json!({ "type": "boolean" }));
    assert!(lost(&report).is_empty(), "{report:?}");
}

#[test]
fn siblings_of_a_reference_are_kept_for_the_passes() {
    let components = json!({ "schemas": { "A": { "properties": { "b": {} } } } });
    let schema = json!({ "$ref": "#/components/schemas/A/properties/b", "description": "x" });
    let (document, _) = load(&[("openapi.json", &document("3.1.0", &schema, &components))]);
    assert_eq!(answer(&document)["description"], "x");
}

#[test]
fn what_only_looks_like_a_reference_is_left_alone() {
    let schema =
        json!({ "type": "object", "example": { "$ref": "#/nope" }, "default": { "$ref": "http://x.invalid" } });
    let (document, report) = load(&[("openapi.json", &document("3.0.3", &schema, &json!({})))]);
    assert_eq!(answer(&document), &schema);
    assert!(report.notes.is_empty(), "{report:?}");
}

#[test]
fn a_property_called_ref_is_a_property() {
    let schema = json!({ "type": "object", "properties": { "$ref": { "type": "string" } } });
    let (document, _) = load(&[("openapi.json", &document("3.0.3", &schema, &json!({})))]);
    assert_eq!(answer(&document), &schema);
}

#[test]
fn mappings_of_discriminators_are_references() {
    let components = json!({ "schemas": { "Cat": { "type": "object" } } });
    let schema = json!({
        "oneOf": [{ "$ref": "#/components/schemas/Cat" }],
        "discriminator": { "propertyName": "kind", "mapping": {
            "cat": "Cat", "tom": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog", "bird": "bird.json"
        } },
    });
    let text = document("3.0.3", &schema, &components);
    let (document, report) = load(&[("openapi.json", &text), ("bird.json", r#"{"type": "object"}"#)]);
    let mapping = &answer(&document)["discriminator"]["mapping"];
    let cat = "#/components/schemas/Cat";
    assert_eq!(mapping, &json!({ "cat": cat, "tom": cat, "bird": "#/components/schemas/bird" }));
    assert_eq!(lost(&report).len(), 1, "{report:?}");
}

const ROOT: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders/{id}: {$ref: paths/orders.yaml}
  /errors:
    get:
      operationId: getErrors
      responses:
        200: {$ref: 'parts/answers.yaml#/Listed'}
        default:
          description: fault
          content: {application/json: {schema: {$ref: 'schemas/error.json'}}}
components:
  schemas:
    Order: {$ref: schemas/order.yaml}
";

const ORDERS: &str = "parameters:
  - {$ref: '../parts/parameters.yaml#/id'}
get:
  operationId: getOrder
  responses:
    200:
      description: ok
      headers: {X-Left: {$ref: '../parts/answers.yaml#/Left'}}
      content: {application/json: {schema: {$ref: '../schemas/order.yaml'}}}
put:
  operationId: putOrder
  requestBody: {$ref: '../parts/bodies.yaml#/order'}
  responses: {204: {description: ok}}
";

fn shop() -> Vec<(&'static str, &'static str)> {
    vec![
        ("openapi.yaml", ROOT),
        ("paths/orders.yaml", ORDERS),
        ("parts/parameters.yaml", "id: {name: id, in: path, required: true, schema: {type: string}}\n"),
        ("parts/bodies.yaml", "order: {content: {application/json: {schema: {$ref: ../schemas/order.yaml}}}}\n"),
        (
            "parts/answers.yaml",
            "Left: {schema: {type: integer}}
Listed:
  description: ok
  content: {application/json: {schema: {type: array, items: {$ref: '#/error'}}}}
error: {type: string}
",
        ),
        (
            "schemas/order.yaml",
            "type: object
properties:
  next: {$ref: order.yaml}
  lines: {type: array, items: {$ref: '#/definitions/line'}}
  shop: {$ref: '../openapi.yaml#/components/schemas/Order'}
definitions: {line: {type: object, properties: {order: {$ref: './order.yaml'}}}}
",
        ),
        ("schemas/error.json", r#"{"type": "object", "properties": {"order": {"$ref": "order.yaml"}}}"#),
    ]
}

#[test]
fn a_document_of_many_files_becomes_one_with_parts_of_every_kind_in_their_sections() {
    let (document, report) = load(&shop());
    assert!(lost(&report).is_empty(), "{report:?}");
    let item = target(&document, &document["paths"]["/orders/{id}"]);
    assert_eq!(document["paths"]["/orders/{id}"]["$ref"], "#/components/pathItems/orders");
    assert_eq!(target(&document, &item["parameters"][0])["name"], "id");
    let body = target(&document, &item["put"]["requestBody"]);
    let order = json!({ "$ref": "#/components/schemas/Order" });
    assert_eq!(body["content"]["application/json"]["schema"], order);
    let header = target(&document, &item["get"]["responses"]["200"]["headers"]["X-Left"]);
    assert_eq!(header["schema"]["type"], "integer");
    let schema = &document["components"]["schemas"]["Order"];
    assert_eq!(schema["properties"]["next"], order);
    assert_eq!(schema["properties"]["shop"], order);
    let line = target(&document, &schema["properties"]["lines"]["items"]);
    assert_eq!(line["properties"]["order"], order);
    assert!(!document.to_string().contains(".yaml"), "{document:#}");
}

#[test]
fn equal_names_in_different_files_do_not_collide() {
    let (document, _) = load(&shop());
    let errors = &document["paths"]["/errors"]["get"]["responses"];
    let listed = target(&document, &errors["200"]);
    let in_list = target(&document, &listed["content"]["application/json"]["schema"]["items"]);
    let fault = target(&document, &errors["default"]["content"]["application/json"]["schema"]);
    assert_eq!(in_list, &json!({ "type": "string" }));
    assert_eq!(fault["type"], "object");
}

#[test]
fn a_file_that_is_missing_or_outside_is_named() {
    for (reference, why) in [("nope.yaml", "does not exist"), ("../../secret.yaml", "lies outside")] {
        let (_, report) = load(&[("openapi.json", &document("3.0.3", &json!({ "$ref": reference }), &json!({})))]);
        let notes = lost(&report);
        assert!(notes[0].contains(reference) && notes[0].contains(why), "{notes:?}");
    }
}

#[test]
fn a_file_on_the_network_is_an_error_with_advice() {
    let schema = json!({ "$ref": "https://schemas.example/pet.json" });
    let error = fault(&[("openapi.json", &document("3.0.3", &schema, &json!({})))]).to_string();
    assert!(error.contains("on the network") && error.contains("relative path"), "{error}");
}

#[test]
fn a_file_that_does_not_parse_is_named() {
    let text = document("3.0.3", &json!({ "$ref": "pet.json" }), &json!({}));
    let error = fault(&[("openapi.json", &text), ("pet.json", "{")]).to_string();
    assert!(error.starts_with("pet.json:1:"), "{error}");
}

#[test]
fn a_reference_to_a_part_of_another_kind_is_lost() {
    let components = json!({ "responses": { "R": { "description": "" } } });
    let text = document("3.0.3", &json!({ "$ref": "#/components/responses/R" }), &components);
    let (document, report) = load(&[("openapi.json", &text)]);
    assert_eq!(answer(&document), &json!({}));
    assert!(lost(&report)[0].contains("is a response, not a schema"), "{report:?}");
}

#[test]
fn names_of_old_sections_are_understood() {
    let components = json!({ "schemas": { "Pet": { "type": "object" } } });
    let schema = json!({ "oneOf": [{ "$ref": "#/definitions/Pet" }, { "$ref": "Pet" }] });
    let (document, report) = load(&[("openapi.json", &document("3.0.3", &schema, &components))]);
    let pet = json!({ "$ref": "#/components/schemas/Pet" });
    assert_eq!(answer(&document)["oneOf"], json!([pet, pet]));
    assert!(lost(&report).is_empty(), "{report:?}");
}
