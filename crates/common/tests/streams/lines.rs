//! Lines of JSON, and sequences of JSON texts.

use clientwright_common::rt::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::server::{End, cut, pieces};
use crate::support::*;

async fn read(content_type: &'static str, sent: Vec<Vec<u8>>) -> Vec<Result<Value, Error>> {
    let url = pieces(content_type, sent, End::Whole).await;
    let client = set_up(&PLAIN).base_url(url).max_body(64).build().unwrap();
    let mut lines = client.call(&GET).send_json_lines::<Value>().await.unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next().await {
        all.push(line);
    }
    all
}

async fn values(text: &str) -> Vec<Value> {
    read("application/x-ndjson", vec![text.into()]).await.into_iter().map(Result::unwrap).collect()
}

#[tokio::test]
async fn each_line_is_a_value_and_blank_ones_are_not() {
    assert_eq!(values("{\"a\":1}\n\r\n  \n[2]\r\n3\n").await, [json!({"a": 1}), json!([2]), json!(3)]);
    assert_eq!(values("\u{feff}1\n2").await, [json!(1), json!(2)]);
    assert!(values("").await.is_empty());
    // RFC 7464: a text may have line breaks.
    assert_eq!(values("\u{1e}{\"a\":\n1}\n\u{1e}2\n").await, [json!({"a": 1}), json!(2)]);
}

#[tokio::test]
async fn a_line_that_is_none_of_the_type_is_an_error_and_the_stream_goes_on() {
    let url = pieces("application/jsonl", vec![b"1\n\"x\"\n{\n2".to_vec()], End::Whole).await;
    let client = set_up(&PLAIN).base_url(url).build().unwrap();
    let mut lines = client.call(&GET).send_json_lines::<u8>().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    for line in ["\"x\"", "{"] {
        let error = lines.next().await.unwrap().unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!((error.body(), error.operation()), (Some(line.as_bytes()), "get_thing"));
    }
    assert_eq!(lines.next().await.unwrap().unwrap(), 2);
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn a_damaged_line_is_not_taken_for_a_text() {
    let read = read("application/jsonl", vec![b"{\"a\":1\nnothing\n".to_vec()]).await;
    assert!(read.len() == 2 && read.iter().all(|line| line.as_ref().is_err_and(Error::is_decode)), "{read:?}");
}

#[tokio::test]
async fn a_line_that_is_too_long_is_the_end() {
    let text = format!("1\n2\n\"{}\"\n3\n", "x".repeat(64));
    let read = read("application/jsonl", vec![text.into_bytes()]).await;
    let shown: Vec<_> = read.iter().map(|line| line.as_ref().map_err(Error::is_too_large)).collect();
    assert_eq!(shown, [Ok(&json!(1)), Ok(&json!(2)), Err(true)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_chunks_give_the_same_lines(
        texts in proptest::collection::vec("[a-zé\u{1f600} ]{0,6}", 0..6),
        places in proptest::collection::vec(any::<prop::sample::Index>(), 0..8),
        separated: bool,
        ended: bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let lines: Vec<_> = texts.iter().map(|text| json!(text).to_string()).collect();
        let mut whole = if separated {
            lines.iter().map(|line| format!("\u{1e}{line}\n")).collect()
        } else {
            lines.join("\r\n")
        };
        if ended {
            whole.push('\n');
        }
        let read = runtime.block_on(read("application/jsonl", cut(whole.as_bytes(), &places)));
        let read: Vec<_> = read.into_iter().map(Result::unwrap).collect();
        prop_assert_eq!(read, texts.iter().map(|text| json!(text)).collect::<Vec<_>>());
    }
}
