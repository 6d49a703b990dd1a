//! Every example of the description decodes without losing a part, or fails as it is marked.

use std::fmt::{Debug, Write};

use clientwright_greencubes::common::rt::serde::Serialize;
use clientwright_greencubes::{Client, Error, GameServer, Response, retry};
use clientwright_tests::{examples, places};
use serde_json::Value;

use crate::builder;
use crate::stage::{Answer, Stage, compact, operations};

/// What a call answered: for people, and as it was on the wire.
pub type Told = (String, Value);

/// Calls the operation of this name.
pub async fn call(client: &Client, operation: &str) -> Result<Told, Error> {
    match operation {
        "index" => client.index().send().await.map(told),
        "get_user" => client.get_user("MossyLantern").send().await.map(told),
        "get_current_user" => client.get_current_user().send().await.map(told),
        "get_current_user_regions" => client.get_current_user_regions().send().await.map(told),
        "get_organization" => client.get_organization("owls").send().await.map(told),
        "server_status" => client.server_status(GameServer::Main).send().await.map(told),
        "server_online" => client.server_online(GameServer::Rpg).send().await.map(told),
        "main_economy" => client.main_economy().send().await.map(told),
        "main_named_colors" => client.main_named_colors().send().await.map(told),
        "main_named_colors_html" => client.main_named_colors_html().send().await.map(told),
        "main_items" => client.main_items().send().await.map(told),
        "main_region" => client.main_region("harbour_of_owls").send().await.map(told),
        "meta" => client.meta().send().await.map(told),
        "rate_limit" => client.rate_limit().send().await.map(told),
        "login" => client.login("MossyLantern", "not-a-real-password").send().await.map(told),
        "logout" => client.logout().send().await.map(told),
        other => panic!("the tests do not know the operation {other}"),
    }
}

fn told<T: Debug + Serialize>(answer: Response<T>) -> Told {
    (compact(&*answer), serde_json::to_value(&*answer).unwrap())
}

#[tokio::test]
async fn every_example_decodes_whole_or_fails_as_it_is_marked() {
    let (mut answers, mut refusals) = (String::new(), String::new());
    for operation in operations("greencubes") {
        for example in examples("greencubes", &operation) {
            let body = match &example.value {
                Value::String(page) => page.clone(),
                json => json.to_string(),
            };
            let stage = Stage::playing([Answer::of(example.status, &example.mime, body)]).await;
            let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
            let title = format!("{operation} {} {}", example.status, example.name);
            match call(&client, &operation).await {
                Ok((text, wire)) => {
                    assert!(example.status < 300 && example.error.is_none(), "{title}");
                    assert_eq!(places(&wire), places(&example.value), "{title}");
                    writeln!(answers, "{title}: {text}").unwrap();
                }
                Err(error) => {
                    assert!(example.status >= 300 || example.error.is_some(), "{title}: {error}");
                    assert_eq!(error.is_auth(), example.error.is_some() || example.status == 403, "{title}: {error}");
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(example.status));
                    assert_eq!(error.operation(), operation);
                    writeln!(refusals, "{title}: {:?}, {}", error.kind(), stage.hide(&error)).unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!("answers", answers);
    insta::assert_snapshot!("refusals", refusals);
}
