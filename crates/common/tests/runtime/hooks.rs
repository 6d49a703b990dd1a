//! What a hook sees of an attempt, and what it can do.

use std::sync::{Arc, Mutex};

use clientwright_common::hook::Refusal;
use clientwright_common::rt::*;
use http::HeaderValue;

use crate::support::*;

static KEYED: Api = Api {
    schemes: &[Scheme {
        name: "key",
        kind: SchemeKind::ApiKey,
        placement: Placement::Header { name: "x-key", word: "", prefix: "" },
        flows: &[],
        server: None,
        environment: &[],
    }],
    ..API
};
static WITH_KEY: Operation = Operation { security: &[&["key"]], ..GET };

#[tokio::test]
async fn a_hook_sees_every_attempt_without_its_credential_and_adds_headers() {
    let failures = Mutex::new(1);
    let server = Loopback::new(move |_| {
        let mut left = failures.lock().unwrap();
        let failed = *left > 0;
        *left = 0;
        reply(if failed { 503 } else { 200 }, "1")
    })
    .await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let book = seen.clone();
    let builder = set_up(&KEYED).base_url(&server.url).clock(VirtualClock::skipping()).api_key("sample-key");
    let client = builder
        .before_attempt(move |attempt| {
            let number = attempt.number();
            attempt.headers().insert("x-attempt", HeaderValue::from(number));
            attempt.headers().insert("x-key", HeaderValue::from_static("mine"));
            book.lock().unwrap().push(format!("{} {} {attempt:?}", attempt.method(), attempt.path_template()));
            Ok(())
        })
        .build()
        .unwrap();
    client.call(&WITH_KEY).send_empty().await.unwrap();
    let sent: Vec<_> = server.requests().iter().map(|r| r.header("x-attempt").unwrap().to_owned()).collect();
    assert_eq!(sent, ["1", "2"]);
    assert!(server.requests().iter().all(|request| request.header("x-key") == Some("sample-key")));
    let seen = seen.lock().unwrap().join("\n");
    assert!(seen.starts_with("GET /thing Attempt { operation: \"get_thing\", number: 1") && !seen.contains("sample"));
}

#[tokio::test]
async fn a_hook_that_refuses_ends_the_call_before_anything_is_sent() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let builder = set_up(&PLAIN).base_url(&server.url);
    let client = builder.before_attempt(|_| Err(Refusal::new("not on Sundays"))).build().unwrap();
    let error = client.call(&GET).send_empty().await.unwrap_err();
    assert!(error.is_config() && error.to_string().contains("not on Sundays"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_hook_that_panics_ends_its_call_and_no_other() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let builder = set_up(&PLAIN).base_url(&server.url);
    let client = builder
        .before_attempt(|attempt| match attempt.headers().contains_key("x-bad") {
            true => panic!("a defect of the hook"),
            false => Ok(()),
        })
        .build()
        .unwrap();
    let bad = client.call(&GET).options(CallOptions::new().header("x-bad", "1"));
    assert!(tokio::spawn(bad.send_empty()).await.unwrap_err().is_panic());
    client.call(&GET).send_empty().await.unwrap();
}

#[tokio::test]
async fn hooks_see_each_attempt_and_call_when_it_has_ended() {
    let failures = Mutex::new(1);
    let server = Loopback::new(move |_| {
        let mut left = failures.lock().unwrap();
        let failed = *left > 0;
        *left = 0;
        reply(if failed { 503 } else { 200 }, "1").header("x-answer", "seen")
    })
    .await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (attempts, calls) = (seen.clone(), seen.clone());
    let client = set_up(&PLAIN)
        .base_url(&server.url)
        .clock(VirtualClock::skipping())
        .before_call(|operation| match operation {
            "throw" => Err(Refusal::new("no throwing")),
            _ => Ok(()),
        })
        .after_attempt(move |end| {
            let header = end.headers().map(|headers| headers["x-answer"].to_str().unwrap().to_owned());
            let status = end.status().map(|status| status.as_u16());
            let failed = end.error().is_some();
            attempts.lock().unwrap().push(format!(
                "{} {} {status:?} {header:?} {failed}",
                end.operation(),
                end.number()
            ));
        })
        .after_call(move |end| {
            let failed = end.error().is_some();
            calls.lock().unwrap().push(format!("{} ended after {}, {failed}", end.operation(), end.attempts()));
        })
        .build()
        .unwrap();
    client.call(&GET).send_empty().await.unwrap();
    let error = client.call(&POST).send_empty().await.unwrap_err();
    assert!(error.is_config() && error.to_string().contains("no throwing"), "{error}");
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "get_thing 1 Some(503) Some(\"seen\") true",
            "get_thing 2 Some(200) Some(\"seen\") false",
            "get_thing ended after 2, false",
            "throw ended after 0, true",
        ]
    );
}
