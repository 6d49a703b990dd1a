//! How tokens are asked for.

use crate::support::logins::*;
use crate::support::*;

#[tokio::test]
async fn client_credentials_go_by_basic_or_in_the_body_as_the_flow_says() {
    let tokens = tokens(1000).await;
    let client = set_up(&CLIENT).base_url(&tokens.server.url).client_credentials("sample id", "sample/secret").build();
    client.unwrap().call(&AS_CLIENT).send_empty().await.unwrap();
    let request = &tokens.server.requests()[0];
    // sample+id:sample%2Fsecret
    assert_eq!(request.header("authorization"), Some("Basic c2FtcGxlK2lkOnNhbXBsZSUyRnNlY3JldA=="));
    assert_eq!(request.body, "grant_type=client_credentials");
    assert_eq!(request.target, "/oauth/token");
}

#[tokio::test]
async fn an_authorization_code_is_asked_for_with_state_and_pkce_and_exchanged_once() {
    let server = Loopback::new(|request| match request.target.starts_with("/oauth") {
        true => {
            reply(200, r#"{"access_token":{"token":"sample.a/b"},"token_type":"Bearer","refresh_token":"sample-r"}"#)
        }
        false => reply(200, "1"),
    })
    .await;
    let builder = set_up(&CODE).base_url(&server.url);
    let request = builder.authorization_request("app", "https://app.example.com/back?x=1", &["view", "edit"]).unwrap();
    let query: std::collections::BTreeMap<String, String> = request.url().query_pairs().into_owned().collect();
    assert!(request.url().as_str().starts_with(&format!("{}/oauth/authorize?", server.url)));
    assert_eq!((&*query["response_type"], &*query["client_id"], &*query["scope"]), ("code", "app", "view edit"));
    assert_eq!(
        (&*query["redirect_uri"], &*query["code_challenge_method"]),
        ("https://app.example.com/back?x=1", "S256")
    );
    let state = &query["state"];
    assert!(state.len() >= 43);
    let code = request.finish(&format!("https://app.example.com/back?x=1&code=sample-code&state={state}#f")).unwrap();
    let client = builder.authorization_code(code).build().unwrap();
    for _ in 0..2 {
        client.call(&AS_USER).send_empty().await.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].form("code").as_deref(), Some("sample-code"));
    assert_eq!(requests[0].form("client_id").as_deref(), Some("app"));
    assert_eq!(requests[0].form("redirect_uri").as_deref(), Some("https://app.example.com/back?x=1"));
    assert!(requests[0].form("code_verifier").unwrap().len() >= 43);
    assert_eq!(requests[0].form("client_secret"), None);
    assert_eq!(requests[1].target, "/thing?access_token=sample.a%2Fb");
}
