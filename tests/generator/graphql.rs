//! GraphQL descriptions as they are found: schemas of every spelling, and operations that do not fit.

use std::fs;

use xtask::error::Result;
use xtask::pipeline::{Drawn, draw};

const CLIENT: &str = "[[servers]]\nname = \"default\"\nurl = \"https://shop.example/graphql\"\n";

/// Draws an API with this schema and these files of operations.
fn shop(schema: (&str, &str), operations: &[(&str, &str)]) -> Result<Drawn> {
    shop_with(schema, operations, "")
}

/// The same, with more in `client.toml`.
fn shop_with(schema: (&str, &str), operations: &[(&str, &str)], client: &str) -> Result<Drawn> {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs/shop");
    fs::create_dir_all(specs.join("operations")).unwrap();
    fs::write(specs.join(schema.0), schema.1).unwrap();
    fs::write(specs.join("client.toml"), format!("{CLIENT}\n{client}")).unwrap();
    for (file, text) in operations {
        fs::write(specs.join("operations").join(file), text).unwrap();
    }
    draw(folder.path(), "shop")
}

fn names(drawn: &Drawn) -> Vec<&str> {
    drawn.api.operations.iter().map(|operation| operation.rust_name.as_str()).collect()
}

const SDL: &str = r#"
type Query {
  "All that is sold."
  wares(first: Int = 3, kind: Kind, where: Where @deprecated(reason: "Use `kind`.")): [Ware!]!
}
interface Priced { price: Float! }
type Ware implements Priced {
  price: Float!
  name: String
  old: String @deprecated(reason: "It is \"gone\".")
  added: Date
}
scalar Date @specifiedBy(url: "https://shop.example/date")
union Thing = Ware
"What kind it is."
enum Kind { TEA POT @deprecated }
input Where @oneOf { name: String kind: Kind }
"#;

/// The answer of a server with that schema to an introspection query.
const INTROSPECTION: &str = r#"{"__schema": {
  "queryType": {"name": "Query"}, "mutationType": null, "subscriptionType": null,
  "directives": [{"name": "cost", "description": null, "locations": ["FIELD_DEFINITION"], "args": []}],
  "types": [
    {"kind": "OBJECT", "name": "Query", "fields": [{
      "name": "wares", "description": "All that is sold.", "isDeprecated": false,
      "args": [
        {"name": "first", "type": {"kind": "SCALAR", "name": "Int"}, "defaultValue": "3"},
        {"name": "kind", "type": {"kind": "ENUM", "name": "Kind"}, "defaultValue": null},
        {"name": "where", "type": {"kind": "INPUT_OBJECT", "name": "Where"}, "defaultValue": null,
         "isDeprecated": true, "deprecationReason": "Use `kind`."}],
      "type": {"kind": "NON_NULL", "ofType": {"kind": "LIST", "ofType":
        {"kind": "NON_NULL", "ofType": {"kind": "OBJECT", "name": "Ware"}}}}}], "interfaces": []},
    {"kind": "INTERFACE", "name": "Priced", "interfaces": [], "possibleTypes": [{"kind": "OBJECT", "name": "Ware"}],
     "fields": [{"name": "price", "args": [], "type": {"kind": "NON_NULL", "ofType": {"kind": "SCALAR", "name": "Float"}}}]},
    {"kind": "OBJECT", "name": "Ware", "interfaces": [{"kind": "INTERFACE", "name": "Priced"}], "fields": [
      {"name": "price", "args": [], "type": {"kind": "NON_NULL", "ofType": {"kind": "SCALAR", "name": "Float"}}},
      {"name": "name", "args": [], "type": {"kind": "SCALAR", "name": "String"}},
      {"name": "old", "args": [], "type": {"kind": "SCALAR", "name": "String"},
       "isDeprecated": true, "deprecationReason": "It is \"gone\"."},
      {"name": "added", "args": [], "type": {"kind": "SCALAR", "name": "Date"}}]},
    {"kind": "SCALAR", "name": "Date", "specifiedByURL": "https://shop.example/date"},
    {"kind": "SCALAR", "name": "String"}, {"kind": "SCALAR", "name": "Int"}, {"kind": "SCALAR", "name": "Float"},
    {"kind": "UNION", "name": "Thing", "possibleTypes": [{"kind": "OBJECT", "name": "Ware"}]},
    {"kind": "ENUM", "name": "Kind", "description": "What kind it is.", "enumValues": [
      {"name": "TEA", "isDeprecated": false}, {"name": "POT", "isDeprecated": true, "deprecationReason": null}]},
    {"kind": "INPUT_OBJECT", "name": "Where", "isOneOf": true, "inputFields": [
      {"name": "name", "type": {"kind": "SCALAR", "name": "String"}, "defaultValue": null},
      {"name": "kind", "type": {"kind": "ENUM", "name": "Kind"}, "defaultValue": null}]},
    {"kind": "OBJECT", "name": "__Type", "fields": [], "interfaces": []}
  ]}}"#;

const WARES: (&str, &str) = (
    "wares.graphql",
    "query Wares($first: Int, $where: Where, $kind: Kind) {
       wares(first: $first, where: $where, kind: $kind) { price name old added }
     }",
);

