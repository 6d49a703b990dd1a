//! What a change of a description means for programs that use the crate.

use std::fs;
use std::path::Path;
use std::process::Command;

use clientwright_tests::root;
use tempfile::TempDir;
use xtask::diff::{Against, Difference, Effect, Step, diff};

const SHOP: &str = "openapi: 3.0.3
info: { title: Shop, version: '1' }
servers: [{ url: 'https://shop.example' }]
security: [{ key: [] }, { token: [] }]
paths:
  /teas:
    get:
      operationId: list_teas
      parameters:
        - { name: colour, in: query, required: true, schema: { $ref: '#/components/schemas/Colour' } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: All teas.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Tea' } } } }
  /teas/{id}:
    get:
      operationId: get_tea
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: uint32 } }]
      responses:
        '200':
          description: The tea.
          content: { application/json: { schema: { $ref: '#/components/schemas/Tea' } } }
    delete:
      operationId: remove_tea
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: uint32 } }]
      responses: { '204': { description: Gone. } }
components:
  schemas:
    Colour: { type: string, enum: [green, black] }
    Tea:
      type: object
      required: [name, colour]
      properties:
        name: { type: string }
        colour: { $ref: '#/components/schemas/Colour' }
        grams: { type: integer, format: int32 }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: http, scheme: bearer }
";

fn workspace(description: &str, client: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), description, client);
    folder
}

fn write(folder: &Path, description: &str, client: &str) {
    let specs = folder.join("specs/shop");
    fs::create_dir_all(&specs).unwrap();
    fs::write(specs.join("openapi.yaml"), description).unwrap();
    fs::write(specs.join("client.toml"), client).unwrap();
    fs::write(folder.join("Cargo.toml"), "[workspace.package]\nversion = \"0.3.1\"\n").unwrap();
}

/// What changes from [`SHOP`] to SHOP with these replacements.
fn after(replacements: &[(&str, &str)]) -> Difference {
    let mut newer = SHOP.to_owned();
    for (from, to) in replacements {
        assert!(newer.contains(from), "{from}");
        newer = newer.replace(from, to);
    }
    let folder = workspace(&newer, "");
    let older = folder.path().join("older.yaml");
    fs::write(&older, SHOP).unwrap();
    diff(folder.path(), "shop", &Against::File(older), false).unwrap()
}

fn effects(difference: &Difference) -> Vec<(Effect, String)> {
    difference.changes.iter().map(|change| (change.effect, format!("{}: {}", change.subject, change.what))).collect()
}

#[test]
fn the_same_description_changes_nothing() {
    let difference = after(&[]);
    assert_eq!(effects(&difference), []);
    assert_eq!((difference.step(), difference.changelog().as_str()), (Step::None, ""));
}

#[test]
fn a_new_optional_parameter_is_a_setter_and_breaks_nothing() {
    let difference = after(&[(
        "        - { name: limit,",
        "        - { name: page, in: query, schema: { type: integer } }\n        - { name: limit,",
    )]);
    assert_eq!(
        effects(&difference),
        [(Effect::Addition, "`list_teas`: has a setter `page`, which takes `i64`".to_owned())]
    );
    assert_eq!(difference.step(), Step::Patch);
    assert_eq!(difference.step().next("0.3.1"), "0.3.2");
}

#[test]
fn what_the_server_sends_and_the_types_of_headers_are_seen() {
    let difference = after(&[
        (
            "components:\n  schemas:\n",
            "webhooks: { sold: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Tea' } } } } } } }\ncomponents:\n  schemas:\n",
        ),
        (
            "          description: The tea.\n",
            "          description: The tea.\n          headers: { X-Leaves: { schema: { type: integer } } }\n",
        ),
    ]);
    let expected = ["type `XLeavesHeaders`: is new", "enum `webhooks::Webhook`: is new"];
    assert_eq!(effects(&difference), expected.map(|text| (Effect::Addition, text.to_owned())));
}

#[test]
fn a_new_required_parameter_breaks() {
    let difference = after(&[(
        "        - { name: limit,",
        "        - { name: page, in: query, required: true, schema: { type: string } }\n        - { name: limit,",
    )]);
    assert_eq!(
        effects(&difference),
        [(Effect::Breaking, "`list_teas`: requires a further argument, `page: impl Into<String>`".to_owned())]
    );
    assert_eq!((difference.step(), difference.step().next("0.3.1").as_str()), (Step::Minor, "0.4.0"));
}

#[test]
fn a_parameter_that_becomes_required_breaks() {
    let difference = after(&[("name: limit, in: query,", "name: limit, in: query, required: true,")]);
    assert_eq!(
        effects(&difference),
        [(Effect::Breaking, "`list_teas`: requires `limit: i64`, which was a setter".to_owned())]
    );
}

