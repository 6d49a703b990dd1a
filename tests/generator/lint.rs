//! What lint finds, where, and how bad it is.

use std::fmt::Write;
use std::fs;

use clientwright_tests::root;
use xtask::lint::{Finding, RULES, Severity, lint};
use xtask::load;

/// Findings about an API `bakery` with this description.
fn findings(description: &str, client: &str) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs/bakery");
    fs::create_dir_all(&specs).unwrap();
    let file = if description.trim_start().starts_with('{') { "openapi.json" } else { "openapi.yaml" };
    fs::write(specs.join(file), description).unwrap();
    fs::write(specs.join("client.toml"), client).unwrap();
    lint(folder.path(), "bakery").unwrap()
}

/// What the rules find in the document itself: the generator's own notes are not theirs.
fn in_document(findings: Vec<Finding>) -> String {
    let own =
        |finding: &Finding| !["lost", "not-served"].contains(&finding.rule) && !finding.file.ends_with("client.toml");
    listed(&findings.into_iter().filter(own).collect::<Vec<_>>())
}

/// The findings as people read them.
fn listed(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let _ = writeln!(text, "{finding}");
    }
    text
}

const GOOD: &str = "openapi: 3.0.3
info: { title: Bakery, version: '1' }
servers: [{ url: 'https://bakery.example' }]
paths:
  /loaves/{id}:
    get:
      operationId: get_loaf
      summary: One loaf.
      tags: [loaves]
      parameters:
        - name: id
          in: path
          required: true
          description: Its number.
          schema: { type: integer, format: uint32 }
      responses:
        '200':
          description: The loaf.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Loaf' }
components:
  schemas:
    Loaf:
      type: object
      required: [crust]
      properties:
        crust: { type: string, enum: [thin, thick] }
";

const CLIENT: &str = "[[limits]]\nname = \"oven\"\nrequests = 10\nper_seconds = 60\n";

#[test]
fn a_good_description_has_no_findings() {
    assert_eq!(listed(&findings(GOOD, CLIENT)), "");
}

#[test]
fn the_apis_of_the_workspace_have_hints_at_most() {
    for name in load::names(&root()).unwrap() {
        let bad: Vec<_> = lint(&root(), &name).unwrap();
        let bad: Vec<_> = bad.into_iter().filter(|finding| finding.severity < Severity::Hint).collect();
        assert_eq!(listed(&bad), "", "{name}");
    }
}

