//! A description becomes a folder of `specs/` and a crate, whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright_tests::root;
use tempfile::TempDir;
use xtask::load;
use xtask::new::{Report, Request, Stage, create};
use xtask::pipeline::Stage::{Emit, Engine, Normalise, Refine};
use xtask::pipeline::{self, Strict, wanted};
use xtask::write::{Mode, apply};

const PETS: &str = "openapi: 3.0.3
info:
  title: Pets
  version: '1'
  description: |
    All about pets. There is a rate limit of 90 requests per minute for each key.
servers: [{ url: 'https://{region}.pets.example', variables: { region: { default: eu, enum: [eu, us] } } }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: pets/list
      tags: [pets]
      parameters:
        - { name: page_token, in: query, schema: { type: string } }
      responses:
        '200':
          description: All pets.
          headers: { X-RateLimit-Remaining: { schema: { type: integer } }, X-RateLimit-Reset: { schema: { type: integer } } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
        '429':
          description: Too many requests.
          headers: { Retry-After: { schema: { type: integer } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } }
    post:
      operationId: pets/search
      tags: [pets]
      responses: { '204': { description: Done. } }
  /shops/{id}/open:
    get:
      operationId: send_opening
      tags: [shops]
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses: { '204': { description: Open. } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Fault:
      type: object
      properties:
        error: { type: object, properties: { message: { type: string }, code: { type: integer } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    user:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: 'https://pets.example/token', scopes: {} } }
";

/// A workspace without APIs, and a folder beside it with the files of a vendor.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(place.root().join("specs")).unwrap();
        fs::create_dir_all(place.root().join("crates/common")).unwrap();
        fs::copy(root().join("Cargo.toml"), place.root().join("Cargo.toml")).unwrap();
        for (file, text) in files {
            let file = place.given(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        place
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    fn given(&self, file: &str) -> PathBuf {
        self.folder.path().join("given").join(file)
    }

    fn request(&self, spec: &str) -> Request {
        Request { name: "pets".to_owned(), spec: self.given(spec), ..Request::default() }
    }

    fn create(&self, request: &Request) -> Result<Report, String> {
        create(&self.root(), request, |_| {}).map_err(|error| error.to_string())
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Everything in the workspace, hidden files too.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(&self.root(), &self.root(), &mut files);
        files.sort();
        files
    }
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(root, &path, files);
        } else {
            files.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
}

#[test]
fn a_new_api_is_what_generate_would_write() {
    let place = Place::new(&[("pets.yaml", PETS)]);
    let report = place.create(&place.request("pets.yaml")).unwrap();
    assert_eq!((report.served, report.chosen, report.described), (3, 3, 3));
    assert_eq!(place.text("specs/pets/openapi.yaml"), PETS, "byte for byte");
    let names = load::names(&place.root()).unwrap();
    let wanted = wanted(&place.root(), &names, &mut ()).unwrap();
    let changes = apply(&place.root(), &wanted, Mode::Check).unwrap();
    let files: Vec<_> = changes.iter().map(|change| change.file.display().to_string()).collect();
    assert_eq!(files, ["specs/client.schema.json"], "only the schema of client.toml, which is no part of an API");
}

#[test]
fn client_toml_tells_what_the_description_says() {
    let place = Place::new(&[("pets.yaml", PETS)]);
    place.create(&place.request("pets.yaml")).unwrap();
    let text = place.text("specs/pets/client.toml").replace(&place.given("").display().to_string(), "GIVEN/");
    insta::assert_snapshot!(text);
}

#[test]
fn the_report_says_what_is_served_and_what_to_do() {
    let place = Place::new(&[("pets.yaml", PETS)]);
    let report = place.create(&place.request("pets.yaml")).unwrap();
    let advice = report.advice.join("\n");
    assert!(advice.contains("x-ratelimit-remaining"), "{advice}");
    let text = report.to_string();
    assert!(text.starts_with("clientwright-pets: 3 of 3 operations served\n"), "{text}");
    let json = report.json();
    assert_eq!(json["operations"]["served"], 3);
    assert!(json["folders"][0].as_str().unwrap().ends_with("specs/pets"));
}

#[test]
fn a_part_of_a_description_says_so_in_client_toml() {
    let place = Place::new(&[("pets.yaml", PETS)]);
    let request = Request {
        tags: vec!["shops".to_owned()],
        operations: vec!["GET /pets".to_owned()],
        ..place.request("pets.yaml")
    };
    let report = place.create(&request).unwrap();
    assert_eq!((report.served, report.chosen, report.described), (2, 2, 3));
    let client = place.text("specs/pets/client.toml");
    assert!(client.contains("[select]\noperations = [\"GET /pets\"]\ntags = [\"shops\"]\n"), "{client}");
    assert!(!client.contains("pets/search"), "{client}");
}

#[test]
fn stages_are_told_in_their_order() {
    let place = Place::new(&[("pets.yaml", PETS)]);
    let mut stages = Vec::new();
    create(&place.root(), &place.request("pets.yaml"), |stage| stages.push(stage)).unwrap();
    let making = [pipeline::Stage::Load, Normalise, Engine, Refine, Emit].map(Stage::Making);
    let whole: Vec<Stage> = [Stage::Copying].into_iter().chain(making).chain([Stage::Writing]).collect();
    assert_eq!(stages, whole);
}

#[test]
fn what_would_be_lost_is_an_error_if_that_is_asked_for() {
    let broken = PETS.replace("'#/components/schemas/Pet'", "'#/components/schemas/Pett'");
    let place = Place::new(&[("pets.yaml", &broken)]);
    let strict = Request { strict: true, ..place.request("pets.yaml") };
    let error = place.create(&strict).unwrap_err();
    assert!(error.contains("pets.yaml"), "{error}");
    assert!(error.contains("1 places would be lost") && error.contains("did you mean"), "{error}");
    assert!(!place.root().join("specs/pets").exists() && !place.root().join("crates/pets").exists());

    let report = place.create(&place.request("pets.yaml")).unwrap();
    assert_eq!(report.lost.len(), 1);
    let names = ["pets".to_owned()];
    assert!(wanted(&place.root(), &names, &mut ()).is_ok());
    let error = wanted(&place.root(), &names, &mut Strict).unwrap_err().to_string();
    assert!(error.contains("specs/pets/openapi.yaml") && error.contains("overlay.yaml"), "{error}");
}

#[test]
fn nothing_is_overwritten() {
    for taken in ["specs/pets", "crates/pets"] {
        let place = Place::new(&[("pets.yaml", PETS)]);
        fs::create_dir_all(place.root().join(taken)).unwrap();
        let before = place.files();
        let error = place.create(&place.request("pets.yaml")).unwrap_err();
        assert!(error.contains("is there already"), "{error}");
        assert_eq!(place.files(), before);
    }
}

#[test]
fn a_failure_leaves_nothing_behind_and_names_the_file_that_was_given() {
    let place = Place::new(&[("pets.yaml", PETS), ("broken.yaml", "openapi: [")]);
    let before = place.files();
    let request = Request { operations: vec!["shops/*".to_owned()], ..place.request("pets.yaml") };
    let error = place.create(&request).unwrap_err();
    assert!(error.contains("`shops/*` chooses no operation"), "{error}");
    assert_eq!(place.files(), before);
    for spec in ["broken.yaml", "missing.yaml"] {
        let error = place.create(&place.request(spec)).unwrap_err();
        assert!(error.contains(spec), "{error}");
        assert_eq!(place.files(), before);
        assert!(!place.root().join("specs/pets").exists());
    }
}

#[test]
fn names_are_those_of_folders_and_crates() {
    let place = Place::new(&[("pets.yaml", PETS)]);
    for name in ["", "Pets", "pets_api", "pets--api", "-pets", "7pets", "../pets", "common", "core", "std", "tests"] {
        let error = place.create(&Request { name: name.to_owned(), ..place.request("pets.yaml") }).unwrap_err();
        assert!(error.contains("name"), "{name}: {error}");
    }
}

#[test]
fn files_that_it_refers_to_come_along() {
    let pets = PETS.replace("#/components/schemas/Pet'", "schemas/pet.yaml#/Pet'");
    let place = Place::new(&[
        ("pets.yaml", &pets),
        ("schemas/pet.yaml", "Pet: { type: object, properties: { home: { $ref: './home.yaml' } } }\n"),
        ("schemas/home.yaml", "type: object\nproperties: { street: { type: string } }\n"),
        ("other.yaml", "nobody: refers to it\n"),
    ]);
    place.create(&place.request("pets.yaml")).unwrap();
    let specs: Vec<_> = place.files().into_iter().filter(|file| file.starts_with("specs/")).collect();
    assert_eq!(
        specs,
        [
            "specs/pets/client.toml",
            "specs/pets/openapi.yaml",
            "specs/pets/schemas/home.yaml",
            "specs/pets/schemas/pet.yaml"
        ]
    );
}

#[test]
fn a_file_outside_of_the_folder_is_asked_for() {
    let pets = PETS.replace("#/components/schemas/Pet'", "../pet.yaml#/Pet'");
    let place = Place::new(&[("api/pets.yaml", &pets), ("pet.yaml", "Pet: { type: object }\n")]);
    let error = place.create(&place.request("api/pets.yaml")).unwrap_err();
    assert!(error.contains("outside of its folder") && error.contains("--spec"), "{error}");
}

#[test]
fn a_folder_comes_whole_and_its_main_file_gets_the_usual_name() {
    let pets = PETS.replace("#/components/schemas/Pet'", "parts/pet.yaml#/Pet'");
    let place = Place::new(&[
        ("api/the-pets.yaml", &pets),
        ("api/parts/pet.yaml", "Pet: { type: object }\n"),
        ("api/.hidden", "of an editor"),
    ]);
    place.create(&place.request("api")).unwrap();
    let specs: Vec<_> = place.files().into_iter().filter(|file| file.starts_with("specs/")).collect();
    assert_eq!(specs, ["specs/pets/client.toml", "specs/pets/openapi.yaml", "specs/pets/parts/pet.yaml"]);
}

#[test]
fn a_server_that_is_given_takes_the_place_of_those_described() {
    let swagger = "swagger: '2.0'
info: { title: Pets, version: '1' }
host: old.example
paths: { /pets: { get: { operationId: pets, responses: { '204': { description: None. } } } } }
";
    for (file, text, server) in [
        ("pets.yaml", PETS.to_owned(), "https://pets.example/v2"),
        ("relative.yaml", PETS.replace("https://{region}.pets.example", "/v1"), "https://pets.example/v2"),
        ("swagger.yaml", swagger.to_owned(), "https://pets.example/v2"),
    ] {
        let place = Place::new(&[(file, &text)]);
        place.create(&Request { server: Some(server.to_owned()), ..place.request(file) }).unwrap();
        assert_eq!(place.text("specs/pets/openapi.yaml"), text, "the vendor's file stays as it is");
        let api = xtask::pipeline::draw(&place.root(), "pets").unwrap().api;
        let urls: Vec<&str> = api.servers.iter().map(|server| server.url.as_str()).collect();
        assert_eq!(urls, [server], "{file}");
    }
    let place = Place::new(&[("pets.yaml", PETS)]);
    let request = Request { server: Some("pets.example".to_owned()), ..place.request("pets.yaml") };
    assert!(place.create(&request).unwrap_err().contains("https://"));
}

#[test]
fn a_crate_that_stands_alone_takes_nothing_from_the_workspace() {
    let place = Place::new(&[("pets.json", &as_json(PETS))]);
    let out = place.folder.path().join("elsewhere/pets-client");
    let before = place.files();
    place.create(&Request { out: Some(out.clone()), ..place.request("pets.json") }).unwrap();
    assert_eq!(place.files(), before, "the workspace stays as it was");
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("workspace = true") && !manifest.contains(".workspace"), "{manifest}");
    let table: toml::Table = manifest.parse().unwrap();
    assert!(table.contains_key("workspace"), "{manifest}");
    assert_eq!(table["package"]["edition"].as_str(), Some("2024"));
    let common = table["dependencies"]["clientwright-common"]["path"].as_str().unwrap();
    assert_eq!(Path::new(common), place.root().join("crates/common").canonicalize().unwrap());
    for file in ["src/lib.rs", "src/generated/client.rs", "specs/pets/openapi.json", "specs/pets/client.toml"] {
        assert!(out.join(file).is_file(), "{file}");
    }
    let left: Vec<_> = fs::read_dir(out.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "no stage is left beside it");
}

#[test]
fn tags_become_features_where_compiling_all_of_them_takes_long() {
    let described = |operations: usize| {
        let mut text = PETS[..PETS.find("paths:").unwrap()].to_owned() + "paths:\n";
        for number in 0..operations {
            let tag = ["cats", "dogs", "birds"][number % 3];
            text += &format!(
                "  /{tag}/{number}: {{ get: {{ operationId: o{number}, tags: [{tag}], responses: {{ '204': {{ description: Done. }} }} }} }}\n"
            );
        }
        text + &PETS[PETS.find("components:").unwrap()..]
    };
    for (operations, on) in [(30, false), (100, true)] {
        let place = Place::new(&[("pets.yaml", &described(operations))]);
        let out = place.folder.path().join("alone");
        place.create(&Request { out: Some(out.clone()), ..place.request("pets.yaml") }).unwrap();
        let client = fs::read_to_string(out.join("specs/pets/client.toml")).unwrap();
        assert_eq!(client.contains("\n[features]\ntags = true\n"), on, "{client}");
        assert!(client.contains("tags = true"), "it can be asked for: {client}");
        let manifest: toml::Table = fs::read_to_string(out.join("Cargo.toml")).unwrap().parse().unwrap();
        assert_eq!(manifest["features"].get("dogs").is_some(), on, "{manifest}");
        let operations = fs::read_to_string(out.join("src/generated/operations/mod.rs")).unwrap();
        assert_eq!(operations.contains("#[cfg(feature = \"dogs\")]"), on, "{operations}");
    }
}

fn as_json(yaml: &str) -> String {
    load::document::parse(Path::new("pets.yaml"), yaml).unwrap().to_string()
}

const SCHEMA: &str = "type Query { pet(id: ID!): Pet }\ntype Pet { name: String }\n";

#[test]
fn a_schema_of_graphql_needs_operations() {
    let query = "# One pet.\nquery Pet($id: ID!) { pet(id: $id) { name } }\n";
    let place = Place::new(&[("pets.graphql", SCHEMA), ("documents/cats/one.graphql", query)]);
    let error = place.create(&place.request("pets.graphql")).unwrap_err();
    assert!(error.contains("--documents"), "{error}");

    let request = Request { documents: Some(place.given("documents")), ..place.request("pets.graphql") };
    let report = place.create(&request).unwrap();
    assert_eq!(report.served, 1);
    assert_eq!(place.text("specs/pets/schema.graphql"), SCHEMA);
    assert_eq!(place.text("specs/pets/operations/cats-one.graphql"), query);
    assert!(report.advice[0].starts_with("[[servers]]"), "{:?}", report.advice);
}

#[test]
fn the_address_of_a_graphql_server_is_kept() {
    let place = Place::new(&[("pets.graphql", SCHEMA), ("one.graphql", "query Pet { pet(id: 1) { name } }\n")]);
    let server = "https://pets.example/graphql".to_owned();
    let documents = Some(place.given("one.graphql"));
    place.create(&Request { documents, server: Some(server.clone()), ..place.request("pets.graphql") }).unwrap();
    let api = xtask::pipeline::draw(&place.root(), "pets").unwrap().api;
    assert_eq!(api.servers[0].url, server);
}
