//! Forms, urlencoded and in parts, as they go over the wire.

use clientwright_common::rt::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::*;

async fn sent(build: impl FnOnce(Call) -> Call) -> Result<Request, Error> {
    let server = Loopback::new(|_| reply(200, "1")).await;
    build(client(&server, &VirtualClock::skipping()).call(&POST)).send_empty().await?;
    Ok(server.requests().remove(0))
}

#[tokio::test]
async fn a_form_repeats_lists_and_puts_deeper_values_in_brackets() {
    let form = json!({
        "text": "a b&c=d,é",
        "on": true,
        "number": 1.5,
        "none": null,
        "list": ["x", null, "y"],
        "empty": [],
        "card": {"name": "M", "tags": ["p", "q"], "none": null},
        "items": [{"id": 1}, {"id": 2}],
    });
    let request = sent(|call| call.form(&form)).await.unwrap();
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    let expected = "text=a+b%26c%3Dd%2C%C3%A9&on=true&number=1.5&list=x&list=y\
        &card%5Bname%5D=M&card%5Btags%5D%5B0%5D=p&card%5Btags%5D%5B1%5D=q&items%5B0%5D%5Bid%5D=1&items%5B1%5D%5Bid%5D=2";
    assert_eq!(request.body, expected);
    assert_eq!(sent(|call| call.form(&None::<u8>)).await.unwrap().body, "");
    assert!(sent(|call| call.form(&1)).await.unwrap_err().is_config());
}

#[tokio::test]
async fn fields_of_a_form_are_written_in_their_own_styles() {
    let form = json!({"a": ["x,y", "z"], "b": ["x", "y"], "c": {"R": 1, "G": "g h"}, "d": ["x"], "e": ["x", "y"], "f": {"k": [1]}});
    let styles = [
        ("a", Style::Form, false),
        ("b", Style::PipeDelimited, false),
        ("c", Style::Form, true),
        ("d", Style::DeepObject, true),
        ("e", Style::SpaceDelimited, false),
        ("f", Style::Json, false),
    ];
    let request = sent(|call| call.form_styled(&form, &styles)).await.unwrap();
    assert_eq!(request.body, "a=x%2Cy,z&b=x%7Cy&R=1&G=g+h&d%5B0%5D=x&e=x+y&f=%7B%22k%22%3A%5B1%5D%7D");
}

#[tokio::test]
async fn a_multipart_form_is_written_as_the_rfc_has_it() {
    let request = sent(|call| {
        call.part("title", "Zwei\r\nZeilen")
            .part("count", &3)
            .part("none", &None::<u8>)
            .part("tag", &["a", "b"])
            .part("meta", &json!({"k": "ü"}))
            .part_as("note", "text/markdown", "# hi")
            .part_as("list", "application/json", &[1, 2])
            .part_file("raw", vec![0x41, 0x42])
            .part_file_as("film", "video/mp4", FilePart::new(streamed(["ab", "", "cde"])).file_name("f.mp4"))
            .part_file_as("pic", "image/*", FilePart::from(&b"PNG"[..]).content_type("image/png"))
    })
    .await
    .unwrap();
    let boundary = "1000000000000010000000000000";
    assert_eq!(request.header("content-type"), Some("multipart/form-data; boundary=1000000000000010000000000000"));
    let expected = [
        "Content-Disposition: form-data; name=\"title\"\r\n\r\nZwei\r\nZeilen",
        "Content-Disposition: form-data; name=\"count\"\r\n\r\n3",
        "Content-Disposition: form-data; name=\"tag\"\r\n\r\na",
        "Content-Disposition: form-data; name=\"tag\"\r\n\r\nb",
        "Content-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"k\":\"ü\"}",
        "Content-Disposition: form-data; name=\"note\"\r\nContent-Type: text/markdown\r\n\r\n# hi",
        "Content-Disposition: form-data; name=\"list\"\r\nContent-Type: application/json\r\n\r\n[1,2]",
        "Content-Disposition: form-data; name=\"raw\"; filename=\"raw\"\r\nContent-Type: application/octet-stream\r\n\r\nAB",
        "Content-Disposition: form-data; name=\"film\"; filename=\"f.mp4\"\r\nContent-Type: video/mp4\r\n\r\nabcde",
        "Content-Disposition: form-data; name=\"pic\"; filename=\"pic\"\r\nContent-Type: image/png\r\n\r\nPNG",
    ];
    let expected: String = expected.iter().map(|part| format!("--{boundary}\r\n{part}\r\n")).collect();
    assert_eq!(request.body, format!("{expected}--{boundary}--\r\n"));
    // Of a stream without a length the form's is not known.
    assert_eq!((request.header("content-length"), request.header("transfer-encoding")), (None, Some("chunked")));
}

