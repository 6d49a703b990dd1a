//! A user is created and found again; the key goes along, and is shown to nobody.

use std::error::Error;

use clientwright_okta::{Client, UserProfile};
use httpmock::{Method, MockServer};
use serde_json::json;

/// An invented key, which opens nothing.
const KEY: &str = "SSWS invented-teapot-key";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let user = json!({
        "id": "00invented", "status": "A_STATUS_THAT_NOBODY_KNEW", "created": "2026-03-01T08:00:00.000Z",
        "profile": { "firstName": "Tilda", "login": "tilda@teapots.example", "favouriteTea": "Assam" },
    });
    let creates = server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/api/v1/users")
                .query_param("activate", "false")
                .header("authorization", KEY)
                .json_body(json!({ "profile": { "firstName": "Tilda", "login": "tilda@teapots.example" } }));
            then.status(200).json_body(user.clone());
        })
        .await;
    let finds = server
        .mock_async(|when, then| {
            when.method(Method::GET).path("/api/v1/users").query_param("q", "Tilda").header("authorization", KEY);
            then.status(200).json_body(json!([user]));
        })
        .await;

    let okta = Client::builder().base_url(server.base_url()).api_key(KEY).build()?;
    assert!(!format!("{okta:?}").contains("invented-teapot-key"));
    let profile = UserProfile {
        first_name: Some("Tilda".to_owned()),
        login: Some("tilda@teapots.example".to_owned()),
        ..UserProfile::default()
    };
    let created = okta.create_user().profile(profile).activate(false).send().await?;
    let found = okta.list_users().q("Tilda").send().await?;
    creates.assert_async().await;
    finds.assert_async().await;
    assert_eq!(found.first(), Some(&*created));
    for user in found.iter() {
        println!("{:?} is {:?} since {:?}", user.id, user.status, user.created);
    }
    Ok(())
}
