//! Logging in with a name and a password.

use clientwright_greencubes::Client;
use clientwright_greencubes::common::AuthFailure;
use clientwright_tests::{named, typical};
use serde_json::json;

use crate::stage::{Answer, Stage};
use crate::{builder, client};

#[tokio::test]
async fn a_refused_login_is_an_error_of_the_credential_although_its_status_is_200() {
    for (name, text) in [
        ("wrong_password", "Неверный пароль"),
        ("wrong_login", "Неверный логин или пароль"),
        ("not_activated", "Аккаунт не активирован"),
        ("missing_credentials", "Укажите логин и пароль"),
    ] {
        let stage = Stage::repeating(Answer::ok(named("greencubes", "login", name))).await;
        let error = client(&stage).login("MossyLantern", "wrong").send().await.unwrap_err();
        assert!(error.is_auth() && !error.is_retryable(), "{error}");
        assert_eq!((error.status().unwrap().as_u16(), error.api_message()), (200, Some(text)));
        assert_eq!((error.operation(), error.attempts(), stage.lines().len()), ("login", 1, 1));
    }
}

#[tokio::test]
async fn a_login_that_is_refused_without_a_text_is_refused_all_the_same() {
    let stage = Stage::repeating(Answer::ok(&json!({"message": {}}))).await;
    let error = client(&stage).login("MossyLantern", "wrong").send().await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.api_message(), Some("the login was refused"));
}

#[tokio::test]
async fn a_login_is_not_sent_again_after_a_server_error() {
    for status in [500, 502, 503, 504] {
        let stage = Stage::repeating(Answer::html(status)).await;
        let error = client(&stage).login("MossyLantern", "wrong").send().await.unwrap_err();
        assert!(!error.is_retryable(), "{error}");
        assert_eq!(stage.lines().len(), 1);
    }
}

#[tokio::test]
async fn a_logout_is_sent_again_after_a_server_error_and_both_texts_are_fine() {
    let bodies = [named("greencubes", "logout", "ended"), named("greencubes", "logout", "no_session")];
    let stage = Stage::playing([Answer::html(502), Answer::ok(bodies[0]), Answer::ok(bodies[1])]).await;
    let client = client(&stage);
    assert_eq!(client.logout().send().await.unwrap().message, "Success");
    let answer = client.logout().send().await.unwrap();
    assert_eq!((answer.message.as_str(), &answer.documentation_url), ("You're not logged on", &None));
    assert_eq!(stage.lines().len(), 3);
}

#[tokio::test]
async fn the_password_and_the_cookie_stay_out_of_debug() {
    let answer = Answer::ok(typical("greencubes", "login")).header("set-cookie", "sid=brass-kettle; HttpOnly");
    let stage = Stage::playing([answer]).await;
    let call = client(&stage).login("MossyLantern", "copper-kettle");
    let shown = format!("{call:?} {call:#?}");
    let answer = call.send().await.unwrap();
    let shown = format!("{shown} {answer:?} {answer:#?}");
    assert!(!shown.contains("kettle"), "{shown}");
    assert_eq!(answer.headers()["set-cookie"], "sid=brass-kettle; HttpOnly");
}

fn logged_in() -> Answer {
    Answer::ok(typical("greencubes", "login")).header("set-cookie", "sid=brass-kettle; HttpOnly")
}

fn with_session(stage: &Stage) -> Client {
    builder(stage).anonymous().session("MossyLantern", "copper-kettle").build().unwrap()
}

#[tokio::test]
async fn a_session_opens_the_calls_about_the_current_user_and_goes_with_all_that_are_counted() {
    let stage = Stage::playing([
        logged_in(),
        Answer::ok(typical("greencubes", "get_current_user")),
        Answer::ok(typical("greencubes", "get_current_user_regions")),
        Answer::ok(typical("greencubes", "main_items")),
        Answer::ok(typical("greencubes", "meta")),
    ])
    .await;
    let client = with_session(&stage);
    client.get_current_user().send().await.unwrap();
    client.get_current_user_regions().send().await.unwrap();
    client.main_items().send().await.unwrap();
    client.meta().send().await.unwrap();
    assert_eq!(stage.lines(), ["POST /login", "GET /user", "GET /user/regions", "GET /main/items", "GET /meta"]);
    let cookies: Vec<_> = stage.asked().iter().map(|asked| asked.header("cookie").to_owned()).collect();
    assert_eq!(cookies, ["", "sid=brass-kettle", "sid=brass-kettle", "sid=brass-kettle", ""]);
    assert_eq!(stage.asked()[0].body(), "username=MossyLantern&password=copper-kettle");
}

#[tokio::test]
async fn a_session_that_the_server_forgot_is_begun_anew_and_the_call_made_once_more() {
    let forgotten = || Answer::json(403, &json!({"message": "Forbidden. Need authorization"}));
    let user = Answer::ok(typical("greencubes", "get_current_user"));
    let stage =
        Stage::playing([logged_in(), forgotten(), logged_in(), user, forgotten(), logged_in(), forgotten()]).await;
    let client = with_session(&stage);
    assert_eq!(client.get_current_user().send().await.unwrap().attempts(), 2);
    let error = client.get_current_user().send().await.unwrap_err();
    assert_eq!(error.auth_failure(), Some(AuthFailure::RefusedAfterRenewal));
    assert_eq!(stage.lines().len(), 7);
}

#[tokio::test]
async fn a_refused_login_of_a_session_is_an_error_with_the_servers_words() {
    let stage = Stage::repeating(Answer::ok(named("greencubes", "login", "wrong_password"))).await;
    let client = with_session(&stage);
    for _ in 0..3 {
        let error = client.get_current_user().send().await.unwrap_err();
        assert_eq!(error.auth_failure(), Some(AuthFailure::GrantRefused));
        assert_eq!(error.api_message(), Some("Неверный пароль"));
    }
    assert_eq!(stage.lines(), ["POST /login"]);
}

#[tokio::test]
async fn without_token_and_session_the_calls_about_the_current_user_are_errors_of_the_credential() {
    let stage = Stage::repeating(Answer::json(403, &json!({"message": "Forbidden. Need authorization"}))).await;
    let client = builder(&stage).anonymous().build().unwrap();
    for error in [
        client.get_current_user().send().await.unwrap_err(),
        client.get_current_user_regions().send().await.unwrap_err(),
    ] {
        assert!(error.is_auth() && !error.is_retryable(), "{error}");
    }
}
