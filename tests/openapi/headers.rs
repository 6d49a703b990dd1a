//! Headers of answers, as the types that the description makes of them.

use clientwright_harbour::common::OpenEnum;
use clientwright_harbour::*;
use httpmock::MockServer;
use serde_json::json;

/// What a ship is answered with these headers.
async fn ship(headers: &[(&str, &str)]) -> Response<operations::GetShipAnswer> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|_, mut then| {
            then = then.status(200).json_body(json!({ "name": "Tern", "cargo": [] }));
            for (name, value) in headers {
                then = then.header(*name, *value);
            }
        })
        .await;
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    client.get_ship("tern").send().await.unwrap()
}

#[tokio::test]
async fn each_header_is_read_as_its_type_whatever_the_case_of_its_name() {
    let answer = ship(&[
        ("etag", r#"W/"a,b""#),
        ("X-BERTHS-LEFT", "7"),
        ("x-state", "at-sea"),
        ("x-flags", r#"red, "a, b" ,,white"#),
        ("x-flags", "blue"),
        ("x-depths", "3.5,12"),
        ("x-open", "TRUE"),
        ("x-seen", "86400"),
        ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("x-area", r#"{"north":54.5}"#),
        ("x-anything", "7"),
    ])
    .await;
    let headers: GetShipHeaders = answer.headers_as().unwrap();
    assert_eq!(headers.e_tag.as_deref(), Some(r#"W/"a,b""#));
    assert_eq!(headers.x_berths_left, Some(7_i32));
    assert_eq!(headers.x_state, Some(VesselState::AtSea));
    assert_eq!(headers.x_flags.unwrap(), ["red", r#""a, b""#, "white", "blue"]);
    assert_eq!(headers.x_depths.unwrap(), [3.5, 12.0]);
    assert_eq!(headers.x_open, Some(true));
    assert_eq!(headers.x_seen.as_deref(), Some("86400"), "the answers do not agree about it, so it is a text");
    assert_eq!(headers.last_modified.unwrap().to_rfc3339(), "1994-11-06T08:49:37+00:00");
    assert_eq!(headers.x_area, Some(Area { north: Some(54.5), south: None }));
    assert_eq!(headers.x_anything.as_deref(), Some("7"));
    assert!(headers.set_cookie.is_none());
}

#[tokio::test]
async fn a_header_that_is_not_there_is_none() {
    let headers: GetShipHeaders = ship(&[]).await.headers_as().unwrap();
    assert_eq!(serde_json::to_value(headers).unwrap(), json!({}));
}

#[tokio::test]
async fn a_value_that_nobody_has_listed_is_kept() {
    let headers: GetShipHeaders = ship(&[("x-state", "sunk")]).await.headers_as().unwrap();
    assert_eq!(headers.x_state.as_ref().map(OpenEnum::as_str), Some("sunk"));
}

#[tokio::test]
async fn each_cookie_is_a_secret_of_its_own() {
    let cookies = [("set-cookie", "a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT"), ("set-cookie", "b=hush")];
    let headers: GetShipHeaders = ship(&cookies).await.headers_as().unwrap();
    let shown = format!("{headers:?}");
    assert!(!shown.contains("hush"), "{shown}");
    let cookies: Vec<String> = headers.set_cookie.unwrap().iter().map(|cookie| cookie.expose().to_owned()).collect();
    assert_eq!(cookies, ["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=hush"]);
}

#[tokio::test]
async fn an_error_names_the_header_and_not_its_value() {
    for (name, known) in [
        ("x-berths-left", "X-Berths-Left"),
        ("x-open", "X-Open"),
        ("x-depths", "X-Depths"),
        ("last-modified", "Last-Modified"),
        ("x-area", "X-Area"),
    ] {
        let error = ship(&[(name, r#"{"north":"hush"}"#)]).await.headers_as::<GetShipHeaders>().unwrap_err();
        assert!(error.is_decode());
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(known) && !shown.contains("hush"), "{shown}");
    }
}

#[tokio::test]
async fn a_header_that_has_to_be_there_is_missed() {
    for (headers, expected) in [(vec![("x-coats", "2")], Ok(2)), (vec![], Err("the header `X-Coats` is missing"))] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|_, mut then| {
                then = then.status(200).json_body(json!({ "coats": 2 }));
                for (name, value) in &headers {
                    then = then.header(*name, *value);
                }
            })
            .await;
        let client = Client::builder().base_url(server.base_url()).build().unwrap();
        let answer = client.paint_crane(2.0).send().await.unwrap();
        let read = answer.headers_as::<PaintCraneHeaders>();
        match expected {
            Ok(coats) => assert_eq!(read.unwrap().x_coats, coats),
            Err(text) => assert!(read.unwrap_err().to_string().contains(text)),
        }
    }
}

#[tokio::test]
async fn operations_with_equal_headers_share_a_type() {
    let server = MockServer::start_async().await;
    server.mock_async(|_, then| drop(then.status(200).header("link", "</b>; rel=\"next\"").body("drawn"))).await;
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    let next = LinkHeaders { link: Some("</b>; rel=\"next\"".to_owned()) };
    assert_eq!(client.plan().send().await.unwrap().headers_as::<LinkHeaders>().unwrap(), next);
    assert_eq!(client.plan2().send().await.unwrap().headers_as::<LinkHeaders>().unwrap(), next);
}