/// All that is drawn, as text.
fn drawn(schema: (&str, &str)) -> String {
    let drawn = shop(schema, &[WARES]).unwrap();
    format!("{:#?}\n{:#?}\n{:#?}", drawn.api.operations, drawn.api.enums, drawn.items)
}

#[test]
fn an_introspection_result_is_as_good_as_sdl() {
    let sdl = drawn(("schema.graphql", SDL));
    assert!(sdl.contains("Deprecated: It is \\\"gone\\\"."), "{sdl}");
    assert!(sdl.contains("Default: `3`."), "{sdl}");
    assert_eq!(drawn(("introspection.json", INTROSPECTION)), sdl);
}

#[test]
fn an_introspection_result_may_be_the_whole_answer_of_a_server() {
    let wrapped = format!("{{\"data\": {INTROSPECTION}}}");
    assert_eq!(drawn(("schema.json", &wrapped)), drawn(("schema.graphql", SDL)));
}

#[test]
fn json_that_is_no_introspection_result_is_named() {
    let error = shop(("introspection.json", "{\"data\": null}"), &[WARES]).unwrap_err().to_string();
    assert!(error.starts_with("specs/shop/introspection.json: is not the answer to an introspection query"), "{error}");
    let odd = r#"{"__schema": {"types": [{"kind": "OBJECT", "name": "Query"}, {"kind": "OBJECT"}]}}"#;
    let error = shop(("introspection.json", odd), &[WARES]).unwrap_err().to_string();
    assert!(error.starts_with("specs/shop/introspection.json#/__schema/types/1: "), "{error}");
}

#[test]
fn all_operations_that_do_not_fit_are_named_the_first_with_its_place() {
    let files = [WARES, ("bad.graphql", "query Bad {\n  wares {\n    prize\n  }\n}\n\nquery Worse { goods }\n")];
    let error = shop(("schema.graphql", SDL), &files).unwrap_err().to_string();
    assert!(error.starts_with("specs/shop/operations/bad.graphql:3:5 (operation Bad): "), "{error}");
    assert!(error.contains("these do not fit the schema either: Worse"), "{error}");
    assert!(error.contains("help: did you mean `price`?"), "{error}");
}

#[test]
fn a_schema_with_faults_that_no_operation_meets_is_served() {
    let schema =
        format!("{SDL}\ntype Ware {{ twice: Int }}\ntype Lost {{ in: Space }}\nextend type Void {{ a: Int }}\n");
    let drawn = shop(("schema.graphql", &schema), &[WARES]).unwrap();
    assert_eq!(names(&drawn), ["wares"]);
    let told: Vec<_> = drawn.report.notes.iter().filter(|note| note.pass == "schema").collect();
    assert!(told.iter().any(|note| note.what.contains("`Ware` is defined multiple times")), "{told:?}");
    assert!(told.iter().any(|note| note.what.contains("Space")), "{told:?}");
}

#[test]
fn methods_keep_clear_of_those_of_the_client_and_of_words_of_rust() {
    let text = "query Clone { wares { name } } query Client { wares { name } } query match { wares { name } }
                query core { wares { name } } query option { wares { name } }";
    let drawn = shop(("schema.graphql", SDL), &[("odd.graphql", text)]).unwrap();
    assert_eq!(names(&drawn), ["clone_query", "client_query", "match_", "core_query", "option_query"]);
}

#[test]
fn equal_operations_in_two_files_are_one_and_different_ones_are_two() {
    let text = "query Wares { wares { name } }";
    let other = "query Wares { wares { price } }";
    let files = [("a.graphql", text), ("b.graphql", text), ("cheap.graphql", other)];
    let drawn = shop(("schema.graphql", SDL), &files).unwrap();
    assert_eq!(names(&drawn), ["wares", "cheap_wares"]);
}

#[test]
fn a_part_of_the_operations_can_be_chosen_by_name_and_by_file() {
    let files = [
        ("a.graphql", "query One { wares { name } } query Two { wares { ...F } } fragment F on Ware { name }"),
        ("b.graphql", "query Three { wares { price } }"),
    ];
    let chosen = |select: &str| shop_with(("schema.graphql", SDL), &files, select);
    assert_eq!(names(&chosen("[select]\noperations = [\"O*\"]\ntags = [\"b\"]\n").unwrap()), ["one", "three"]);
    let error = chosen("[select]\noperations = [\"Tow\"]\n").unwrap_err().to_string();
    assert!(error.starts_with("specs/shop/client.toml [select.operations]: `Tow` chooses no operation"), "{error}");
}

#[test]
fn a_scalar_in_client_toml_is_one_of_the_schema_and_says_what_it_is() {
    let error = |client: &str| shop_with(("schema.graphql", SDL), &[WARES], client).unwrap_err().to_string();
    let unknown = error("[scalars.Data]\nformat = \"date\"\n");
    assert!(unknown.contains("[scalars.\"Data\"]: the schema declares no scalar `Data`"), "{unknown}");
    assert!(unknown.contains("did you mean `Date`?"), "{unknown}");
    let nothing = error("[scalars.Date]\n");
    assert!(nothing.contains("it does not say what the scalar is"), "{nothing}");
}
