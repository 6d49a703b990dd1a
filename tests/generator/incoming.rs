//! What a server sends by itself: which modules, names and features its webhooks and callbacks get.

use xtask::pipeline::wanted;
use xtask::write::Wanted;

use crate::workspace::workspace;

const FLEET: &str = "openapi: 3.0.3
info: { title: Fleet, version: '1' }
paths:
  /ships:
    post:
      operationId: order
      tags: [webhooks]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Ship' } } } }
      responses: { '204': { description: Done. } }
";

const CALLBACK: &str = "      callbacks:
        built:
          '{$request.body#/a}': { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Ship' } } } }, responses: { '200': { description: '' } } } }
          '{$request.body#/b}': { post: { responses: { '200': { description: '' } } } }
";

const SCHEMAS: &str = "components:
  schemas:
    Ship: { type: object, properties: { name: { type: string } } }
    Storm: { type: object, properties: { force: { type: integer }, port: { $ref: '#/components/schemas/Port' } } }
    Port: { type: object, properties: { name: { type: string }, depth: { type: number } } }
";

const WEBHOOKS: &str = "x-webhooks:
  storm: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Storm' } } } }, responses: { '200': { description: '' } } } }
  new ship: { post: { responses: { '200': { description: '' } } }, put: { responses: { '200': { description: '' } } } }
  new-ship: { post: { responses: { '200': { description: '' } } } }
  other: { post: { responses: { '200': { description: '' } } } }
";

fn generated(parts: &[&str], client: &str) -> Result<Wanted, String> {
    let folder = workspace("fleet", &parts.concat(), client);
    wanted(folder.path(), &["fleet".to_owned()], &mut ()).map_err(|error| error.to_string())
}

fn text(wanted: &Wanted, file: &str) -> Option<String> {
    let all = wanted.files.iter().chain(&wanted.scaffold);
    all.into_iter().find(|(path, _)| path.ends_with(file)).map(|(_, text)| text.clone())
}

const ON: &str = "[features]\ntags = true\n";

#[test]
fn a_tag_called_webhooks_and_the_webhooks_are_two_modules_and_two_features() {
    let wanted = generated(&[FLEET, CALLBACK, SCHEMAS, WEBHOOKS], ON).unwrap();
    assert!(text(&wanted, "generated/operations/webhooks.rs").unwrap().contains("pub fn order"));
    assert!(text(&wanted, "generated/webhooks.rs").unwrap().contains("pub enum Webhook"));
    assert!(text(&wanted, "generated/callbacks.rs").unwrap().contains("pub enum Callback"));
    let manifest = text(&wanted, "fleet/Cargo.toml").unwrap();
    assert!(manifest.contains("\ntag-webhooks = []\n") && manifest.contains("\nwebhooks = []\n"), "{manifest}");
    let library = text(&wanted, "src/lib.rs").unwrap();
    for module in ["webhooks", "callbacks"] {
        let line = format!("#[cfg(feature = \"webhooks\")]\npub use generated::{module};\n");
        assert!(library.contains(&line), "{library}");
    }
    let types = text(&wanted, "types.rs").unwrap();
    let needs = |name: &str| {
        let before = types.split_once(&format!("pub struct {name} ")).unwrap().0;
        before.rsplit_once("#[cfg(").unwrap().1.split_once(")]").unwrap().0.to_owned()
    };
    assert_eq!(needs("Ship"), "any(feature = \"tag-webhooks\", feature = \"webhooks\")");
    assert_eq!((needs("Storm"), needs("Port")), ("feature = \"webhooks\"".into(), "feature = \"webhooks\"".into()));
}

#[test]
fn a_tag_called_webhooks_alone_makes_no_module_of_requests() {
    let wanted = generated(&[FLEET, SCHEMAS], "").unwrap();
    assert!(text(&wanted, "generated/operations/webhooks.rs").is_some());
    assert!(text(&wanted, "generated/webhooks.rs").is_none() && text(&wanted, "generated/callbacks.rs").is_none());
    let library = text(&wanted, "src/lib.rs").unwrap();
    assert!(!library.contains("webhooks") && !library.contains("callbacks"), "{library}");
}

#[test]
fn names_are_those_of_the_description_and_no_two_variants_are_called_the_same() {
    let wanted = generated(&[FLEET, CALLBACK, SCHEMAS, WEBHOOKS], "").unwrap();
    let webhooks = text(&wanted, "generated/webhooks.rs").unwrap();
    for arm in [
        "\"storm\" => rt::incoming::json(name, body).map(Self::Storm)",
        "\"new ship\" => Ok(Self::NewShip)",
        "\"new ship PUT\" => Ok(Self::NewShipPut)",
        "\"new-ship\" => Ok(Self::NewShip2)",
        "\"other\" => Ok(Self::Other2)",
        "_ => Ok(Self::Other(",
    ] {
        assert!(webhooks.contains(arm), "{arm} in {webhooks}");
    }
    let callbacks = text(&wanted, "generated/callbacks.rs").unwrap();
    for arm in [
        "\"order.built\" => rt::incoming::json(name, body).map(Self::OrderBuilt)",
        "\"order.built2\" => Ok(Self::OrderBuilt2)",
    ] {
        assert!(callbacks.contains(arm), "{arm} in {callbacks}");
    }
}

#[test]
fn a_part_of_the_webhooks_is_chosen_and_what_they_do_not_reach_is_not_there() {
    let choose = |chosen: &str| generated(&[FLEET, SCHEMAS, WEBHOOKS], &format!("[select]\n{chosen}\n"));
    let wanted = choose("webhooks = ['new*']").unwrap();
    let webhooks = text(&wanted, "generated/webhooks.rs").unwrap();
    assert!(webhooks.contains("NewShip2") && !webhooks.contains("Storm"), "{webhooks}");
    let types = text(&wanted, "types.rs").unwrap();
    assert!(types.contains("pub struct Ship") && !types.contains("pub struct Port"), "{types}");
    assert!(text(&choose("tags = ['webhooks']").unwrap(), "generated/webhooks.rs").is_none());
    let error = choose("webhooks = ['storms']").unwrap_err();
    assert!(error.contains("`storms` chooses no webhook") && error.contains("select.webhooks"), "{error}");
}

#[test]
fn a_document_of_webhooks_alone_is_a_crate() {
    let head = "openapi: 3.1.0\ninfo: { title: Fleet, version: '1' }\n";
    let webhooks = "webhooks:\n  storm: { $ref: '#/components/pathItems/Storm' }\n";
    let items = "  pathItems:\n    Storm:\n      parameters: [{ name: X-Kind, in: header, schema: { type: string } }]\n      post: { requestBody: { content: { application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Storm' } } } } }\n";
    let wanted = generated(&[head, webhooks, SCHEMAS, items], "").unwrap();
    let webhooks = text(&wanted, "generated/webhooks.rs").unwrap();
    assert!(webhooks.contains("rt::incoming::form(name, body).map(Self::Storm)"), "{webhooks}");
    assert!(webhooks.contains("header `X-Kind`"), "{webhooks}");
    assert!(text(&wanted, "types.rs").unwrap().contains("pub struct Port"));
}
