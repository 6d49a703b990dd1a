//! The authorization code grant: the browser step, the exchange, and its refusals.

use clientwright_greencubes::common::auth::AuthorizationCode;
use clientwright_greencubes::{Client, Error};
use clientwright_tests::typical;
use serde_json::{Value, json};

use crate::stage::{Answer, SkippingClock, Stage};

const REDIRECT: &str = "https://example.org/oauth/callback?shop=tea";

fn token() -> Value {
    let token = "Steam/Token.".repeat(21);
    json!({
        "access_token": {"token": token, "userId": 48213, "username": "MossyLantern", "clientId": 7, "scope": "profile"},
        "token_type": "Bearer",
    })
}

fn code() -> AuthorizationCode {
    AuthorizationCode {
        client_id: "7".to_owned(),
        client_secret: Some("invented&kettle secret".into()),
        redirect_uri: REDIRECT.to_owned(),
        code: "InventedCodeOfThirtyTwoKettles.7".into(),
        pkce_verifier: None,
    }
}

fn user() -> Answer {
    Answer::ok(typical("greencubes", "get_current_user"))
}

fn client(stage: &Stage) -> Client {
    let builder = Client::builder().base_url(stage.url("")).clock(SkippingClock::new());
    builder.authorization_code(code()).build().unwrap()
}

#[tokio::test]
async fn a_code_is_exchanged_once_and_the_token_goes_into_the_query_of_the_calls() {
    let regions = Answer::ok(typical("greencubes", "get_current_user_regions"));
    let stage = Stage::playing([Answer::ok(&token()), user(), regions, user()]).await;
    let client = client(&stage);
    let answer = client.get_current_user().send().await.unwrap();
    assert_eq!(answer.username, "MossyLantern");
    client.get_current_user_regions().send().await.unwrap();
    client.clone().get_current_user().send().await.unwrap();
    let token = "Steam%2FToken.".repeat(21);
    assert_eq!(
        stage.lines(),
        [
            "POST /oauth/access_token".to_owned(),
            format!("GET /user?access_token={token}"),
            format!("GET /user/regions?access_token={token}"),
            format!("GET /user?access_token={token}"),
        ]
    );
    assert_eq!(
        stage.asked()[0].to_string(),
        "POST /oauth/access_token\naccept: application/json\ncontent-type: application/x-www-form-urlencoded\n\
         user-agent: clientwright-greencubes/<version>\n\
         grant_type=authorization_code&code=InventedCodeOfThirtyTwoKettles.7\
         &redirect_uri=https%3A%2F%2Fexample.org%2Foauth%2Fcallback%3Fshop%3Dtea\
         &client_id=7&client_secret=invented%26kettle+secret"
    );
    assert_eq!(stage.asked()[1].header("authorization"), "");
}

#[tokio::test]
async fn calls_that_come_together_share_one_exchange() {
    let stage = Stage::playing([Answer::ok(&token()), user(), user(), user()]).await;
    let client = client(&stage);
    let (one, two, three) = tokio::join!(
        client.get_current_user().send(),
        client.get_current_user().send(),
        client.get_current_user().send()
    );
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(stage.lines().iter().filter(|line| line.starts_with("POST")).count(), 1);
}

#[tokio::test]
async fn open_calls_do_not_exchange_the_code() {
    let stage = Stage::playing([Answer::ok(typical("greencubes", "get_user"))]).await;
    client(&stage).get_user("MossyLantern").send().await.unwrap();
    assert_eq!(stage.lines(), ["GET /users/MossyLantern"]);
}

#[tokio::test]
async fn a_token_answer_of_an_older_server_and_a_plain_one_are_understood() {
    let mut older = token();
    older["token_type"] = json!("bearer");
    older["access_token"]["scope"] = json!(null);
    let plain = json!({"access_token": "Steam/Token.", "token_type": "Bearer"});
    for answer in [older, plain] {
        let stage = Stage::playing([Answer::ok(&answer), user()]).await;
        client(&stage).get_current_user().send().await.unwrap();
        assert!(stage.lines()[1].starts_with("GET /user?access_token=Steam%2FToken."), "{:?}", stage.lines());
    }
}

