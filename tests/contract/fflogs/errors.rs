//! Success with status 200 is not success: errors are typed, and what was answered all the same is kept.

use clientwright_fflogs::Error;
use serde_json::json;

use crate::stage::{Answer, Stage};
use crate::{Client, anonymous, client, refusal};

async fn report(answer: Answer) -> (Stage, Error) {
    let stage = Stage::repeating(answer).await;
    let error = client(&stage).report_by_code("InventedReport01").send().await.unwrap_err();
    (stage, error)
}

#[tokio::test]
async fn a_character_that_is_not_there_is_null_and_no_error() {
    let stage = Stage::playing([refusal("character-not-found-200")]).await;
    let answer = client(&stage).character_by_name("Nobody Atall", "emberfall", "EU").send().await.unwrap();
    assert_eq!(answer.character_data.as_ref().unwrap().character, None);
}

#[tokio::test]
async fn an_answer_with_data_and_errors_keeps_both() {
    let stage = Stage::playing([refusal("cold-report-200")]).await;
    let error = client(&stage).report_master_data("InventedReport01").send().await.unwrap_err();
    assert!(error.is_graphql(), "{error}");
    assert_eq!(error.status().unwrap(), 200);
    let report = &error.partial_data().unwrap()["reportData"]["report"];
    assert_eq!(report["masterData"]["logVersion"], 75);
    let [first] = error.graphql_errors() else { panic!("{error:?}") };
    assert_eq!(first.message, "Internal server error");
    let path: Vec<_> = first.path.iter().flatten().map(ToString::to_string).collect();
    assert_eq!(path, ["reportData", "report", "masterData", "abilities"]);
    assert_eq!(
        stage.hide(error),
        "fflogs ReportMasterData: the answer holds GraphQL errors (status 200): Internal server error \
         [POST http://stage/api/v2/client]"
    );
}

#[tokio::test]
async fn a_document_that_does_not_validate_is_a_graphql_error_without_data() {
    let (stage, error) = report(refusal("validation-200")).await;
    assert!(error.is_graphql() && !error.is_retryable(), "{error}");
    assert_eq!(error.partial_data(), None);
    assert!(error.graphql_errors()[0].message.contains("teapot"));
    let place = &error.graphql_errors()[0].locations.as_ref().unwrap()[0];
    assert_eq!((place.line, place.column), (4, 7));
    assert_eq!(stage.lines().len(), 1);
}

#[tokio::test]
async fn a_report_that_does_not_exist_is_not_found() {
    let (_, error) = report(refusal("report-not-found-200")).await;
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.api_message(), Some("This report does not exist."));
    assert_eq!(error.graphql_errors().len(), 1);
}

#[tokio::test]
async fn a_private_and_an_archived_report_need_another_credential() {
    for (name, text) in [
        ("report-private-200", "You do not have permission to view this report."),
        ("report-archived-200", "This report has been archived."),
    ] {
        let (_, error) = report(refusal(name)).await;
        assert!(error.is_auth() && !error.is_retryable(), "{error}");
        assert_eq!(error.api_message(), Some(text));
        assert_eq!(error.graphql_errors()[0].message, text);
    }
}

#[tokio::test]
async fn an_error_that_is_told_apart_keeps_the_data_that_came_with_it() {
    for (name, place) in [
        ("report-not-found-200", "/reportData"),
        ("report-archived-200", "/reportData/report/code"),
        ("rate-limited-200", "/rateLimitData/limitPerHour"),
    ] {
        let (_, error) = report(refusal(name)).await;
        let data = error.partial_data().unwrap_or_else(|| panic!("no data: {error}"));
        assert!(data.pointer(place).is_some(), "{data}");
    }
}

#[tokio::test]
async fn an_error_says_each_thing_once() {
    let (_, error) = report(refusal("report-archived-200")).await;
    assert_eq!(error.to_string().matches("This report has been archived.").count(), 1, "{error}");
}

#[tokio::test]
async fn a_refusal_of_a_report_does_not_cost_a_new_token_and_a_second_query() {
    for name in ["report-private-200", "report-archived-200"] {
        let token = json!({"token_type": "Bearer", "expires_in": 31_104_000, "access_token": "invented-access"});
        let stage = Stage::playing([Answer::ok(&token), refusal(name), Answer::ok(&token), refusal(name)]).await;
        let client = anonymous(&stage).client_credentials("id", "invented-secret").build().unwrap();
        let error = client.report_by_code("InventedReport01").send().await.unwrap_err();
        assert!(error.is_auth(), "{error}");
        assert_eq!(stage.lines(), ["POST /oauth/token", "POST /api/v2/client"]);
    }
}

#[tokio::test]
async fn a_ranking_that_is_refused_is_an_answer_whose_view_is_refused() {
    let stage = Stage::playing([refusal("rankings-refused-200"), refusal("invalid-difficulty-200")]).await;
    let client = client(&stage);
    let answer = client
        .character_encounter_rankings("Suki Marblefin", "tidewatch", "EU", 9101)
        .send()
        .await
        .unwrap()
        .into_inner();
    let character = answer.character_data.unwrap().character.unwrap();
    assert_eq!(character.name, "Suki Marblefin");
    let error = character.encounter_rankings.unwrap().get().unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert_eq!(error.api_message(), Some("You do not have permission to see this character's rankings."));

    let answer = client.character_zone_rankings("Mira Lanternwick", "emberfall", "EU").difficulty(7).send().await;
    let character = answer.unwrap().into_inner().character_data.unwrap().character.unwrap();
    assert!(character.zone_rankings.unwrap().get().unwrap_err().is_refused());
}

