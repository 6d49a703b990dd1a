//! Answers and errors whose type depends on their status.

use clientwright_common::rt::*;
use serde::Deserialize;

use crate::support::*;

#[derive(Debug, Deserialize, PartialEq)]
struct Thing {
    id: u32,
}

/// As generated code has it.
#[derive(Debug, PartialEq)]
enum ThrowAnswer {
    Ok(Thing),
    Created(String),
    Accepted(Bytes),
    NoContent,
}

impl FromAnswer for ThrowAnswer {
    fn read(answer: &AnswerParts<'_>) -> Result<Self, Mismatch> {
        match answer.status() {
            200 => answer.json().map(Self::Ok),
            201 => answer.text().map(Self::Created),
            202 => Ok(Self::Accepted(answer.bytes())),
            204 => Ok(Self::NoContent),
            _ => Err(answer.unexpected()),
        }
    }
}

async fn ask(operation: &'static Operation, status: u16, body: &'static [u8]) -> Result<ThrowAnswer, Error> {
    let server =
        Loopback::new(move |_| reply(status, body).header("content-type", "text/plain; charset=windows-1251")).await;
    let client = client(&server, &VirtualClock::skipping());
    client.call(operation).send_by_status::<ThrowAnswer>().await.map(Response::into_inner)
}

#[tokio::test]
async fn an_answer_is_what_its_status_says() {
    assert_eq!(ask(&POST, 200, b"{\"id\":1}").await.unwrap(), ThrowAnswer::Ok(Thing { id: 1 }));
    assert_eq!(ask(&POST, 201, b"\xcf\xf0\xe8").await.unwrap(), ThrowAnswer::Created("При".to_owned()));
    assert_eq!(ask(&POST, 202, b"\x00\xff").await.unwrap(), ThrowAnswer::Accepted(Bytes::from_static(b"\x00\xff")));
    assert_eq!(ask(&POST, 204, b"").await.unwrap(), ThrowAnswer::NoContent);
    static WRAPPED: Operation = Operation { envelope: Some("/data"), ..POST };
    assert_eq!(ask(&WRAPPED, 200, b"{\"data\":{\"id\":2}}").await.unwrap(), ThrowAnswer::Ok(Thing { id: 2 }));
}

#[tokio::test]
async fn an_answer_that_is_something_else_is_a_decode_error() {
    let error = ask(&POST, 200, b"{\"id\":\"x\"}").await.unwrap_err();
    assert!(error.is_decode() && error.json_path() == Some("id"), "{error}");
    let error = ask(&POST, 206, b"part").await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("no answer with the status 206"), "{error}");
    assert_eq!(error.body(), Some(&b"part"[..]));
    assert!(ask(&POST, 404, b"").await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_body_of_an_error_is_read_as_the_type_of_its_status() {
    let error = ask(&POST, 409, b"{\"id\":3,\"more\":1}").await.unwrap_err();
    assert_eq!(error.body_as::<Thing>().unwrap(), Thing { id: 3 });
    let unfit = error.body_as::<Vec<u8>>().unwrap_err();
    assert!(unfit.is_decode() && unfit.json_path() == Some(".") && unfit.status() == error.status(), "{unfit}");
    for body in [&b"<html>"[..], b""] {
        assert!(ask(&POST, 409, body).await.unwrap_err().body_as::<Thing>().unwrap_err().is_decode());
    }
    let nothing_sent = client(&Loopback::new(|_| reply(200, "")).await, &VirtualClock::skipping())
        .call(&POST)
        .header("bad name", "x")
        .send_empty()
        .await
        .unwrap_err();
    assert!(nothing_sent.body_as::<Thing>().unwrap_err().to_string().contains("no body"));
}
