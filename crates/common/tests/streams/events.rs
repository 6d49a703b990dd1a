//! Server-sent events.

use std::io::Write;
use std::time::Duration;

use clientwright_common::rt::*;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::server::{End, cut, pieces};
use crate::support::*;

#[derive(Debug, Deserialize, PartialEq)]
struct Delta {
    n: u32,
}

async fn open<T: DeserializeOwned>(sent: Vec<Vec<u8>>) -> EventStream<T> {
    let url = pieces("text/event-stream; charset=utf-8", sent, End::Whole).await;
    let client = set_up(&PLAIN).base_url(url).max_body(64).build().unwrap();
    client.call(&GET).send_events::<T>().await.unwrap().into_inner()
}

async fn all<T: DeserializeOwned>(text: &str) -> Vec<Result<Event<T>, Error>> {
    let mut stream = open(vec![text.into()]).await;
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event);
    }
    all
}

#[tokio::test]
async fn events_have_type_id_and_typed_data() {
    let text = "\u{feff}: hello\nid: 7\nevent: delta\ndata: {\"n\":\ndata:1}\nretry: 250\n\n\
        data: {\"n\": 2}\r\nid\r\n\r\ndata:{\"n\":3}\r\revent: end\n\ndata: {\"n\":4}\n";
    let events: Vec<_> = all::<Delta>(text).await.into_iter().map(Result::unwrap).collect();
    let shown: Vec<_> =
        events.iter().map(|event| (event.id.as_deref(), event.event.as_str(), event.data.n, event.retry)).collect();
    let wait = Some(Duration::from_millis(250));
    // The last one was not complete when the stream ended.
    assert_eq!(shown, [(Some("7"), "delta", 1, wait), (None, "message", 2, None), (None, "message", 3, None)]);
}

#[tokio::test]
async fn data_that_is_none_of_the_type_is_an_error_and_the_stream_goes_on_until_it_is_done() {
    let text = "data: ping\n\ndata: {\"n\":\"x\"}\n\ndata: {\"n\":1}\n\ndata: [DONE]\n\ndata: {\"n\":2}\n\n";
    let events = all::<Delta>(text).await;
    assert_eq!(events.len(), 3);
    let errors: Vec<_> = events[..2].iter().map(|event| event.as_ref().unwrap_err()).collect();
    assert!(errors.iter().all(|error| error.is_decode()), "{errors:?}");
    assert_eq!((errors[0].body(), errors[1].json_path()), (Some(&b"ping"[..]), Some("n")));
    assert_eq!(events[2].as_ref().unwrap().data, Delta { n: 1 });
}

#[tokio::test]
async fn events_are_what_is_asked_for_unless_the_call_says_otherwise() {
    let server = Loopback::new(|_| reply(200, "").header("content-type", "text/event-stream")).await;
    let client = client(&server, &VirtualClock::skipping());
    client.call(&GET).send_events::<Value>().await.unwrap();
    client.call(&GET).header("accept", "text/x").send_events::<Value>().await.unwrap();
    let accepted: Vec<_> =
        server.requests().iter().map(|request| request.header("accept").map(str::to_owned)).collect();
    assert_eq!(accepted, [Some("text/event-stream".to_owned()), Some("text/x".to_owned())]);
}

#[tokio::test]
async fn data_may_be_text() {
    let text = "data: plain text\n\ndata:  [DONE]\n\ndata:\n\ndata: {\"a\":1}\n\n";
    let texts: Vec<_> = all::<String>(text).await.into_iter().map(|event| event.unwrap().data).collect();
    assert_eq!(texts, ["plain text", " [DONE]", "", "{\"a\":1}"]);
    let values: Vec<_> = all::<Value>(text).await.into_iter().map(|event| event.unwrap().data).collect();
    assert_eq!(values, [json!("plain text"), json!(" [DONE]"), json!(""), json!({"a": 1})]);
}

#[tokio::test]
async fn the_last_id_is_that_of_the_event_that_was_taken_or_came_without_data() {
    let mut stream = open::<u8>(vec![b"id: a\ndata: 1\n\nid: b\ndata: 2\n\nid: c\n\nid: d\ndata: 3".to_vec()]).await;
    assert_eq!(stream.last_event_id(), None);
    let mut seen = Vec::new();
    while let Some(event) = stream.next().await {
        seen.push((event.unwrap().data, stream.last_event_id().unwrap().to_owned()));
    }
    assert_eq!(seen, [(1, "a".to_owned()), (2, "b".to_owned())]);
    assert_eq!(stream.last_event_id(), Some("c"));
}