#[test]
fn faults_of_operations_are_found() {
    let description = "openapi: 3.0.3
info: { title: Bakery, version: '1' }
servers: [{ url: 'http://bakery.example' }, { url: /v1 }]
security: [{ keys: [] }]
paths:
  /loaves/{id}:
    get:
      operationId: loaf
      deprecated: true
      parameters:
        - { name: number, in: path, schema: { type: integer } }
        - { name: crust, in: query, schema: { type: string } }
        - { name: crust, in: query, schema: { type: string } }
      requestBody: { content: {} }
      responses:
        '99': { description: Odd. }
    post:
      operationId: loaf
      responses:
        '200': { description: Good., content: { application/json: {} } }
    put:
      responses: { '404': { description: No such loaf. } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
";
    insta::assert_snapshot!(in_document(findings(description, CLIENT)));
}

#[test]
fn faults_of_schemas_are_found() {
    let description = "openapi: 3.0.3
info: { title: Bakery, version: '1' }
servers: [{ url: 'https://bakery.example' }]
paths:
  /loaves:
    get:
      operationId: loaves
      summary: All loaves.
      tags: [loaves]
      responses:
        '200':
          description: The loaves.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Loaf' }
components:
  schemas:
    Loaf:
      required: [crust, crumb]
      properties:
        crust:
          type: string
          pattern: '['
          enum: [thin, Thin, 7, thin]
        weight: { type: integer, format: grams, default: heavy }
        slices: { type: array }
        seeds: { type: seeds }
        kind: { $ref: '#/components/schemas/Kind' }
    Kind:
      oneOf: [{ $ref: '#/components/schemas/Rye' }]
      discriminator: { propertyName: kind, mapping: { rye: '#/components/schemas/Ry', dough: Rye } }
    Rye:
      type: object
      properties: { kind: { type: [string, 'null'] } }
    Forgotten: { type: string, deprecated: true }
";
    insta::assert_snapshot!(in_document(findings(description, CLIENT)));
}

#[test]
fn a_reference_to_nothing_says_what_was_meant() {
    let description = GOOD.replace("#/components/schemas/Loaf'", "#/components/schemas/Loave'");
    let text = listed(&findings(&description, CLIENT));
    let expected = "specs/bakery/openapi.yaml:21#/paths/~1loaves~1{id}/get/responses/200/content/application~1json/schema: \
                    error [references]: refers to `#/components/schemas/Loave`, which does not exist\n  help: did you mean `Loaf`?";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn an_example_that_does_not_fit_says_where_and_why() {
    let schema = "              schema: { $ref: '#/components/schemas/Loaf' }\n";
    let description = GOOD.replace(schema, &format!("{schema}              example: {{ crust: soft }}\n"));
    let text = listed(&findings(&description, CLIENT));
    let expected = "openapi.yaml:22#/paths/~1loaves~1{id}/get/responses/200/content/application~1json/example: warning \
                    [examples]: the example does not fit the schema: at `/crust`: \"soft\" is not one of";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn null_fits_a_nullable_schema_of_openapi_30() {
    let schema = "              schema: { $ref: '#/components/schemas/Loaf' }\n";
    let description = GOOD
        .replace(schema, &format!("{schema}              example: {{ crust: null }}\n"))
        .replace("type: string, enum", "type: string, nullable: true, enum");
    assert_eq!(listed(&findings(&description, CLIENT)), "");
}

#[test]
fn openapi_31_has_words_of_its_own() {
    let description = GOOD
        .replace("openapi: 3.0.3", "openapi: 3.1.0")
        .replace("crust: { type: string,", "crust: { type: string, nullable: true,");
    let found = findings(&description, CLIENT);
    assert!(listed(&found).contains("warning [versions]: `nullable` means nothing"), "{}", listed(&found));
}

#[test]
fn what_client_toml_leaves_open_is_a_hint() {
    let description = GOOD.replace("    get:\n", "    post:\n").replace(
        "components:\n",
        "components:\n  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }\n",
    );
    insta::assert_snapshot!(listed(&findings(&description, "")));
}

#[test]
fn a_description_that_cannot_be_read_is_an_error_with_its_line() {
    let found = findings("openapi: 3.0.3\npaths: [\n", CLIENT);
    assert_eq!(found.len(), 1, "{}", listed(&found));
    assert_eq!((found[0].rule, found[0].severity), ("not-served", Severity::Error));
}

#[test]
fn lines_are_those_of_the_file_in_json_too() {
    let description = "{
  \"openapi\": \"3.0.3\",
  \"info\": { \"title\": \"Bakery\", \"version\": \"1\" },
  \"servers\": [{ \"url\": \"https://bakery.example\" }],
  \"paths\": {
    \"/loaves\": {
      \"get\": {
        \"operationId\": \"loaves\",
        \"summary\": \"All [of] them, \\\"even\\\" {old} ones.\",
        \"responses\": { \"200\": { \"description\": \"Good.\" } }
      }
    }
  }
}";
    let found = findings(description, CLIENT);
    let [only] = found.as_slice() else { panic!("{}", listed(&found)) };
    assert_eq!((only.rule, only.line), ("tags", Some(7)));
}

#[test]
fn a_finding_for_programs_has_place_and_advice() {
    let found = findings(&GOOD.replace("      tags: [loaves]\n", ""), CLIENT);
    insta::assert_json_snapshot!(found[0].json());
}

#[test]
fn ids_of_rules_are_told_apart() {
    let ids: std::collections::BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
}
