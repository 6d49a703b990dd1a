//! What a call tells to a subscriber: one span per call with the names of OpenTelemetry, one event per
//! attempt, and what was waited for.
//!
//! A target of its own: whether an event is wanted is asked once in a process, and the answer kept, so that
//! tests beside these, which want none, would take events away.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

#[allow(unused_imports, reason = "this test needs a part of it")]
#[path = "../runtime/support/mod.rs"]
mod support;

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use clientwright_common::rt::*;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use support::*;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What this thread's calls tell from here on.
fn watched() -> (Log, DefaultGuard) {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(log.clone())
        .finish();
    (log, tracing::subscriber::set_default(subscriber))
}

impl Log {
    /// All of it, and the lines that are the client's own.
    fn read(&self) -> (String, Vec<String>) {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let lines = text.lines().filter(|line| line.contains("clientwright_common")).map(str::to_owned).collect();
        (text, lines)
    }
}

#[tokio::test]
async fn a_span_tells_the_call_and_its_waits_and_each_attempt_is_an_event() {
    let (log, _watched) = watched();
    let turn = AtomicUsize::new(0);
    let server = Loopback::new(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
        0 => reply(503, "").header("retry-after", 90),
        1 => reply(200, "1"),
        _ => reply(404, "{}"),
    })
    .await;
    let patient = std::time::Duration::from_secs(600);
    let client = set_up(&PLAIN).base_url(&server.url).clock(VirtualClock::skipping()).patient(patient).build().unwrap();
    client.call(&GET).query("u", "shown").query("x", "hidden").send_json::<u8>().await.unwrap();
    client.call(&GET).send_json::<u8>().await.unwrap_err();
    let (text, lines) = log.read();
    let [failed, waiting, good, first, missing, second] = &lines[..] else { panic!("{text}") };
    assert!(failed.contains("attempt failed") && failed.contains("http.response.status_code=503"), "{failed}");
    assert!(waiting.contains("WARN") && waiting.contains("seconds=90"), "{waiting}");
    assert!(good.contains("DEBUG") && good.contains("http.request.resend_count=1"), "{good}");
    for part in [
        "api=\"sample\"",
        "operation=\"get_thing\"",
        "http.request.method=\"GET\"",
        "url.template=\"/thing\"",
        "http.request.resend_count=1",
        "http.response.status_code=200",
        "wait.retry_ms=90000",
    ] {
        assert!(first.contains(part), "{part}: {first}");
    }
    assert!(missing.contains("error.type=NotFound"), "{missing}");
    assert!(second.contains("http.response.status_code=404") && second.contains("error.type=NotFound"), "{second}");
    assert!(!text.contains("hidden") && !second.contains("wait."), "{text}");
}

#[tokio::test]
async fn a_span_tells_the_server_and_the_servers_id_of_the_request_but_no_key() {
    static KEYED: Api = Api {
        schemes: &[Scheme {
            name: "key",
            kind: SchemeKind::ApiKey,
            placement: Placement::Query { name: "k" },
            flows: &[],
            server: None,
            environment: &[],
        }],
        ..API
    };
    static GUARDED: Operation = Operation { security: &[&["key"]], ..GET };
    let (log, _watched) = watched();
    let turn = AtomicUsize::new(0);
    let server = Loopback::new(move |request| match turn.fetch_add(1, Ordering::SeqCst) {
        0 => reply(503, r#"{"request_id":"of-the-body"}"#),
        1 => reply(503, "").header("x-request-id", "of-the-second"),
        2 => reply(200, "1").header("x-request-id", "of-the-third"),
        // A server that makes its ids of what it was asked.
        _ => reply(200, "1").header("x-request-id", request.target.replace('=', ":")),
    })
    .await;
    let client = set_up(&KEYED).base_url(&server.url).clock(VirtualClock::skipping()).api_key("sample-key");
    let client = client.build().unwrap();
    for _ in 0..2 {
        client.call(&GUARDED).send_json::<u8>().await.unwrap();
    }
    let (text, lines) = log.read();
    let [first, _, second, _, third, call, echo, echoing] = &lines[..] else { panic!("{text}") };
    let port = server.url.rsplit(':').next().unwrap();
    for span in [call, echoing] {
        assert!(span.contains(&format!("server.address=\"127.0.0.1\" server.port={port} ")), "{span}");
    }
    let id = |id: &str| format!("request_id=\"{id}\"");
    for (event, own) in [(first, "of-the-body"), (second, "of-the-second"), (third, "of-the-third")] {
        assert!(event.contains(&id(own)), "{event}");
    }
    assert!(call.contains(&id("of-the-third")), "{call}");
    assert!(echo.contains(&id("/thing?k:***")) && echoing.contains(&id("/thing?k:***")), "{echo} {echoing}");
    assert!(!text.contains("sample-key"), "{text}");
}

#[tokio::test]
async fn an_address_of_ipv6_is_told_without_brackets() {
    let (log, _watched) = watched();
    // Nobody listens there, and where there is no IPv6 it cannot be reached either.
    let client = set_up(&PLAIN).base_url("http://[::1]:1").clock(VirtualClock::skipping()).build().unwrap();
    client.call(&GET).send_empty().await.unwrap_err();
    let (text, lines) = log.read();
    let call = lines.last().unwrap();
    assert!(call.contains("server.address=\"::1\" server.port=1 "), "{text}");
    assert!(!call.contains("request_id"), "{text}");
}
