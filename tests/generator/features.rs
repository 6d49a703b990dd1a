//! A program compiles the tags that it uses: each one is a feature, with the types that it reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clientwright_tests::root;
use quote::ToTokens;
use syn::{Attribute, Item};
use tempfile::TempDir;
use xtask::pipeline::wanted;
use xtask::write::{ChangeKind, Mode, Wanted, apply};

use crate::workspace::workspace;

const FLEET: &str = "openapi: 3.0.3
info: { title: Fleet, version: '1' }
servers: [{ url: 'https://fleet.example' }]
paths:
  /ships:
    get:
      operationId: ships
      tags: [Ships at Sea]
      parameters: [{ name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }]
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { $ref: '#/components/schemas/Ships' } } }
        '400':
          description: No.
          content: { application/json: { schema: { oneOf: [{ $ref: '#/components/schemas/Fault' }, { type: string }] } } }
  /crews:
    post:
      operationId: hire
      tags: [tracing]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Crew' } } } }
      responses: { '204': { description: Done. } }
  /logs:
    get:
      operationId: logs
      responses: { '200': { description: All., content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } } } }
components:
  schemas:
    Kind: { type: string, enum: [sail, steam] }
    Ships: { type: array, items: { $ref: '#/components/schemas/Ship' } }
    Ship:
      type: object
      required: [kind]
      properties:
        kind: { $ref: '#/components/schemas/Kind' }
        crew: { $ref: '#/components/schemas/Crew' }
        hull: { type: object, properties: { length: { type: number } } }
    Crew: { type: object, properties: { names: { type: array, items: { type: string } } } }
    Fault: { type: object, properties: { text: { type: string } } }
    Anchor: { type: object, properties: { crew: { $ref: '#/components/schemas/Crew' }, weight: { $ref: '#/components/schemas/Weight' } } }
    Weight: { type: object, properties: { tons: { type: number } } }
";

/// A workspace with this API alone.
fn place(client: &str) -> TempDir {
    workspace("fleet", FLEET, client)
}

fn generated(folder: &TempDir) -> Result<Wanted, String> {
    wanted(folder.path(), &["fleet".to_owned()], &mut ()).map_err(|error| error.to_string())
}

fn text(wanted: &Wanted, file: &str) -> String {
    let found = wanted.files.iter().chain(&wanted.scaffold).find(|(path, _)| path.ends_with(file));
    found.unwrap_or_else(|| panic!("no {file}")).1.clone()
}

const ON: &str = "[features]\ntags = true\n";

#[test]
fn each_tag_is_a_feature_and_a_type_needs_one_of_those_that_reach_it() {
    let wanted = generated(&place(ON)).unwrap();
    let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in ["types.rs", "enums.rs", "unions.rs"] {
        for item in syn::parse_file(&text(&wanted, file)).unwrap().items {
            let (name, attributes) = match &item {
                Item::Struct(item) => (&item.ident, &item.attrs),
                Item::Enum(item) => (&item.ident, &item.attrs),
                Item::Type(item) => (&item.ident, &item.attrs),
                _ => continue,
            };
            needs.insert(name.to_string(), conditions(attributes));
        }
    }
    insta::assert_debug_snapshot!(needs);
    insta::assert_snapshot!(text(&wanted, "operations/mod.rs"));
}

