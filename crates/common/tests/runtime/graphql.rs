//! GraphQL over HTTP.

use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_common::GaveUp;
use clientwright_common::rt::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::*;

#[derive(Debug, Deserialize, PartialEq)]
struct Row {
    id: u32,
}

static QUERY: Operation = Operation {
    id: "report",
    method: "POST",
    path: "",
    graphql: Some(Graphql {
        document: "query Report($code: String) { report(code: $code) { title } }",
        name: "Report",
    }),
    ..GET
};

#[derive(Debug, Deserialize)]
struct Data {
    report: Option<Row>,
}

#[tokio::test]
async fn partial_data_is_kept_beside_the_errors() {
    let body = r#"{"data":{"report":null,"other":{"id":4}},"errors":[{"message":"This report does not exist.","path":["report"],"extensions":{"x":1}},"odd"]}"#;
    let server = Loopback::new(move |_| reply(200, body)).await;
    let clock = VirtualClock::skipping();
    let call = client(&server, &clock).call(&QUERY).variable("code", "abc").variable("none", &None::<u8>);
    let error = call.send_graphql::<Data>().await.unwrap_err();
    assert!(error.is_graphql() && error.attempts() == 1);
    assert_eq!(error.partial_data(), Some(&json!({"report": null, "other": {"id": 4}})));
    let errors = error.graphql_errors();
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[0].message, "This report does not exist.");
    assert!(errors[0].path.is_some() && errors[0].extensions.is_some());
    assert!(error.to_string().contains("This report does not exist. (and 1 more)"), "{error}");
    let sent: Value = serde_json::from_str(&server.requests()[0].body).unwrap();
    assert_eq!(sent["variables"], json!({"code": "abc"}));
    assert_eq!(sent["operationName"], "Report");
    assert_eq!(sent["query"], QUERY.graphql.as_ref().unwrap().document);
}

#[tokio::test]
async fn data_is_typed_and_its_mistakes_have_places() {
    let clock = VirtualClock::skipping();
    let server = Loopback::new(|_| reply(200, r#"{"data":{"report":{"id":1}},"errors":[]}"#)).await;
    let answer = client(&server, &clock).call(&QUERY).send_graphql::<Data>().await.unwrap();
    assert_eq!(answer.into_inner().report, Some(Row { id: 1 }));
    let server = Loopback::new(|_| reply(200, r#"{"data":{"report":{"id":"1"}}}"#)).await;
    let error = client(&server, &clock).call(&QUERY).send_graphql::<Data>().await.unwrap_err();
    assert_eq!(error.json_path(), Some("data.report.id"));
    let server = Loopback::new(|_| reply(401, r#"{"error":"Unauthenticated."}"#)).await;
    let error = client(&server, &clock).call(&QUERY).send_graphql::<Data>().await.unwrap_err();
    assert!(error.is_auth() && error.api_message() == Some("Unauthenticated."));
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_attempted_again_and_a_list_of_errors_is_not() {
    let clock = VirtualClock::skipping();
    let turn = AtomicUsize::new(0);
    let server = Loopback::new(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
        0 => reply(200, "<html>back soon</html>"),
        1 => reply(200, r#"{"data":{"report":{"id""#),
        2 => reply(200, r#"{"data":{"report":{"id":1}}}"#),
        _ => reply(200, r#"{"errors":[{"message":"No."}]}"#),
    })
    .await;
    let client = client(&server, &clock);
    assert_eq!(client.call(&QUERY).send_graphql::<Data>().await.unwrap().attempts(), 3);
    let error = client.call(&QUERY).send_graphql::<Data>().await.unwrap_err();
    assert_eq!((error.attempts(), error.gave_up()), (1, Some(GaveUp::Final)));
}
