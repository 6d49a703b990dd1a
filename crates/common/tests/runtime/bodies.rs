//! Bodies that are streams, and what may be sent again.

use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_common::GaveUp;
use clientwright_common::rt::*;

use crate::support::*;

static SEND: Operation = Operation { method: "PUT", ..GET };

/// Answers with these statuses in turn.
async fn statuses<const N: usize>(statuses: [u16; N]) -> Loopback {
    let turn = AtomicUsize::new(0);
    Loopback::new(move |_| reply(statuses[turn.fetch_add(1, Ordering::SeqCst)], "1")).await
}

#[tokio::test]
async fn a_stream_is_sent_with_its_length_if_that_is_known_and_in_chunks_if_not() {
    let server = statuses([200; 4]).await;
    let client = client(&server, &VirtualClock::skipping());
    let reader = Body::reader(&b"from a reader"[..]).length(13);
    for body in [streamed(["ab", "cde"]), streamed(["ab", "cde"]).length(5), reader, "bytes".into()] {
        client.call(&SEND).stream("text/plain", body).send_empty().await.unwrap();
    }
    let seen: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| (request.header("content-length").map(str::to_owned), request.body))
        .collect();
    let expected = [(None, "abcde"), (Some("5"), "abcde"), (Some("13"), "from a reader"), (Some("5"), "bytes")];
    assert_eq!(seen, expected.map(|(length, body)| (length.map(str::to_owned), body.to_owned())));
    assert_eq!(server.requests()[0].header("content-type"), Some("text/plain"));
}

#[tokio::test]
async fn bytes_are_sent_again_as_they_were_in_parts_too() {
    let server = statuses([503, 200, 503, 200]).await;
    let client = client(&server, &VirtualClock::skipping());
    client.call(&SEND).stream("text/plain", "bytes").send_empty().await.unwrap();
    client.call(&SEND).part("a", "x").part_file("f", "file").send_empty().await.unwrap();
    let requests = server.requests();
    for pair in requests.chunks(2) {
        assert_eq!(pair[0].body, pair[1].body);
        assert_eq!(pair[0].header("content-type"), pair[1].header("content-type"));
    }
    assert_eq!(requests[0].body, "bytes");
}

#[tokio::test]
async fn a_stream_that_was_read_is_never_sent_again_and_the_error_says_so() {
    for form in [false, true] {
        let server = statuses([503; 3]).await;
        let client = client(&server, &VirtualClock::skipping());
        let call = client.call(&SEND);
        let call = if form {
            call.part("a", "x").part_file("f", streamed(["ab"]))
        } else {
            call.stream("text/plain", streamed(["ab"]))
        };
        let error = call.send_empty().await.unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (1, 1));
        assert_eq!((error.gave_up(), error.is_retryable()), (Some(GaveUp::BodySpent), true));
        assert!(error.to_string().contains("its body is a stream and was sent"), "{error}");
    }
    // Where repeating would be no use or do harm, that is what is said.
    for (operation, status, reason) in [(&SEND, 404, GaveUp::Final), (&POST, 503, GaveUp::Unsafe)] {
        let server = statuses([status]).await;
        let call = client(&server, &VirtualClock::skipping()).call(operation);
        let error = call.stream("text/plain", streamed(["ab"])).send_empty().await.unwrap_err();
        assert_eq!((error.gave_up(), error.is_retryable()), (Some(reason), false));
    }
}

#[cfg(feature = "oauth")]
#[tokio::test]
async fn a_stream_is_not_sent_again_with_a_new_token_but_the_next_call_has_one() {
    use crate::support::logins::*;
    static UPLOAD: Operation = Operation { method: "PUT", security: &[&["login"]], ..GET };
    let tokens = tokens(1000).await;
    tokens.accepted.store(2, Ordering::SeqCst);
    let client = login(&tokens, &VirtualClock::skipping());
    let error = client.call(&UPLOAD).stream("text/plain", streamed(["ab"])).send_empty().await.unwrap_err();
    assert!(error.is_auth() && error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), error.gave_up()), (1, Some(GaveUp::BodySpent)));
    client.call(&UPLOAD).stream("text/plain", streamed(["ab"])).send_empty().await.unwrap();
    assert_eq!(tokens.grants().len(), 2);
}

#[tokio::test]
async fn a_stream_that_nobody_has_read_is_attempted_again() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let clock = VirtualClock::skipping();
    let nowhere = set_up(&PLAIN).base_url(format!("http://{closed}")).clock(clock.clone()).build().unwrap();
    let (body, asked) = items([Ok("ab")]);
    let error = nowhere.call(&POST).stream("text/plain", body.clone()).send_empty().await.unwrap_err();
    assert_eq!((error.attempts(), error.gave_up()), (3, Some(GaveUp::Attempts)), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    // It is still whole.
    client(&server, &clock).call(&POST).stream("text/plain", body).send_empty().await.unwrap();
    assert_eq!(server.requests()[0].body, "ab");
}

#[tokio::test]
async fn clones_of_a_call_send_its_stream_once() {
    let server = statuses([200; 2]).await;
    let call = client(&server, &VirtualClock::skipping()).call(&SEND).stream("text/plain", streamed(["ab"]));
    call.clone().send_empty().await.unwrap();
    let error = call.send_empty().await.unwrap_err();
    assert!(error.is_config() && error.to_string().contains("each call needs a new one"), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_stream_that_fails_or_breaks_its_promise_breaks_the_request_off() {
    for (body, reason) in [
        (items([Ok("ab"), Err("the disk is gone")]).0, "the disk is gone"),
        (streamed(["ab"]).length(3), "shorter than its length"),
        (streamed(["ab", "cd"]).length(3), "longer than its length"),
    ] {
        let server = statuses([200]).await;
        let call = client(&server, &VirtualClock::skipping()).call(&SEND).stream("text/plain", body);
        let error = call.send_empty().await.unwrap_err();
        assert_eq!((error.attempts(), error.gave_up()), (1, Some(GaveUp::BodySpent)), "{error}");
        let mut causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
        assert!(causes.any(|cause| cause.to_string().contains(reason)), "{error:?}");
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn a_stream_is_not_redirected() {
    let server = Loopback::new(|_| reply(307, "").header("location", "/elsewhere")).await;
    let call = client(&server, &VirtualClock::skipping()).call(&GET).stream("text/plain", streamed(["ab"]));
    let error = call.send_empty().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.requests().len()), (307, 1));
}

#[test]
fn the_debug_of_bodies_shows_no_content() {
    let bodies = [Body::from("secret"), streamed(["secret"]), streamed(["secret"]).length(6)];
    let shown = bodies.map(|body| format!("{body:?}"));
    assert_eq!(shown, ["Body(6 bytes)", "Body(stream)", "Body(stream of 6 bytes)"]);
}
