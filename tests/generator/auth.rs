//! What the generator makes of security schemes, and of what `client.toml` adds to them.

use clientwright_tests::root;
use xtask::load::client_toml::Grant;
use xtask::model::{Api, Role, SchemeKind};
use xtask::pipeline::{draw, wanted};

use crate::workspace::workspace;

/// The API of a folder `tea-shop` with these security schemes.
fn tea_shop(schemes: &str, client: &str) -> Api {
    let description = format!(
        "openapi: 3.0.3
info: {{title: Tea shop, version: '1'}}
servers: [{{url: 'https://tea.example/api/'}}]
paths:
  /enter?by=form:
    post:
      operationId: enter
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              allOf:
                - $ref: '#/components/schemas/Guest'
                - properties: {{word: {{type: string}}}}
      responses: {{'204': {{description: In.}}}}
components:
  schemas:
    Guest: {{type: object, required: [guest], properties: {{guest: {{type: string}}}}}}
  securitySchemes:
{schemes}"
    );
    let folder = workspace("tea-shop", &description, client);
    draw(folder.path(), "tea-shop").unwrap().api
}

/// Scheme and name of each variable.
fn variables(api: &Api) -> Vec<(&str, &str)> {
    let schemes = api.schemes.iter();
    schemes
        .flat_map(|scheme| scheme.environment.iter().map(|variable| (scheme.name.as_str(), variable.name.as_str())))
        .collect()
}

#[test]
fn variables_are_named_after_the_api_and_what_the_scheme_can_use() {
    let api = tea_shop(
        "
    key: {type: apiKey, in: header, name: X-Key}
    user: {type: http, scheme: basic}
    token: {type: http, scheme: bearer}",
        "",
    );
    let expected = [
        ("key", "TEA_SHOP_API_KEY"),
        ("user", "TEA_SHOP_USERNAME"),
        ("user", "TEA_SHOP_PASSWORD"),
        ("token", "TEA_SHOP_ACCESS_TOKEN"),
    ];
    assert_eq!(variables(&api), expected);
}

#[test]
fn schemes_share_the_client_and_keep_keys_and_tokens_apart() {
    let api = tea_shop(
        "
    shopKey: {type: apiKey, in: header, name: X-Key}
    cellarKey: {type: apiKey, in: query, name: key}
    machine:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://tea.example/token', scopes: {}}}
    guest:
      type: oauth2
      flows:
        authorizationCode: {authorizationUrl: 'https://tea.example/', tokenUrl: 'https://tea.example/token', scopes: {}}",
        "",
    );
    let expected = [
        ("shopKey", "TEA_SHOP_SHOP_KEY_API_KEY"),
        ("cellarKey", "TEA_SHOP_CELLAR_KEY_API_KEY"),
        ("machine", "TEA_SHOP_MACHINE_ACCESS_TOKEN"),
        ("machine", "TEA_SHOP_CLIENT_ID"),
        ("machine", "TEA_SHOP_CLIENT_SECRET"),
        ("guest", "TEA_SHOP_GUEST_ACCESS_TOKEN"),
        ("guest", "TEA_SHOP_CLIENT_ID"),
        ("guest", "TEA_SHOP_CLIENT_SECRET"),
        ("guest", "TEA_SHOP_REFRESH_TOKEN"),
    ];
    assert_eq!(variables(&api), expected);
}

#[test]
fn variables_that_client_toml_names_take_the_place_of_all_derived_ones() {
    let schemes = "
    shop: {type: apiKey, in: header, name: X-Key}
    guest:
      type: oauth2
      flows: {password: {tokenUrl: 'https://tea.example/token', scopes: {}}}
    cellar: {type: apiKey, in: header, name: X-Cellar}";
    let client = "[auth.guest.environment]\nusername = \"TEA_GUEST\"\npassword = \"TEA_WORD\"
[auth.cellar.environment]\napi_key = \"TEA_SHOP_API_KEY\"\n";
    let api = tea_shop(schemes, client);
    let expected = [
        ("shop", "TEA_SHOP_SHOP_API_KEY"),
        ("guest", "TEA_GUEST"),
        ("guest", "TEA_WORD"),
        ("cellar", "TEA_SHOP_API_KEY"),
    ];
    assert_eq!(variables(&api), expected);
}

#[test]
fn a_login_becomes_the_flow_of_its_scheme() {
    let client = "[auth.door.login]\noperation = \"enter\"\nusername = \"guest\"\npassword = \"word\"\n";
    let api = tea_shop("    door: {type: apiKey, in: cookie, name: seat}", client);
    let [door] = api.schemes.as_slice() else { panic!("there is one scheme") };
    let [flow] = door.flows.as_slice() else { panic!("there is one flow") };
    assert_eq!((door.kind, flow.grant), (SchemeKind::Session, Grant::Session));
    assert_eq!(flow.token_url, "https://tea.example/api/enter?by=form");
    let form = flow.login.as_ref().unwrap();
    assert_eq!((form.operation.as_str(), form.username.as_str(), form.password.as_str()), ("enter", "guest", "word"));
    let roles: Vec<Role> = door.environment.iter().map(|variable| variable.role).collect();
    assert_eq!(roles, [Role::Username, Role::Password]);
}

#[test]
fn a_rule_about_a_stale_credential_reaches_the_runtime() {
    let wanted = wanted(&root(), &["greencubes".to_owned()], &mut ()).unwrap();
    let api = wanted.files.iter().find(|(file, _)| file.ends_with("generated/api.rs")).unwrap().1;
    assert_eq!(api.matches("stale: true").count(), 1, "{api}");
}
