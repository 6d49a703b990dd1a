//! Streams of bytes: what limits them, and what ends them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_common::rt::*;

use crate::server::{End, pieces};
use crate::support::*;

fn at(url: &str, clock: &std::sync::Arc<VirtualClock>) -> Client {
    set_up(&PLAIN).base_url(url).clock(clock.clone()).max_body(10).build().unwrap()
}

const HOUR: Duration = Duration::from_secs(3600);

fn three() -> Vec<Vec<u8>> {
    ["one two three", "four", "five"].map(|text| text.as_bytes().to_vec()).into()
}

#[tokio::test]
async fn bytes_come_as_they_come_however_many_they_are_and_however_long_they_take() {
    let url = pieces("application/octet-stream", three(), End::Whole).await;
    let clock = VirtualClock::skipping();
    let mut stream = at(&url, &clock).call(&GET).send_stream().await.unwrap();
    assert_eq!((stream.status().as_u16(), stream.attempts()), (200, 1));
    assert_eq!(stream.headers()["content-type"], "application/octet-stream");
    let mut all = Vec::new();
    while let Some(chunk) = stream.next().await {
        all.extend_from_slice(&chunk.unwrap());
        clock.advance(10 * HOUR);
    }
    assert_eq!(all, b"one two threefourfive");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn until_the_headers_are_there_a_stream_has_retries_and_errors_like_any_call() {
    let turn = AtomicUsize::new(0);
    let server = Loopback::new(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
        0 => reply(503, ""),
        1 => reply(200, "here"),
        _ => reply(404, r#"{"error":"none"}"#),
    })
    .await;
    let client = at(&server.url, &VirtualClock::skipping());
    let mut stream = client.call(&GET).send_stream().await.unwrap();
    assert_eq!((stream.attempts(), &stream.next().await.unwrap().unwrap()[..]), (2, &b"here"[..]));
    // A body of an error is read, and within the limit.
    let error = client.call(&GET).send_stream().await.unwrap_err();
    assert!(error.is_too_large(), "{error}");
    let client = set_up(&PLAIN).base_url(&server.url).build().unwrap();
    let error = client.call(&GET).send_stream().await.unwrap_err();
    assert!(error.is_not_found() && error.api_message() == Some("none"), "{error}");
}

#[tokio::test]
async fn the_wait_for_the_next_bytes_is_limited() {
    let url = pieces("text/plain", three(), End::Silence).await;
    let clock = VirtualClock::skipping();
    let mut stream = at(&url, &clock).call(&GET).query("u", "mara").send_stream().await.unwrap();
    for _ in 0..3 {
        stream.next().await.unwrap().unwrap();
    }
    clock.expire_limits();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("next bytes did not come"), "{error}");
    assert_eq!((error.operation(), error.attempts()), ("get_thing", 1));
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert!(error.to_string().contains("/thing?u=mara]"), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_deadline_of_the_call_holds_for_its_stream_and_that_of_the_client_does_not() {
    for (own, text) in [(Some(HOUR), "the call's deadline passed"), (None, "next bytes did not come")] {
        let url = pieces("text/plain", three(), End::Silence).await;
        let clock = VirtualClock::skipping();
        let options = own.map_or_else(CallOptions::new, |own| CallOptions::new().deadline(own));
        let mut stream = at(&url, &clock).call(&GET).options(options).send_stream().await.unwrap();
        for _ in 0..3 {
            stream.next().await.unwrap().unwrap();
        }
        clock.advance(HOUR);
        clock.expire_limits();
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(error.is_timeout() && error.to_string().contains(text), "{error}");
        assert_eq!(error.elapsed(), HOUR);
    }
}

#[tokio::test]
async fn a_deadline_of_the_call_ends_a_stream_that_never_pauses() {
    let url = pieces("text/plain", three(), End::Whole).await;
    let clock = VirtualClock::skipping();
    let options = CallOptions::new().deadline(HOUR);
    let mut stream = at(&url, &clock).call(&GET).options(options).send_stream().await.unwrap();
    stream.next().await.unwrap().unwrap();
    clock.advance(HOUR);
    assert!(stream.next().await.unwrap().unwrap_err().is_timeout());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_breaks_off_ends_with_an_error() {
    let url = pieces("text/plain", three(), End::Break).await;
    let mut stream = at(&url, &VirtualClock::skipping()).call(&GET).send_stream().await.unwrap();
    for _ in 0..3 {
        stream.next().await.unwrap().unwrap();
    }
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), clientwright_common::ErrorKind::Transport);
    assert!(stream.next().await.is_none());
}

#[test]
fn streams_can_be_sent_to_another_task_and_are_streams() {
    fn check<T: futures_core::Stream + Send + Unpin + std::fmt::Debug + 'static>() {}
    check::<ByteStream>();
    check::<EventStream<String>>();
    check::<JsonLines<String>>();
}