/// Makes a call whose code is answered so; the error, and what was sent.
async fn refused(answer: Answer) -> (Error, Vec<String>) {
    let stage = Stage::repeating(answer).await;
    let error = client(&stage).get_current_user().send().await.unwrap_err();
    assert!(error.to_string().contains("/oauth/access_token"), "{error}");
    assert_eq!(error.operation(), "get_current_user");
    let shown = format!("{error} {error:?} {error:#?} {}", String::from_utf8_lossy(error.body().unwrap_or_default()));
    assert!(!shown.contains("Kettle") && !shown.contains("kettle"), "{shown}");
    (error, stage.lines())
}

#[tokio::test]
async fn a_refused_exchange_is_an_error_of_the_credential_in_all_its_shapes() {
    let description = |code: &str, text: &str| json!({"error": code, "error_description": text});
    for (answer, code, text) in [
        (Answer::of(401, "text/plain", "Unauthorized"), None, "Unauthorized"),
        (
            Answer::json(403, &description("invalid_grant", "Invalid authorization code")),
            Some("invalid_grant"),
            "Invalid authorization code",
        ),
        (Answer::json(400, &json!({"message": "redirect_uri is not defined"})), None, "redirect_uri is not defined"),
        (
            Answer::json(501, &description("unsupported_grant_type", "Unsupported grant type: tea")),
            Some("unsupported_grant_type"),
            "Unsupported grant type: tea",
        ),
    ] {
        let (error, lines) = refused(answer).await;
        assert!(error.is_auth() && !error.is_retryable(), "{error:?}");
        assert_eq!((error.api_code(), error.api_message()), (code, Some(text)));
        assert_eq!(lines, ["POST /oauth/access_token"]);
    }
}

/// Older servers refuse with status 500; the code of the error tells that it is no trouble of the server.
#[tokio::test]
async fn a_refused_exchange_of_an_older_server_is_an_error_of_the_credential_too() {
    for (code, text) in [("invalid_grant", "invalid code"), ("unsupported_grant_type", "invalid grant type")] {
        let (error, lines) = refused(Answer::json(500, &json!({"error": code, "error_description": text}))).await;
        assert_eq!((error.api_code(), error.api_message()), (Some(code), Some(text)));
        assert_eq!(lines, ["POST /oauth/access_token"]);
        assert!(error.is_auth() && !error.is_retryable(), "{error:?}");
    }
}

#[tokio::test]
async fn an_answer_without_a_token_is_an_error_and_never_a_panic() {
    for body in ["", "<html>", "[]", "null", "{}", r#"{"access_token": {}}"#, r#"{"access_token": {"token": 7}}"#] {
        let (error, lines) = refused(Answer::of(200, "application/json", body)).await;
        assert!(error.is_decode(), "{body} {error:?}");
        assert_eq!((error.status().unwrap().as_u16(), lines.len()), (200, 1), "{body}");
    }
    let mut other = token();
    other["token_type"] = json!("mac");
    let (error, _) = refused(Answer::ok(&other)).await;
    assert!(error.is_auth(), "{error}");
}

#[tokio::test]
async fn a_code_is_not_sent_again_after_a_server_error_or_a_refusal() {
    for status in [500, 502, 503] {
        let (error, lines) = refused(Answer::html(status)).await;
        assert!(!error.is_auth(), "{error}");
        assert_eq!(lines.len(), 1, "{status}");
    }
    let stage = Stage::repeating(Answer::of(401, "text/plain", "Unauthorized")).await;
    let client = client(&stage);
    client.get_current_user().send().await.unwrap_err();
    let error = client.get_current_user().send().await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(stage.lines().len(), 1);
}

/// There are no refresh tokens: the player has to grant again.
#[tokio::test]
async fn a_token_that_the_server_forgot_is_an_error_of_the_credential() {
    let forbidden = json!({"message": "Forbidden. Need authorization"});
    let stage = Stage::playing([Answer::ok(&token()), Answer::json(403, &forbidden)]).await;
    let error = client(&stage).get_current_user().send().await.unwrap_err();
    assert!(error.is_auth() && !error.is_retryable(), "{error}");
    assert_eq!(error.api_message(), Some("Forbidden. Need authorization"));
    assert_eq!(stage.lines().len(), 2);
}