#[tokio::test]
async fn an_event_that_is_too_large_is_the_end() {
    for large in [format!("data: \"{}\"\n\n", "x".repeat(64)), "data: 1\n".repeat(40), ":".repeat(80)] {
        let events = all::<Value>(&format!("data: 1\n\n{large}\n\ndata: 2\n\n")).await;
        assert_eq!(events.len(), 2, "{events:?}");
        assert!(events[0].is_ok() && events[1].as_ref().unwrap_err().is_too_large());
    }
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_an_error_that_holds_it() {
    for (kind, body) in [("application/json", "{\"error\":\"no\"}"), ("text/html", "<html>")] {
        let server = Loopback::new(move |_| reply(200, body).header("content-type", kind)).await;
        let client = client(&server, &VirtualClock::skipping());
        let error = client.call(&GET).send_events::<Value>().await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains(&format!("expected server-sent events, got {kind}")));
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn an_event_that_is_packed_is_there_before_the_stream_ends() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut packed = Vec::new();
    for text in ["data: 1\n\n", "data: 2\n\n"] {
        packer.write_all(text.as_bytes()).unwrap();
        packer.flush().unwrap();
        packed.push(std::mem::take(packer.get_mut()));
    }
    let url = pieces("text/event-stream\r\ncontent-encoding: gzip", packed, End::Silence).await;
    let client = set_up(&PLAIN).base_url(url).build().unwrap();
    let mut events = client.call(&GET).send_events::<u8>().await.unwrap();
    for number in [1, 2] {
        assert_eq!(events.next().await.unwrap().unwrap().data, number);
    }
}

#[cfg(feature = "oauth")]
#[tokio::test]
async fn an_error_about_an_event_shows_no_credential_that_the_event_repeats() {
    use crate::support::logins::*;
    let url = pieces("text/event-stream", vec![b"data: you are sample-key\n\n".to_vec()], End::Whole).await;
    let client = set_up(&KEY).base_url(url).api_key("sample-key").build().unwrap();
    let mut events = client.call(&WITH_KEY).send_events::<u8>().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.body(), Some(&b"you are ***"[..]));
    assert!(!format!("{error} {error:?}").contains("sample-key"));
}

/// Reads the events of a whole text, as the standard says it.
fn reference(text: &str) -> Vec<(String, String, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.rsplit_once('\n').map_or("", |(lines, _)| lines);
    let (mut id, mut kind, mut data, mut events) = (String::new(), String::new(), String::new(), Vec::new());
    // A text without any line end has no line at all.
    for line in lines.split('\n').filter(|_| text.contains('\n')) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            _ if line.is_empty() => {
                let kind = std::mem::take(&mut kind);
                if let Some(data) = std::mem::take(&mut data).strip_suffix('\n') {
                    let kind = if kind.is_empty() { "message".to_owned() } else { kind };
                    events.push((id.clone(), kind, data.to_owned()));
                }
            }
            "event" => value.clone_into(&mut kind),
            "data" => data = format!("{data}{value}\n"),
            "id" if !value.contains('\0') => value.clone_into(&mut id),
            _ => {}
        }
    }
    events
}

fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "data: x\n",
        "data",
        "event: e\r",
        "event",
        "id: 1\r\n",
        "id",
        "id: a\0b\n",
        "retry: 5\n",
        ":",
        ": ",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\u{feff}",
        "é",
        "x",
    ]);
    proptest::collection::vec(scrap, 0..24).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_chunks_give_the_events_that_the_standard_reads(
        text in scraps(),
        places in proptest::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let events = runtime.block_on(async {
            let url = pieces("text/event-stream", cut(text.as_bytes(), &places), End::Whole).await;
            let client = set_up(&PLAIN).base_url(url).build().unwrap();
            let mut stream = client.call(&GET).send_events::<String>().await.unwrap();
            let mut events = Vec::new();
            while let Some(event) = stream.next().await {
                let event = event.unwrap();
                events.push((event.id.unwrap_or_default(), event.event, event.data));
            }
            events
        });
        prop_assert_eq!(events, reference(&text));
    }
}
