use serde_json::{Value, json};

use crate::{load, lost};

const HEAD: &str = "swagger: '2.0'
info: {title: T, version: '1', x-info: kept}
host: api.example.invalid
basePath: /v1/
schemes: [http, https]
consumes: [application/json]
produces: [application/json]
";

/// The first operation of a document with these further lines, and the whole.
fn converted(rest: &str) -> (Value, Value, Vec<String>) {
    let (document, report) = load(&[("openapi.yaml", &format!("{HEAD}{rest}"))]);
    let operation = document.pointer("/paths/~1a/post").cloned().unwrap_or_default();
    (operation, document, lost(&report))
}

fn operation(lines: &str) -> (Value, Vec<String>) {
    let (operation, _, lost) = converted(&format!("paths:\n  /a:\n    post:\n{lines}"));
    (operation, lost)
}

#[test]
fn host_path_and_schemes_become_servers_with_the_safe_one_first() {
    let (_, document, lost) = converted("paths: {}\n");
    assert_eq!(
        document["servers"],
        json!([{ "url": "https://api.example.invalid/v1" }, { "url": "http://api.example.invalid/v1" }])
    );
    assert_eq!(document["openapi"], "3.0.3");
    assert_eq!(document["info"]["x-info"], "kept");
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_body_has_the_media_types_of_its_operation() {
    let (operation, _) = operation(
        "      consumes: [application/json, application/xml]
      parameters: [{name: pet, in: body, required: true, description: a pet, schema: {$ref: '#/definitions/Pet'}}]
      responses: {204: {description: ok}}
definitions: {Pet: {type: object}}
",
    );
    let body = &operation["requestBody"];
    let schema = json!({ "schema": { "$ref": "#/components/schemas/Pet" } });
    assert_eq!(body["content"], json!({ "application/json": schema, "application/xml": schema }));
    assert_eq!((&body["required"], &body["description"]), (&json!(true), &json!("a pet")));
    assert_eq!(operation.get("parameters"), None);
    assert_eq!(operation["responses"]["204"], json!({ "description": "ok" }));
}

#[test]
fn fields_become_a_form_and_files_need_parts() {
    let (operation, lost) = operation(
        "      consumes: [application/x-www-form-urlencoded]
      parameters:
        - {name: name, in: formData, type: string, required: true, description: whose}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      responses: {204: {description: ok}}
",
    );
    let form = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"];
    assert_eq!(form["schema"]["required"], json!(["name"]));
    assert_eq!(form["schema"]["properties"]["name"], json!({ "type": "string", "description": "whose" }));
    assert_eq!(form["encoding"]["tags"], json!({ "style": "form", "explode": true }));
    assert!(lost.is_empty(), "{lost:?}");
    let (operation, _) = self::operation(
        "      parameters: [{name: picture, in: formData, type: file, required: true}]
      responses: {204: {description: ok}}
",
    );
    let form = &operation["requestBody"]["content"]["multipart/form-data"];
    assert_eq!(form["schema"]["properties"]["picture"], json!({ "type": "string", "format": "binary" }));
}

#[test]
fn collection_formats_become_styles() {
    let (operation, lost) = operation(
        "      parameters:
        - {name: csv, in: query, type: array, items: {type: string}}
        - {name: ssv, in: query, type: array, items: {type: string}, collectionFormat: ssv}
        - {name: pipes, in: query, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: multi, in: query, type: array, items: {type: string, enum: [a]}, collectionFormat: multi}
        - {name: tsv, in: query, type: array, items: {type: string}, collectionFormat: tsv}
        - {name: head, in: header, type: array, items: {type: integer}, collectionFormat: csv}
        - {name: bars, in: header, type: array, items: {type: integer}, collectionFormat: pipes}
        - {name: plain, in: query, type: integer, maximum: 5, default: 1, allowEmptyValue: true, x-mine: 1}
      responses: {204: {description: ok}}
",
    );
    let style = |index: usize| {
        let parameter = &operation["parameters"][index];
        (parameter["style"].as_str(), parameter["explode"].as_bool())
    };
    assert_eq!(style(0), (Some("form"), Some(false)));
    assert_eq!(style(1), (Some("spaceDelimited"), Some(false)));
    assert_eq!(style(2), (Some("pipeDelimited"), Some(false)));
    assert_eq!(style(3), (Some("form"), Some(true)));
    assert_eq!(style(4), (Some("form"), Some(false)));
    assert_eq!(style(5), (Some("simple"), Some(false)));
    assert_eq!(style(6), (Some("pipeDelimited"), Some(false)));
    assert_eq!(operation["parameters"][3]["schema"]["items"]["enum"], json!(["a"]));
    let plain = &operation["parameters"][7];
    assert_eq!(plain["schema"], json!({ "type": "integer", "maximum": 5, "default": 1 }));
    assert_eq!((&plain["allowEmptyValue"], &plain["x-mine"]), (&json!(true), &json!(1)));
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert!(lost[0].contains("/paths/~1a/post/parameters/4/collectionFormat"), "{lost:?}");
}

#[test]
fn shared_parts_are_converted_for_each_operation() {
    let (operation, document, _) = converted(
        "parameters:
  pet: {name: pet, in: body, schema: {type: object}}
  page: {name: page, in: query, type: integer}
responses:
  Missing: {description: missing, schema: {type: string}}
paths:
  /a:
    parameters: [{$ref: '#/parameters/page'}]
    post:
      consumes: [text/json]
      produces: [text/plain]
      parameters: [{$ref: '#/parameters/pet'}]
      responses: {404: {$ref: '#/responses/Missing'}}
    get:
      parameters: [{name: page, in: query, type: string}]
      responses: {404: {$ref: '#/responses/Missing'}}
",
    );
    assert_eq!(operation["requestBody"]["content"], json!({ "text/json": { "schema": { "type": "object" } } }));
    assert_eq!(operation["parameters"][0]["name"], "page");
    assert!(operation["responses"]["404"]["content"]["text/plain"].is_object());
    let get = &document["paths"]["/a"]["get"];
    assert!(get["responses"]["404"]["content"]["application/json"].is_object());
    assert_eq!(get["parameters"], json!([{ "name": "page", "in": "query", "schema": { "type": "string" } }]));
}

#[test]
fn answers_have_files_examples_and_headers() {
    let (operation, lost) = operation(
        "      produces: [image/png]
      responses:
        200:
          description: a picture
          schema: {type: file}
          headers: {X-Left: {type: integer, description: how many}}
        201:
          description: other
          schema: {type: string}
          examples: {image/png: a, application/json: b, wrong: c}
",
    );
    let answer = &operation["responses"]["200"];
    assert_eq!(answer["content"], json!({ "image/png": { "schema": { "type": "string", "format": "binary" } } }));
    assert_eq!(answer["headers"]["X-Left"], json!({ "description": "how many", "schema": { "type": "integer" } }));
    let other = &operation["responses"]["201"]["content"];
    assert_eq!((&other["image/png"]["example"], &other["application/json"]["example"]), (&json!("a"), &json!("b")));
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert!(lost[0].contains("/responses/201/examples/wrong"), "{lost:?}");
}

#[test]
fn schemas_get_nullable_and_discriminators_as_objects() {
    let (_, document, _) = converted(
        "paths: {}
definitions:
  Pet:
    type: object
    discriminator: kind
    properties:
      kind: {type: string, x-nullable: true}
      next: {$ref: '#/definitions/Pet'}
      list: {type: array, collectionFormat: csv, items: {$ref: '#/definitions/Pet'}}
",
    );
    let pet = &document["components"]["schemas"]["Pet"];
    assert_eq!(pet["discriminator"], json!({ "propertyName": "kind" }));
    assert_eq!(pet["properties"]["kind"], json!({ "type": "string", "nullable": true }));
    let reference = json!({ "$ref": "#/components/schemas/Pet" });
    assert_eq!(pet["properties"]["next"], reference);
    assert_eq!(pet["properties"]["list"], json!({ "type": "array", "items": reference }));
}

#[test]
fn security_definitions_become_schemes() {
    let (_, document, lost) = converted(
        "paths: {}
security: [{code: [read]}]
securityDefinitions:
  basic: {type: basic, description: old}
  key: {type: apiKey, name: k, in: query}
  code: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.invalid', tokenUrl: 'https://t.invalid', scopes: {read: r}}
  app: {type: oauth2, flow: application, tokenUrl: 'https://t.invalid', x-mine: 1}
  odd: {type: magic}
",
    );
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["basic"], json!({ "type": "http", "scheme": "basic", "description": "old" }));
    assert_eq!(schemes["key"], json!({ "type": "apiKey", "name": "k", "in": "query" }));
    assert_eq!(
        schemes["code"]["flows"]["authorizationCode"],
        json!({ "authorizationUrl": "https://a.invalid", "tokenUrl": "https://t.invalid", "scopes": { "read": "r" } })
    );
    assert_eq!(schemes["app"]["flows"]["clientCredentials"]["scopes"], json!({}));
    assert_eq!(schemes["app"]["x-mine"], 1);
    assert_eq!(document["security"], json!([{ "code": ["read"] }]));
    assert_eq!(
        lost,
        ["swagger2: /securityDefinitions/odd: `magic` is no type of security; the scheme is left out [lost]"]
    );
}

#[test]
fn notes_speak_of_the_file_that_a_part_came_from() {
    let root = format!("{HEAD}paths: {{/a: {{$ref: paths.yaml}}}}\n");
    let paths = "post:
  parameters: [{name: t, in: query, type: array, items: {type: string}, collectionFormat: tsv}]
  responses: {200: {description: ok, schema: {$ref: pet.yaml}}}
";
    let (document, report) = load(&[("openapi.yaml", &root), ("paths.yaml", paths), ("pet.yaml", "type: object\n")]);
    let schema = &document["paths"]["/a"]["post"]["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(schema, &json!({ "$ref": "#/components/schemas/pet" }));
    assert_eq!(document["components"]["schemas"]["pet"], json!({ "type": "object" }));
    assert!(lost(&report)[0].contains("paths.yaml#/post/parameters/0/collectionFormat"), "{report:?}");
}