#[tokio::test]
async fn the_token_and_what_it_was_got_with_stay_out_of_debug() {
    let stage = Stage::playing([Answer::ok(&token()), Answer::json(403, &token())]).await;
    let builder = Client::builder().base_url(stage.url("")).authorization_code(code());
    let client = builder.clone().build().unwrap();
    let error = client.get_current_user().send().await.unwrap_err();
    let shown = format!("{:?} {builder:#?} {client:#?} {error} {error:#?}", code());
    let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
    for secret in ["Steam", "Kettles", "kettle"] {
        assert!(!shown.contains(secret) && !body.contains(secret), "{shown} {body}");
    }
}

#[test]
fn the_browser_is_sent_to_the_authorization_page_and_its_return_gives_the_code() {
    let builder = Client::builder();
    let request = builder.authorization_request("7", REDIRECT, &["profile", "regions"]).unwrap();
    let url = request.url().clone();
    assert_eq!(url.as_str().split('?').next(), Some("https://api.greencubes.org/oauth/authorize"));
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let names: Vec<_> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["response_type", "client_id", "redirect_uri", "state", "scope"]);
    assert_eq!((&*pairs[0].1, &*pairs[1].1, &*pairs[2].1), ("code", "7", REDIRECT));
    let state = &pairs[3].1;
    assert!(state.len() >= 22, "{state}");

    let code = request.clone().finish(&format!("{REDIRECT}&code=InventedCode&state={state}")).unwrap();
    assert_eq!((code.client_id.as_str(), code.redirect_uri.as_str()), ("7", REDIRECT));
    assert_eq!(code.code.expose(), "InventedCode");
    assert!(code.client_secret.is_none() && code.pkce_verifier.is_none());

    for address in [
        format!("{REDIRECT}&code=InventedCode"),
        format!("{REDIRECT}&code=InventedCode&state=other"),
        format!("{REDIRECT}&state={state}"),
        format!("{REDIRECT}#access_token=InventedToken&token_type=Bearer"),
    ] {
        let error = request.clone().finish(&address).unwrap_err();
        assert!(error.is_auth(), "{address} {error}");
        assert!(!format!("{error} {error:?}").contains("Invented"), "{error:?}");
    }
    let again = builder.authorization_request("7", REDIRECT, &[]).unwrap();
    assert!(!again.url().as_str().contains(state.as_str()), "the state is new each time");
}

#[tokio::test]
async fn the_way_from_the_browser_to_the_first_call_is_whole() {
    let stage = Stage::playing([Answer::ok(&token()), user()]).await;
    let builder = Client::builder().base_url(stage.url(""));
    let request = builder.authorization_request("7", REDIRECT, &[]).unwrap();
    assert!(request.url().as_str().starts_with(&stage.url("/oauth/authorize?")), "{}", request.url());
    let state = request.url().query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let mut code = request.finish(&format!("?shop=tea&code=InventedCode&state={state}")).unwrap();
    code.client_secret = Some("invented-secret".into());
    let client = builder.authorization_code(code).build().unwrap();
    client.get_current_user().send().await.unwrap();
    let form = stage.asked()[0].body().to_owned();
    assert!(form.contains("&code=InventedCode&") && !form.contains("code_verifier"), "{form}");
}

/// The answer of the implicit flow stands in the fragment of the redirect, which only the program sees.
#[tokio::test]
async fn the_token_of_the_implicit_flow_is_used_as_it_is() {
    let stage = Stage::playing([user()]).await;
    let builder = Client::builder().base_url(stage.url("")).bearer_token("InventedTokenOf.The/Fragment");
    builder.build().unwrap().get_current_user().send().await.unwrap();
    assert_eq!(stage.lines(), ["GET /user?access_token=InventedTokenOf.The%2FFragment"]);
}
