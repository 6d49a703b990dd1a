//! What answers are read as, and the errors that they become.

use clientwright_common::rt::*;
use serde::Deserialize;

use crate::support::*;

#[derive(Debug, Deserialize, PartialEq)]
struct Row {
    id: u32,
}

#[tokio::test]
async fn an_answer_of_another_shape_is_a_decode_error_that_shows_the_place() {
    static ENVELOPE: Operation = Operation { envelope: Some("/data"), ..GET };
    let clock = VirtualClock::skipping();
    let cases: [(&str, u32, &str, &str); 6] = [
        (r#"{"data":[{"id":1},{"id":"x"}]}"#, 1, "data[1].id", "invalid type"),
        (r#"{"error":"no"}"#, 1, ".", "the answer has no `/data`"),
        ("<html><body>down</body></html>", 3, ".", "expected JSON, got text/html"),
        ("", 3, ".", "the body is empty"),
        (r#"{"data":[{"id":1},{"i"#, 3, "data[1]", "cut off"),
        (r#"{"data":[{"id":1}]} x"#, 3, ".", "expected JSON"),
    ];
    for (body, attempts, path, text) in cases {
        let server = Loopback::new(move |_| reply(200, body).header("content-type", "text/html")).await;
        let error = client(&server, &clock).call(&ENVELOPE).send_json::<Vec<Row>>().await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!(error.json_path().map(|path| path.trim_end_matches(".?")), Some(path), "{error}");
        let told = (error.status().unwrap().as_u16(), error.operation(), error.attempts());
        assert_eq!(told, (200, "get_thing", attempts));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert!(error.to_string().contains(text), "{error}");
    }
    let server = Loopback::new(|_| reply(200, r#"{"message":"nothing matched"}"#)).await;
    let none = client(&server, &clock).call(&ENVELOPE).send_json::<Option<Vec<Row>>>().await.unwrap();
    assert_eq!(none.into_inner(), None);
    let server = Loopback::new(|_| reply(200, "\u{feff}{\"data\":[{\"id\":3}],\"more\":{\"data\":1}}")).await;
    let rows = client(&server, &clock).call(&ENVELOPE).send_json::<Vec<Row>>().await.unwrap();
    assert_eq!(*rows, [Row { id: 3 }]);
    let server = Loopback::new(|_| reply(204, "")).await;
    assert_eq!(client(&server, &clock).call(&GET).send_json::<Option<Row>>().await.unwrap().into_inner(), None);
    assert!(client(&server, &clock).call(&GET).send_json::<Row>().await.unwrap_err().is_decode());
}

#[tokio::test]
async fn a_body_that_the_api_answers_errors_with_is_an_error_whatever_the_status() {
    const fn rule(pointer: &'static str, test: BodyTest, kind: BodyErrorKind) -> BodyRule {
        BodyRule {
            pointer,
            test,
            operations: &[],
            kind,
            message: "the API gave no reason",
            retryable: false,
            stale: false,
        }
    }
    static STRANGE: Api = Api {
        errors: ErrorRules {
            bodies: &[
                rule("/error", BodyTest::Contains("too fast"), BodyErrorKind::RateLimited),
                BodyRule { retryable: true, ..rule("/error", BodyTest::Is(&["busy"]), BodyErrorKind::Api) },
                BodyRule {
                    operations: &["throw"],
                    ..rule("/state", BodyTest::IsNot(&["success"]), BodyErrorKind::Auth)
                },
                rule("/message", BodyTest::IsObject, BodyErrorKind::NotFound),
                rule("/error", BodyTest::IsString, BodyErrorKind::Api),
            ],
            message: &["/message/message", "/error"],
            ..RULES
        },
        ..API
    };
    let clock = VirtualClock::skipping();
    let ask = async |status: u16, body: &'static str, operation: &'static Operation| {
        let server = Loopback::new(move |_| reply(status, body)).await;
        let client = set_up(&STRANGE).base_url(&server.url).clock(clock.clone()).build().unwrap();
        client.call(operation).send_empty().await
    };
    let error = ask(200, r#"{"error":"Please ask","code":17,"request_id":"r-1"}"#, &GET).await.unwrap_err();
    assert!(error.is_refused());
    assert_eq!(
        (error.api_message(), error.api_code(), error.request_id()),
        (Some("Please ask"), Some("17"), Some("r-1"))
    );
    let error = ask(200, r#"{"error":"Requesting too fast!"}"#, &POST).await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 3);
    assert_eq!(ask(200, r#"{"error":"BUSY"}"#, &GET).await.unwrap_err().attempts(), 3);
    assert_eq!(ask(200, r#"{"error":"busy"}"#, &POST).await.unwrap_err().attempts(), 1);
    let error = ask(200, r#"{"message":{"message":"wrong"}}"#, &GET).await.unwrap_err();
    assert!(error.is_not_found() && error.api_message() == Some("wrong"));
    let error = ask(201, r#"{"state":"no"}"#, &POST).await.unwrap_err();
    assert!(error.is_auth() && error.api_message() == Some("the API gave no reason"));
    ask(200, r#"{"state":"no"}"#, &GET).await.unwrap();
    ask(200, r#"{"state":"Success","error":null}"#, &POST).await.unwrap();
    ask(200, r#"[{"error":"a row"}]"#, &GET).await.unwrap();
    assert!(ask(404, r#"{"error":"no"}"#, &GET).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read() {
    let server = Loopback::new(|_| reply(200, vec![b' '; 5000])).await;
    let client = set_up(&PLAIN).base_url(&server.url).max_body(4999).build().unwrap();
    assert!(client.call(&GET).send_raw().await.unwrap_err().is_too_large());
    let client = set_up(&PLAIN).base_url(&server.url).max_body(5000).build().unwrap();
    assert_eq!(client.call(&GET).send_raw().await.unwrap().len(), 5000);
}

#[tokio::test]
async fn text_is_read_in_its_charset() {
    let server = Loopback::new(|_| {
        reply(200, b"\xcf\xf0\xe8".to_vec()).header("content-type", "text/html; charset=windows-1251")
    })
    .await;
    let clock = VirtualClock::skipping();
    assert_eq!(*client(&server, &clock).call(&GET).send_text().await.unwrap(), "При");
}
