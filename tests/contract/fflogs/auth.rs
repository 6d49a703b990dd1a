//! Public data goes to one address with the client's token, private data to another with the user's.

use clientwright_fflogs::Client;
use clientwright_fflogs::auth::AuthorizationCode;
use clientwright_tests::typical;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage};
use crate::{API, anonymous, refusal};

fn token(number: u32, refresh: Option<&str>) -> Answer {
    let mut token =
        json!({"token_type": "Bearer", "expires_in": 31_104_000, "access_token": format!("invented-access-{number}")});
    if let Some(refresh) = refresh {
        token["refresh_token"] = Value::from(refresh);
    }
    Answer::ok(&token)
}

fn budget() -> Answer {
    Answer::ok(typical(API, "RateLimit"))
}

fn me() -> Answer {
    Answer::ok(typical(API, "CurrentUser"))
}

fn client(stage: &Stage) -> Client {
    anonymous(stage).client_credentials("9e2b-invented", "s3cr:t/+ ü").build().unwrap()
}

fn code(secret: Option<&str>, verifier: Option<&str>) -> AuthorizationCode {
    AuthorizationCode {
        client_id: "9e2b-invented".to_owned(),
        client_secret: secret.map(Into::into),
        redirect_uri: "http://localhost:4000/back?x=1".to_owned(),
        code: "invented-code".into(),
        pkce_verifier: verifier.map(Into::into),
    }
}

#[tokio::test]
async fn client_credentials_go_into_the_header_of_the_token_request() {
    let stage = Stage::playing([token(1, None), budget()]).await;
    client(&stage).rate_limit().send().await.unwrap();
    let asked = &stage.asked()[0];
    // `9e2b-invented:s3cr%3At%2F%2B+%C3%BC`: both parts are form-encoded before they are joined.
    let headers = "accept: application/json\n\
                   authorization: Basic OWUyYi1pbnZlbnRlZDpzM2NyJTNBdCUyRiUyQislQzMlQkM=\n\
                   content-type: application/x-www-form-urlencoded\nuser-agent: clientwright-fflogs/<version>";
    assert_eq!(asked.to_string(), format!("POST /oauth/token\n{headers}\ngrant_type=client_credentials"));
    assert_eq!(stage.asked()[1].header("authorization"), "Bearer invented-access-1");
}

#[tokio::test]
async fn a_token_is_used_for_all_calls() {
    let stage = Stage::playing([token(1, None), budget(), budget(), budget()]).await;
    let client = client(&stage);
    for _ in 0..3 {
        client.rate_limit().send().await.unwrap();
    }
    assert_eq!(stage.lines()[1..], ["POST /api/v2/client"; 3]);
}

#[tokio::test]
async fn an_unauthenticated_call_is_repeated_once_with_a_new_token() {
    let stage = Stage::playing([token(1, None), refusal("unauthenticated-401"), token(2, None), budget()]).await;
    client(&stage).rate_limit().send().await.unwrap();
    let used: Vec<_> = stage.asked().iter().map(|asked| asked.header("authorization").to_owned()).collect();
    assert_eq!([&*used[1], &*used[3]], ["Bearer invented-access-1", "Bearer invented-access-2"]);
}

#[tokio::test]
async fn a_call_that_stays_unauthenticated_is_an_error_of_the_credential() {
    let stale = || refusal("unauthenticated-401");
    let stage = Stage::playing([token(1, None), stale(), token(2, None), stale()]).await;
    let error = client(&stage).rate_limit().send().await.unwrap_err();
    assert!(error.is_auth() && !error.is_retryable(), "{error}");
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.api_message(), Some("Unauthenticated."));
    assert_eq!(stage.lines().len(), 4);
}

#[tokio::test]
async fn a_refused_client_is_an_error_with_the_words_of_the_token_endpoint() {
    let stage = Stage::repeating(refusal("invalid-client-401")).await;
    let error = client(&stage).rate_limit().send().await.unwrap_err();
    assert!(error.is_auth() && !error.is_retryable(), "{error}");
    assert_eq!(error.api_code(), Some("invalid_client"));
    assert_eq!(error.api_message(), Some("Client authentication failed"));
    assert_eq!(stage.lines(), ["POST /oauth/token"]);
}

#[tokio::test]
async fn a_page_of_the_firewall_at_the_token_endpoint_is_an_error_with_its_body() {
    let stage = Stage::repeating(Answer::html(403)).await;
    let error = client(&stage).rate_limit().send().await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert!(error.to_string().contains("Out for tea"), "{error}");
}