#[test]
fn with_any_one_feature_everything_that_is_named_is_there() {
    let harbour = wanted(&root().join("tests/openapi"), &["harbour".to_owned()], &mut ()).unwrap();
    for wanted in [generated(&place(ON)).unwrap(), harbour] {
        let files: Vec<syn::File> = wanted
            .files
            .iter()
            .filter(|(file, _)| file.extension().is_some_and(|kind| kind == "rs"))
            .map(|(_, text)| syn::parse_file(text).unwrap())
            .collect();
        let all = names(files.iter().flat_map(|file| &file.items));
        let features: BTreeSet<String> =
            files.iter().flat_map(|file| &file.items).flat_map(|item| conditions(attributes(item))).collect();
        assert!(features.len() >= 3, "{features:?}");
        let modules = wanted.files.keys().filter_map(|file| Some((file.file_stem()?.to_str()?, file.parent()?)));
        let modules: Vec<_> = modules.map(|(name, folder)| (name.to_owned(), folder.ends_with("operations"))).collect();
        for feature in features.iter().map(String::as_str).chain([""]) {
            let on = |attributes: &[Attribute]| {
                let needed = conditions(attributes);
                needed.is_empty() || needed.iter().any(|needed| needed == feature)
            };
            // Modules of operations, and others.
            let index = files
                .iter()
                .zip(&modules)
                .flat_map(|(file, (_, operations))| file.items.iter().map(move |item| (item, *operations)));
            let absent: BTreeSet<(String, bool)> = index
                .filter_map(|(item, operations)| match item {
                    Item::Mod(module) if !on(&module.attrs) => Some((module.ident.to_string(), operations)),
                    _ => None,
                })
                .collect();
            let there = files.iter().zip(&modules).filter(|(_, module)| !absent.contains(*module));
            let there: Vec<&Item> =
                there.flat_map(|(file, _)| &file.items).filter(|item| on(attributes(item))).collect();
            let known = names(there.iter().copied());
            for item in there {
                let missing: Vec<String> = idents(item.to_token_stream())
                    .into_iter()
                    .filter(|name| all.contains(name) && !known.contains(name))
                    .collect();
                assert!(missing.is_empty(), "with `{feature}`, {missing:?} of {}", item.to_token_stream());
            }
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        other => panic!("{}", other.to_token_stream()),
    }
}

/// The features of which one is needed.
fn conditions(attributes: &[Attribute]) -> Vec<String> {
    let condition = attributes.iter().find(|attribute| attribute.path().is_ident("cfg"));
    let text = condition.map(|condition| condition.to_token_stream().to_string()).unwrap_or_default();
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Names of types.
fn names<'a>(items: impl Iterator<Item = &'a Item>) -> BTreeSet<String> {
    items
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            Item::Type(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect()
}

/// All names in code, documentation left out. A variant may be called like a type, and is none.
fn idents(tokens: impl ToTokens) -> BTreeSet<String> {
    let text = tokens.to_token_stream().to_string();
    let text: String = text.split("# [doc").map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
    let mut names = BTreeSet::new();
    for path in ["types :: ", " : ", "< "] {
        for part in text.split(path).skip(1) {
            names.insert(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

#[test]
fn without_the_setting_nothing_is_left_out() {
    let wanted = generated(&place("")).unwrap();
    assert!(wanted.files.values().chain(wanted.scaffold.values()).all(|text| !text.contains("cfg(")));
    assert!(!text(&wanted, "Cargo.toml").contains("default-tags"));
}

#[test]
fn a_feature_is_called_after_its_tag_and_never_like_another_feature() {
    let manifest = text(&generated(&place(ON)).unwrap(), "Cargo.toml");
    insta::assert_snapshot!(manifest);
    let table: toml::Table = manifest.parse().unwrap();
    let features = table["features"].as_table().unwrap();
    // `tracing` is that of the runtime; what has no tag is in a module called `default`.
    for name in ["ships-at-sea", "tag-tracing", "tag-default", "other-types"] {
        assert_eq!(features[name], toml::Value::Array(Vec::new()), "{name}");
    }
}

#[test]
fn documentation_says_which_feature_is_needed() {
    let wanted = generated(&place(ON)).unwrap();
    assert!(text(&wanted, "ships_at_sea.rs").contains("/// `GET /ships`. Needs the feature `ships-at-sea`."));
    assert!(text(&wanted, "types.rs").contains("/// Needs one of the features `ships-at-sea`, `tag-default`."));
    assert!(text(&wanted, "README.md").contains("default-features = false"));
}

#[test]
fn client_toml_says_what_is_on_by_default() {
    let wanted = generated(&place(&format!("{ON}default = ['Ships at Sea', 'tag-tracing']\n"))).unwrap();
    let table: toml::Table = text(&wanted, "Cargo.toml").parse().unwrap();
    let texts =
        |key: &str| table["features"][key].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let (default, tags): (Vec<&str>, Vec<&str>) = (texts("default"), texts("default-tags"));
    assert_eq!((default, tags), (vec!["default-tags"], vec!["ships-at-sea", "tag-tracing"]));
}

#[test]
fn a_default_that_is_no_tag_or_of_no_use_is_refused() {
    let error = generated(&place(&format!("{ON}default = ['ship-at-sea']\n"))).unwrap_err();
    insta::assert_snapshot!(error);
    let error = generated(&place("[features]\ndefault = ['tracing']\n")).unwrap_err();
    insta::assert_snapshot!(error);
}

/// A manifest as a user may have it.
const MANIFEST: &str = "# mine\n[package]\nname = \"fleet\"\n\n[features]\ndefault = [ # what I want\n    \"tls\",\n]\ntls = []\n\n# below\n[dependencies]\n";

fn generate_into(folder: &TempDir, manifest: &str) -> Result<String, String> {
    let file = folder.path().join("crates/fleet/Cargo.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, manifest).unwrap();
    let wanted = generated(folder)?;
    apply(folder.path(), &wanted, Mode::Write).map_err(|error| error.to_string())?;
    assert_eq!(apply(folder.path(), &wanted, Mode::Check).unwrap(), [], "once is enough");
    Ok(fs::read_to_string(&file).unwrap())
}

#[test]
fn a_manifest_that_is_there_gets_the_features_and_keeps_every_other_byte() {
    let folder = place(ON);
    let with = generate_into(&folder, MANIFEST).unwrap();
    insta::assert_snapshot!(with);
    fs::write(folder.path().join("specs/fleet/client.toml"), "").unwrap();
    assert_eq!(generate_into(&folder, &with).unwrap(), MANIFEST, "and loses them again");
}

#[test]
fn manifests_of_all_forms_get_the_features() {
    let windows = MANIFEST.replace('\n', "\r\n");
    for manifest in [
        "[package]\nname = \"fleet\"\n",
        "[package]\nname = \"fleet\"\n\n[features]",
        "[package]\nname = \"fleet\"\n[features]\ndefault = []\n[dependencies]\n",
        "[features]\ntls = []\ndefault = ['tls']\n\n[package]\nname = \"fleet\"",
        &windows,
    ] {
        let folder = place(ON);
        let with = generate_into(&folder, manifest).unwrap();
        let table: toml::Table = with.parse().unwrap();
        let features = table["features"].as_table().unwrap();
        assert!(features["default"].as_array().unwrap().contains(&"default-tags".into()), "{with}");
        assert_eq!(features["default-tags"].as_array().unwrap().len(), 4, "{with}");
        let ends = if manifest.contains('\r') { with.matches("\r\n").count() } else { 0 };
        assert_eq!(with.matches('\r').count(), ends, "{with}");
        assert!(ends == 0 || ends == with.matches('\n').count(), "{with}");
    }
}

#[test]
fn check_tells_of_features_that_are_not_up_to_date() {
    let folder = place(ON);
    let with = generate_into(&folder, MANIFEST).unwrap();
    let file = folder.path().join("crates/fleet/Cargo.toml");
    fs::write(&file, with.replace("ships-at-sea = []\n", "")).unwrap();
    let wanted = generated(&folder).unwrap();
    let changes = apply(folder.path(), &wanted, Mode::Check).unwrap();
    let found: Vec<_> = changes.iter().map(|change| (change.kind, change.file.as_path())).collect();
    assert_eq!(found, [(ChangeKind::Stale, Path::new("crates/fleet/Cargo.toml"))]);
    apply(folder.path(), &wanted, Mode::Write).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), with);
}

#[test]
fn a_manifest_that_cannot_be_extended_stays_and_nothing_else_is_written() {
    let torn = generate_into(&place(ON), MANIFEST).unwrap().replace("# <<< features of tags\n", "");
    for (manifest, what) in [
        (torn.as_str(), "nothing ends them"),
        (&format!("{MANIFEST}# <<< features of tags\n"), "where none belongs"),
        (&MANIFEST.replace("tls = []", "ships-at-sea = []"), "features.ships-at-sea"),
        ("[package\n", "is not a manifest of Cargo"),
        ("features = { default = [] }\n[package]\nname = \"fleet\"\n", "in a form"),
        ("[features]\ndefault = 'tls'\n", "no list"),
    ] {
        let folder = place(ON);
        let error = generate_into(&folder, manifest).unwrap_err();
        assert!(error.contains(what) && error.contains("crates/fleet/Cargo.toml"), "{error}");
        let crates = folder.path().join("crates/fleet");
        assert_eq!(fs::read_to_string(crates.join("Cargo.toml")).unwrap(), manifest);
        assert!(!crates.join("src").exists());
    }
}

#[test]
fn bytes_that_are_no_text_are_never_replaced() {
    let folder = place(ON);
    let file = folder.path().join("crates/fleet/Cargo.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let manifest = b"# caf\xe9\n[features]\n";
    fs::write(&file, manifest).unwrap();
    assert!(apply(folder.path(), &generated(&folder).unwrap(), Mode::Write).is_err());
    assert_eq!(fs::read(&file).unwrap(), manifest);
}