#[tokio::test]
async fn a_multipart_form_of_nothing_is_one_all_the_same() {
    let request = sent(|call| call.part("none", &None::<u8>)).await.unwrap();
    assert_eq!(request.body, "--1000000000000010000000000000--\r\n");
    assert_eq!(request.header("content-length"), Some("34"));
}

#[tokio::test]
async fn a_name_cannot_become_a_header() {
    let request = sent(|call| {
        let file = FilePart::from("x").file_name("a\"; x=\"\r\nX-Evil: 1\r\n\r\n");
        call.part_file("a\"b\r\nX-Evil: 2", file)
    })
    .await
    .unwrap();
    assert!(request.body.contains("name=\"a%22b%0D%0AX-Evil: 2\""), "{}", request.body);
    assert!(request.body.contains("filename=\"a%22; x=%22%0D%0AX-Evil: 1%0D%0A%0D%0A\"\r\n"), "{}", request.body);
    for build in [
        |call: Call| call.part_as("a", "text/plain\r\nX-Evil: 1", "x"),
        |call: Call| call.part_file("a", FilePart::from("x").content_type("text/plain\nX-Evil: 1")),
    ] {
        let error = sent(build).await.unwrap_err();
        assert!(error.is_config() && error.to_string().contains("media type of the part `a`"), "{error}");
    }
}

/// Reads a multipart form as RFC 2046 says: name, file name, media type, content.
fn parts(request: &Request) -> Vec<[String; 4]> {
    let boundary = request.header("content-type").unwrap().split_once("boundary=").unwrap().1;
    let body = format!("\r\n{}", request.body);
    let between = format!("\r\n--{boundary}");
    let mut pieces = body.split(&between);
    assert_eq!(pieces.next(), Some(""));
    let mut parts = Vec::new();
    for piece in pieces {
        let Some(piece) = piece.strip_prefix("\r\n") else {
            assert_eq!(piece, "--\r\n");
            return parts;
        };
        let (head, content) = piece.split_once("\r\n\r\n").unwrap();
        let value = |begin: &str| {
            let unquoted = |text: &str| text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
            let found = head.split_once(begin).map(|(_, rest)| rest.split(['"', '\r']).next().unwrap());
            found.map(unquoted).unwrap_or_default()
        };
        parts.push([value("; name=\""), value("; filename=\""), value("Content-Type: "), content.to_owned()]);
    }
    panic!("no end")
}

fn fields() -> impl Strategy<Value = Vec<(String, Vec<String>)>> {
    proptest::collection::btree_map("[a-zü=&\\[\\]]{1,4}", proptest::collection::vec(any::<String>(), 1..4), 0..4)
        .prop_map(|fields| fields.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_form_is_read_back(fields in fields()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let form: serde_json::Map<String, Value> =
            fields.iter().map(|(name, values)| (name.clone(), json!(values))).collect();
        let body = runtime.block_on(sent(|call| call.form(&form))).unwrap().body;
        let read: Vec<(String, String)> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        let pairs = |(name, values): (String, Vec<String>)| values.into_iter().map(move |value| (name.clone(), value));
        prop_assert_eq!(read, fields.into_iter().flat_map(pairs).collect::<Vec<_>>());
    }

    #[test]
    fn a_multipart_form_is_read_back(values: Vec<String>, file: String, name: String, number: i32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // What the escape of names is made of cannot be told from it, as in browsers.
        let name = name.replace('%', "");
        let request = runtime.block_on(sent(|call| {
            let part = FilePart::from(file.clone()).file_name(name.clone()).content_type("text/x");
            call.part("values", &values).part_file("file", part).part("number", &number)
        })).unwrap();
        let mut expected: Vec<[String; 4]> = values.iter().map(|value| ["values", "", "", value].map(str::to_owned)).collect();
        expected.push(["file", &name, "text/x", &file].map(str::to_owned));
        expected.push(["number", "", "", &number.to_string()].map(str::to_owned));
        prop_assert_eq!(parts(&request), expected);
        prop_assert_eq!(request.header("content-length"), Some(&*request.body.len().to_string()));
    }
}
