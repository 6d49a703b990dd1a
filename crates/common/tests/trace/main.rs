//! What a call tells to a subscriber: one span per call with the names of OpenTelemetry, one event per
//! attempt, and what was waited for.
//!
//! A target of its own: whether an event is wanted is asked once in a process, and the answer kept, so that
//! tests beside this one, which want none, would take events away.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

#[allow(unused_imports, reason = "this test needs a part of it")]
#[path = "../runtime/support/mod.rs"]
mod support;

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

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

#[tokio::test]
async fn a_span_tells_the_call_and_its_waits_and_each_attempt_is_an_event() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
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
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("clientwright_common")).collect();
    let [failed, waiting, good, first, missing, second] = lines[..] else { panic!("{text}") };
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