#[tokio::test]
async fn a_user_comes_back_from_the_browser_with_a_code_that_a_verifier_protects() {
    let stage = Stage::playing([token(1, Some("invented-refresh-1")), me()]).await;
    let builder = anonymous(&stage);
    let redirect = "http://localhost:4000/back";
    let scopes = ["view-user-profile", "view-private-reports"];
    let request = builder.authorization_request("9e2b-invented", redirect, &scopes).unwrap();
    let query = |name: &str| request.url().query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    assert_eq!(request.url().path(), "/oauth/authorize");
    let expected = ["code", "9e2b-invented", redirect, "view-user-profile view-private-reports", "S256"];
    let names = ["response_type", "client_id", "redirect_uri", "scope", "code_challenge_method"];
    assert_eq!(names.map(query), expected);
    let (state, challenge) = (query("state"), query("code_challenge"));
    let back = format!("{redirect}?code=invented-code&state={state}");

    let code = request.finish(&back).unwrap();
    builder.authorization_code(code).build().unwrap().current_user().send().await.unwrap();
    let asked = stage.asked();
    assert_eq!(asked[0].header("authorization"), "", "a public client has no secret");
    let form = "grant_type=authorization_code&code=invented-code\
                &redirect_uri=http%3A%2F%2Flocalhost%3A4000%2Fback&code_verifier=";
    let rest = asked[0].body().strip_prefix(form).unwrap_or_else(|| panic!("{}", asked[0].body()));
    let (verifier, client) = rest.split_once('&').unwrap();
    assert_eq!(client, "client_id=9e2b-invented");
    assert!(verifier.len() >= 43 && verifier != challenge);
    assert_eq!(asked[1].line(), "POST /api/v2/user");
    assert_eq!(asked[1].header("authorization"), "Bearer invented-access-1");
}

#[tokio::test]
async fn a_confidential_client_sends_its_secret_in_the_form() {
    let stage = Stage::playing([token(1, Some("invented-refresh-1")), me()]).await;
    let client = anonymous(&stage).authorization_code(code(Some("s3cr&t"), None)).build().unwrap();
    client.current_user().send().await.unwrap();
    let form = "grant_type=authorization_code&code=invented-code\
                &redirect_uri=http%3A%2F%2Flocalhost%3A4000%2Fback%3Fx%3D1&client_id=9e2b-invented\
                &client_secret=s3cr%26t";
    assert_eq!(stage.asked()[0].body(), form);
}

#[tokio::test]
async fn a_user_token_is_renewed_with_its_refresh_token_which_stays_if_no_new_one_comes() {
    let stale = || refusal("unauthenticated-401");
    let script = [token(1, Some("invented-refresh-1")), stale(), token(2, None), me(), stale(), token(3, None), me()];
    let stage = Stage::playing(script).await;
    let client = anonymous(&stage).authorization_code(code(None, Some("v"))).build().unwrap();
    client.current_user().send().await.unwrap();
    client.current_user().send().await.unwrap();
    let forms: Vec<_> = stage.asked().iter().map(|asked| asked.body().to_owned()).collect();
    let refresh = "grant_type=refresh_token&refresh_token=invented-refresh-1&client_id=9e2b-invented";
    assert_eq!([&*forms[2], &*forms[5]], [refresh, refresh]);
}

#[tokio::test]
async fn a_used_code_is_an_error_and_is_not_tried_again() {
    let stage = Stage::repeating(refusal("invalid-grant-400")).await;
    let client = anonymous(&stage).authorization_code(code(None, Some("v"))).build().unwrap();
    let error = client.current_user().send().await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.api_code(), Some("invalid_grant"));
    assert_eq!(error.api_message(), Some("The authorization code is not valid."));
    let error = client.current_user().send().await.unwrap_err();
    assert!(error.is_auth() && error.to_string().contains("log in again"), "{error}");
    assert_eq!(stage.lines(), ["POST /oauth/token"]);
}

#[tokio::test]
async fn with_both_credentials_each_call_goes_where_its_token_is_good() {
    let stage = Stage::playing([token(1, None), budget(), token(2, None), me()]).await;
    let client = anonymous(&stage)
        .client_credentials("9e2b-invented", "s3cr&t")
        .authorization_code(code(None, Some("v")))
        .build()
        .unwrap();
    client.rate_limit().send().await.unwrap();
    client.current_user().send().await.unwrap();
    let calls: Vec<_> = stage.asked().iter().map(|a| format!("{} {}", a.line(), a.header("authorization"))).collect();
    assert_eq!(calls[1], "POST /api/v2/client Bearer invented-access-1");
    assert_eq!(calls[3], "POST /api/v2/user Bearer invented-access-2");
}

#[tokio::test]
async fn a_client_with_a_user_token_only_asks_for_public_data_at_the_users_address() {
    let stage = Stage::playing([token(1, None), budget()]).await;
    let client = anonymous(&stage).authorization_code(code(None, Some("v"))).build().unwrap();
    client.rate_limit().send().await.unwrap();
    assert_eq!(stage.lines()[1], "POST /api/v2/user");
}

#[tokio::test]
async fn a_users_own_data_cannot_be_asked_for_with_client_credentials() {
    let stage = Stage::playing([]).await;
    let error = client(&stage).current_user().send().await.unwrap_err();
    assert!(error.is_auth() && error.attempts() == 0, "{error}");
    assert!(error.to_string().contains("`user`"), "{error}");
    assert!(stage.lines().is_empty());
}

#[test]
fn one_value_moves_all_addresses_to_another_site() {
    let builder = Client::builder().server_variable("site", "cn");
    let shown = format!("{:?}", builder.clone().build().unwrap());
    for path in ["https://cn.fflogs.com/api/v2/client", "https://cn.fflogs.com/api/v2/user"] {
        assert!(shown.contains(path), "{shown}");
    }
    let request = builder.authorization_request("9e2b-invented", "http://localhost:4000/back", &[]).unwrap();
    assert!(request.url().as_str().starts_with("https://cn.fflogs.com/oauth/authorize?"), "{}", request.url());
}
