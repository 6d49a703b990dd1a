//! A run that fails leaves what was there.

use std::fs;

use clientwright_tests::root;
use xtask::pipeline::wanted;

#[test]
fn a_faulty_description_among_good_ones_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    for api in ["osu", "zz-broken"] {
        fs::create_dir_all(specs.join(api)).unwrap();
        for file in ["openapi.yaml", "client.toml"] {
            fs::copy(root().join("specs/osu").join(file), specs.join(api).join(file)).unwrap();
        }
    }
    fs::write(specs.join("zz-broken/openapi.yaml"), "openapi: [").unwrap();
    let names = ["osu".to_owned(), "zz-broken".to_owned()];
    assert!(wanted(folder.path(), &names, &mut ()).is_err());
    assert!(!folder.path().join("crates").exists());
}

#[test]
fn a_sixth_api_needs_a_folder_in_specs_and_no_rust() {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs/sixth");
    fs::create_dir_all(&specs).unwrap();
    fs::write(
        specs.join("openapi.yaml"),
        "openapi: 3.1.0
info: { title: Sixth, version: '1' }
servers: [{ url: 'https://sixth.example' }]
paths:
  /things/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer, format: uint32 } }
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema: { type: [object, 'null'], properties: { name: { type: [string, 'null'] } } }
",
    )
    .unwrap();
    let wanted = wanted(folder.path(), &["sixth".to_owned()], &mut ()).unwrap();
    let operations = wanted
        .files
        .iter()
        .find(|(file, _)| file.ends_with("operations/default.rs"))
        .map(|(_, text)| text.as_str())
        .unwrap();
    assert!(operations.contains("pub fn get_things_id(&self, id: u32)"), "{operations}");
    let scaffold: Vec<_> = wanted.scaffold.keys().map(|file| file.display().to_string()).collect();
    assert_eq!(scaffold, ["crates/sixth/Cargo.toml", "crates/sixth/README.md", "crates/sixth/src/lib.rs"]);
}