#[tokio::test]
async fn an_answer_of_another_shape_is_an_error_with_status_operation_place_and_body() {
    let truncated = r#"{"data": {"reportData": {"report": {"code": "Inv"#;
    let strange = json!({"data": {"reportData": {"report": {"code": 5}}}});
    for (answer, attempts, place, text) in [
        (Answer::html(200), 3, ".", "Out for tea"),
        (Answer::of(200, "application/json", ""), 3, ".", "empty"),
        (Answer::of(200, "application/json", truncated), 3, "data.reportData.report.code", "cut off"),
        (Answer::ok(&json!({})), 1, ".", "{}"),
        (Answer::ok(&json!([])), 1, ".", "[]"),
        (Answer::ok(&json!({"data": null})), 1, "data", "null"),
        (Answer::ok(&strange), 1, "data.reportData.report.code", "integer `5`"),
    ] {
        let (stage, error) = report(answer.clone()).await;
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.operation(), "ReportByCode");
        assert_eq!(error.json_path(), Some(place), "{answer:?}: {error}");
        let told = error.to_string();
        assert!(told.starts_with("fflogs ReportByCode: ") && told.contains(text), "{told}");
        assert_eq!(stage.lines().len(), attempts);
    }
}

#[tokio::test]
async fn a_rank_in_a_guild_that_is_new_does_not_break_the_answer() {
    let mut body = clientwright_tests::typical("fflogs", "CurrentUser").clone();
    body["data"]["userData"]["currentUser"]["guilds"][0]["currentUserRank"] = "TeaMaster".into();
    let stage = Stage::playing([Answer::ok(&body)]).await;
    let answer = client(&stage).current_user().send().await.unwrap();
    assert_eq!(serde_json::to_value(&*answer).unwrap(), body["data"]);
}

#[tokio::test]
async fn a_page_of_the_firewall_is_an_error_of_the_credential_with_its_body() {
    let (_, error) = report(Answer::html(403)).await;
    assert!(error.is_auth(), "{error}");
    assert!(error.to_string().contains("Out for tea"), "{error}");
    assert!(error.graphql_errors().is_empty());
}

#[tokio::test]
async fn a_site_that_is_down_is_asked_again() {
    for status in [500, 502, 503, 504, 520, 521, 522, 523, 524] {
        let (stage, error) = report(Answer::html(status)).await;
        assert!(error.is_retryable(), "{error}");
        assert_eq!(stage.lines().len(), 3, "{status}");
    }
    let stage = Stage::playing([
        Answer::html(503),
        Answer::html(520),
        Answer::ok(clientwright_tests::typical("fflogs", "ReportByCode")),
    ]);
    let answer = client(&stage.await).report_by_code("InventedReport01").send().await.unwrap();
    assert_eq!(answer.attempts(), 3);
}

#[tokio::test]
async fn no_secret_is_in_debug_and_display() {
    let secrets =
        ["invented-client-secret", "invented-access", "invented-refresh", "invented-verifier", "invented-code"];
    let token = json!({"access_token": secrets[1], "refresh_token": secrets[2], "expires_in": 100});
    let echo = json!({"errors": [{"message": format!("I was told {}", secrets[1])}], "data": null});
    let stage = Stage::playing([Answer::ok(&token), Answer::ok(&echo)]).await;
    let code = clientwright_fflogs::auth::AuthorizationCode {
        client_id: "9e2b".to_owned(),
        client_secret: Some(secrets[0].into()),
        redirect_uri: "http://localhost:4000/back".to_owned(),
        code: secrets[4].into(),
        pkce_verifier: Some(secrets[3].into()),
    };
    let builder = anonymous(&stage).client_credentials("9e2b", secrets[0]).authorization_code(code.clone());
    let client: Client = builder.clone().build().unwrap();
    let call = client.current_user();
    let shown = format!("{code:?} {builder:?} {builder:#?} {client:?} {client:#?} {call:?}");
    let error = call.send().await.unwrap_err();
    assert!(error.is_graphql(), "{error}");
    let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
    let shown = format!("{shown} {error} {error:?} {error:#?} {body} {:?}", error.graphql_errors());
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret} is shown: {shown}");
    }
}

/// Partial data and errors are both in a raw answer.
#[tokio::test]
async fn a_raw_answer_holds_its_errors_and_whatever_does_not_fit() {
    let body = json!({"data": {"rateLimitData": "?"}, "errors": [{"message": "half of it"}]});
    let stage = Stage::playing([Answer::html(503), Answer::ok(&body), Answer::ok(&body)]).await;
    let client = client(&stage);
    let answer = client.rate_limit().send_raw().await.unwrap();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&answer).unwrap(), body);
    assert_eq!(answer.attempts(), 2);
    for asked in stage.asked() {
        assert_eq!(asked.header("authorization"), "Bearer invented-client-token");
        assert!(asked.json()["query"].as_str().unwrap().contains("rateLimitData"));
    }
    assert!(client.rate_limit().send().await.unwrap_err().is_graphql());
}