#[test]
fn a_property_of_a_request_that_may_be_null_breaks() {
    let body =
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Tea' } } } }\n";
    let taken = format!("      operationId: remove_tea\n{body}");
    let folder = workspace(&SHOP.replace("      operationId: remove_tea\n", &taken), "");
    let older = folder.path().join("older.yaml");
    fs::rename(folder.path().join("specs/shop/openapi.yaml"), &older).unwrap();
    let newer = fs::read_to_string(&older).unwrap().replace("format: int32 }", "format: int32, nullable: true }");
    write(folder.path(), &newer, "");
    let difference = diff(folder.path(), "shop", &Against::File(older), false).unwrap();
    let changed = "type `Tea`: the field `grams` may be null as well: `Nullable<i32>`, was `Option<i32>`".to_owned();
    let setter = "`remove_tea`: has a setter `grams_null`".to_owned();
    assert_eq!(effects(&difference), [(Effect::Breaking, changed), (Effect::Addition, setter)]);
    assert_eq!(difference.step(), Step::Minor);
}

#[test]
fn a_new_value_of_an_open_enum_breaks_nothing() {
    let difference = after(&[("enum: [green, black]", "enum: [green, black, white]")]);
    assert_eq!(effects(&difference), [(Effect::Addition, "enum `Colour`: has a further variant, `White`".to_owned())]);
}

#[test]
fn a_value_that_is_gone_breaks() {
    let difference = after(&[("enum: [green, black]", "enum: [green]")]);
    assert_eq!(effects(&difference), [(Effect::Breaking, "enum `Colour`: has no variant `Black` any more".to_owned())]);
}

#[test]
fn another_address_compiles_as_before() {
    let difference = after(&[("  /teas/{id}:", "  /leaves/{id}:")]);
    assert_eq!(
        effects(&difference),
        [
            (Effect::Other, "`get_tea`: goes to `GET /leaves/{id}`, was `GET /teas/{id}`".to_owned()),
            (Effect::Other, "`remove_tea`: goes to `DELETE /leaves/{id}`, was `DELETE /teas/{id}`".to_owned()),
        ]
    );
}

#[test]
fn a_credential_that_is_not_taken_any_more_breaks() {
    let fewer = after(&[("security: [{ key: [] }, { token: [] }]", "security: [{ key: [] }]")]);
    assert!(fewer.changes.iter().all(|change| change.effect == Effect::Breaking), "{fewer}");
    let more = after(&[("security: [{ key: [] }, { token: [] }]", "security: [{ key: [] }, { token: [] }, {}]")]);
    assert!(more.changes.iter().all(|change| change.effect == Effect::Other), "{more}");
}

#[test]
fn everything_at_once_makes_a_changelog() {
    let difference = after(&[
        ("operationId: get_tea", "operationId: get_tea\n      deprecated: true"),
        ("operationId: remove_tea", "operationId: destroy_tea"),
        ("operationId: list_teas", "operationId: all_teas"),
        ("  /teas:", "  /all-teas:"),
        (
            "grams: { type: integer, format: int32 }",
            "grams: { type: number, format: double }\n        origin: { type: string }",
        ),
        ("required: [name, colour]", "required: [name]"),
        ("https://shop.example", "https://teas.example"),
    ]);
    insta::assert_snapshot!(difference);
}

#[test]
fn the_newer_version_can_be_the_other_file() {
    let folder = workspace(SHOP, "");
    let newer = folder.path().join("newer.yaml");
    fs::write(&newer, SHOP.replace("[green, black]", "[green, black, white]")).unwrap();
    let difference = diff(folder.path(), "shop", &Against::File(newer), true).unwrap();
    assert_eq!(difference.changes[0].effect, Effect::Addition);
}

#[test]
fn settings_for_what_the_other_version_lacks_are_left_out_for_it() {
    let client = "[operations.remove_tea]\nidempotent = true\n[names.properties]\ngrams = 'weight'\n";
    let folder = workspace(SHOP, client);
    let older = folder.path().join("older.yaml");
    let before = SHOP.replace("remove_tea", "drop_tea").replace("grams", "mass");
    fs::write(&older, before).unwrap();
    let difference = diff(folder.path(), "shop", &Against::File(older), false).unwrap();
    let texts = effects(&difference);
    assert!(texts.contains(&(Effect::Breaking, "`remove_tea`: was called `drop_tea`".to_owned())), "{difference}");
    assert!(texts.contains(&(Effect::Breaking, "type `Tea`: has no field `mass` any more".to_owned())), "{difference}");
}

#[test]
fn a_revision_of_git_is_another_version() {
    let folder = workspace(&SHOP.replace("[green, black]", "[green]"), "");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=Tea Tester", "-c", "user.email=tea@shop.example"];
        let run = Command::new("git").arg("-C").arg(folder.path()).args(identity).args(arguments).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "First"]);
    write(folder.path(), SHOP, "");
    let difference = diff(folder.path(), "shop", &Against::Revision("HEAD".to_owned()), false).unwrap();
    assert_eq!(effects(&difference), [(Effect::Addition, "enum `Colour`: has a further variant, `Black`".to_owned())]);

    for wrong in ["v9", "--output=x", ""] {
        let error = diff(folder.path(), "shop", &Against::Revision(wrong.to_owned()), false).unwrap_err();
        assert!(error.to_string().contains("revision of git"), "{error}");
    }
}

#[test]
fn the_apis_of_the_workspace_do_not_differ_from_themselves() {
    for name in ["osu", "fflogs"] {
        let folder = Against::Folder(root().join("specs").join(name));
        assert_eq!(effects(&diff(&root(), name, &folder, false).unwrap()), [], "{name}");
    }
}
