//! What is sent, and what an answer becomes.

use clientwright_harbour::*;
use httpmock::{Method, MockServer};
use serde_json::json;

fn client(server: &MockServer) -> Client {
    Client::builder().base_url(server.base_url()).build().unwrap()
}

#[tokio::test]
async fn parameters_are_written_in_their_styles() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method(Method::GET)
                .path("/ships/k%C3%AFtti")
                .query_param("area[north]", "54.5")
                .query_param("area[south]", "53.25")
                .query_param("tags", "old|red");
            then.status(200).json_body(json!({ "name": "Kittiwake", "cargo": ["loose"] }));
        })
        .await;
    let area = types::Area { north: Some(54.5), south: Some(53.25) };
    let answer = client(&server).get_ship("kïtti").area(area).tags(["old", "red"]).send().await.unwrap();
    mock.assert_async().await;
    let operations::GetShipAnswer::Ok(ship) = answer.into_inner() else { panic!("another status") };
    assert_eq!(ship.cargo, [Cargo::from("loose")]);
}

#[tokio::test]
async fn an_answer_is_what_its_status_says() {
    use operations::GetShipAnswer::{Accepted, NoContent};
    for (status, body, expected) in
        [(202, r#"{"seconds":3}"#, Accepted(Search { seconds: Some(3), default: None })), (204, "", NoContent)]
    {
        let server = MockServer::start_async().await;
        server.mock_async(|when, then| drop((when, then.status(status).body(body)))).await;
        assert_eq!(client(&server).get_ship("tern").send().await.unwrap().into_inner(), expected);
    }
}

#[tokio::test]
async fn an_error_is_read_as_the_type_of_its_status() {
    let server = MockServer::start_async().await;
    server.mock_async(|when, then| drop((when, then.status(404).body(r#"{"title":"sunk"}"#)))).await;
    let error = client(&server).get_ship("tern").send().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.body_as::<Problem>().unwrap(), Problem { title: Some("sunk".to_owned()) });
}

#[tokio::test]
async fn each_kind_of_body_has_a_method() {
    let server = MockServer::start_async().await;
    let json = server
        .mock_async(|when, then| {
            when.path("/ships/tern/papers").json_body(json!({ "title": "Log" }));
            then.status(201).body("kept as JSON");
        })
        .await;
    let parts = server
        .mock_async(|when, then| {
            when.path("/ships/tern/papers")
                .header_prefix("content-type", "multipart/form-data; boundary=")
                .body_includes("name=\"title\"")
                .body_includes("page one")
                .body_includes("page two")
                .body_includes(r#"{"name":"Ost"}"#);
            then.status(201).body("kept in parts");
        })
        .await;
    let bytes = server
        .mock_async(|when, then| {
            when.path("/ships/tern/papers").header("content-type", "application/pdf").body("%PDF");
            then.status(201).body("kept as it is");
        })
        .await;
    let client = client(&server);
    let kept = client.upload_papers("tern", "Log").send().await.unwrap();
    assert_eq!(*kept, "kept as JSON");
    let scans = [b"page one".to_vec(), b"page two".to_vec()];
    let seal = UploadPapersBodySeal { name: Some("Ost".to_owned()) };
    let kept = client.upload_papers_as_multipart("tern", "Log", scans).seal(seal).send().await.unwrap();
    assert_eq!(*kept, "kept in parts");
    let kept = client.upload_papers_as_bytes("tern", b"%PDF".to_vec()).send().await.unwrap();
    assert_eq!(*kept, "kept as it is");
    for mock in [json, parts, bytes] {
        mock.assert_async().await;
    }
}

#[tokio::test]
async fn an_answer_comes_whole_or_bit_by_bit() {
    let server = MockServer::start_async().await;
    let stream = "data: {\"text\":\"Ahoy\"}\n\ndata: {\"text\":\"Over\"}\n\n";
    server
        .mock_async(|when, then| {
            when.path("/radio").header("accept", "text/event-stream").json_body(json!({ "channel": 16 }));
            then.status(200).header("content-type", "text/event-stream").body(stream);
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path("/radio").header("accept", "application/json");
            then.status(200).json_body(json!([{ "text": "Ahoy" }]));
        })
        .await;
    let client = client(&server);
    let whole = client.listen().channel(16).send().await.unwrap();
    assert_eq!(*whole, [Call { text: "Ahoy".to_owned() }]);
    let mut heard = client.listen().channel(16).send_stream().await.unwrap();
    let mut texts = Vec::new();
    while let Some(event) = heard.next().await {
        texts.push(event.unwrap().data.text);
    }
    assert_eq!(texts, ["Ahoy", "Over"]);
}

#[tokio::test]
async fn operations_whose_ids_differ_in_a_capital_letter_are_both_served() {
    let server = MockServer::start_async().await;
    let mock =
        server.mock_async(|when, then| drop((when.method(Method::POST).path("/ships/tern"), then.status(200)))).await;
    client(&server).getship("tern").send().await.unwrap();
    mock.assert_async().await;
}
