//! XML bodies, both ways.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

#[allow(unused_imports, reason = "these tests need a part of it")]
#[path = "../runtime/support/mod.rs"]
mod support;

use clientwright_common::rt::*;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use support::*;

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
struct Pet {
    #[serde(rename = "@id")]
    id: u64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    good: Option<bool>,
    tag: Vec<Tag>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Tag {
    #[serde(rename = "@kind")]
    kind: String,
    #[serde(rename = "$text", default)]
    text: String,
}

fn pet() -> Pet {
    let tag = |kind: &str, text: &str| Tag { kind: kind.into(), text: text.into() };
    Pet { id: 7, name: "Mau & <Co>".into(), good: Some(true), tag: vec![tag("a", "x"), tag("b\"", "ы")] }
}

async fn answered<T: DeserializeOwned>(content_type: &'static str, body: Vec<u8>) -> (Result<T, Error>, usize) {
    let server = Loopback::new(move |_| reply(200, body.clone()).header("content-type", content_type)).await;
    let answer = client(&server, &VirtualClock::skipping()).call(&GET).send_xml::<T>().await;
    (answer.map(Response::into_inner), server.requests().len())
}

#[tokio::test]
async fn a_body_is_sent_as_xml_and_read_back() {
    let server = Loopback::new(|request| reply(200, request.body.clone())).await;
    let client = client(&server, &VirtualClock::skipping());
    let answer = client.call(&POST).xml("pet", &pet()).send_xml::<Pet>().await.unwrap();
    assert_eq!(*answer, pet());
    let request = &server.requests()[0];
    assert_eq!(request.header("content-type"), Some("application/xml"));
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><pet id=\"7\"><name>Mau &amp; &lt;Co&gt;</name>\
        <good>true</good><tag kind=\"a\">x</tag><tag kind=\"b&quot;\">ы</tag></pet>";
    assert_eq!(request.body, expected);
    let call = client.call(&POST).xml_as("application/atom+xml", "entry", &pet());
    call.send_empty().await.unwrap();
    assert_eq!(server.requests()[1].header("content-type"), Some("application/atom+xml"));
    let error = client.call(&POST).xml("no name", &pet()).send_empty().await.unwrap_err();
    assert!(error.is_config(), "{error}");
}

#[tokio::test]
async fn elements_of_a_list_may_lie_apart_and_unknown_ones_are_left_out() {
    let body = "\u{feff}<?xml version='1.0'?><!-- a --><pet id='1'><tag kind='a'>x</tag><new><deep/></new>\
        <name><![CDATA[M]]></name><tag kind='b'>y</tag></pet>";
    let pet = answered::<Pet>("text/xml", body.into()).await.0.unwrap();
    assert_eq!((pet.name.as_str(), pet.tag.len(), pet.good), ("M", 2, None));
}

#[tokio::test]
async fn the_charset_is_that_of_the_header_or_of_the_declaration() {
    let named = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><pet><name>\xcf\xf0\xe8</name></pet>";
    let plain = &named[named.windows(2).position(|two| two == b"?>").unwrap() + 2..];
    for (kind, body) in [("application/xml", &named[..]), ("text/xml; charset=windows-1251", plain)] {
        assert_eq!(answered::<Pet>(kind, body.to_vec()).await.0.unwrap().name, "При");
    }
}

#[tokio::test]
async fn damaged_xml_is_asked_for_again_and_xml_of_another_shape_is_not() {
    let deep = "<a>".repeat(100_000);
    for (body, text, attempts) in [
        ("", "expected XML", 3),
        ("{\"a\":1}", "expected XML, got application/xml", 3),
        ("<pet><name>x</na", "XML is damaged", 3),
        ("<pet><name>x</name></cat>", "XML is damaged", 3),
        ("<pet id='x'></pet>", "another shape", 1),
        // Entities of a document's own are not made up.
        ("<!DOCTYPE pet [<!ENTITY e 'eeee'>]><pet><name>&e;</name></pet>", "", 3),
        (&deep, "", 3),
    ] {
        let (answer, requests) = answered::<Pet>("application/xml", body.into()).await;
        let error = answer.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains(text), "{error}");
        assert_eq!(requests, attempts, "{error}");
    }
}

#[derive(Debug, Deserialize)]
struct Deep {
    #[serde(default)]
    a: Vec<Deep>,
}

#[tokio::test]
async fn xml_that_is_nested_without_end_is_an_error() {
    let body = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let error = answered::<Deep>("application/xml", body.into()).await.0.unwrap_err();
    assert!(error.is_decode(), "{error}");
    let body = "<a><a><a/></a><a/></a>";
    assert_eq!(answered::<Deep>("application/xml", body.into()).await.0.unwrap().a.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(id: u64, name: String, good: Option<bool>, tags: Vec<(String, String)>) {
        // White space at the ends of a text is not told from indentation.
        let text = |text: String| text.trim().to_owned();
        let tag = tags.into_iter().map(|(kind, of)| Tag { kind, text: text(of) }).collect();
        let pet = Pet { id, name: text(name), good, tag };
        let texts = pet.tag.iter().flat_map(|tag| [&tag.kind, &tag.text]).chain([&pet.name]);
        let unfit = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
        let holds_unfit = texts.into_iter().any(|text| text.contains(unfit));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answer = runtime.block_on(async {
            let server = Loopback::new(|request| reply(200, request.body.clone())).await;
            client(&server, &VirtualClock::skipping()).call(&POST).xml("pet", &pet).send_xml::<Pet>().await
        });
        match answer {
            Ok(answer) => prop_assert_eq!((answer.into_inner(), holds_unfit), (pet, false)),
            Err(error) => prop_assert!(error.is_config() && holds_unfit, "{}", error),
        }
    }
}
