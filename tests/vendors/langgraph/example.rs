//! A run is started, and what it does comes as server-sent events while it goes on.

use std::error::Error;

use clientwright_langgraph::Client;
use httpmock::{Method, MockServer};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let stream = "id: 1\nevent: metadata\ndata: {\"run_id\":\"teapot\"}\n\n\
                  : still there\n\n\
                  id: 2\nevent: values\ndata: {\"cups\":\ndata: 3}\n\n\
                  id: 3\nevent: end\ndata: null\n\n";
    let runs = server
        .mock_async(|when, then| {
            when.method(Method::POST).path("/runs/stream").header("accept", "text/event-stream").json_body(json!({
                "assistant_id": "tea-maker", "input": "three cups", "stream_mode": ["values"],
            }));
            then.status(200).header("content-type", "text/event-stream").body(stream);
        })
        .await;

    let langgraph = Client::builder().base_url(server.base_url()).build()?;
    let run = langgraph.stream_run_stateless_runs_stream_post("tea-maker".into());
    let answer = run.input("three cups".into()).stream_mode(["values"]).send().await?;
    let mut events = answer.into_inner();
    let mut cups = None;
    while let Some(event) = events.next().await {
        let event = event?;
        println!("{:?} {}: {}", event.id, event.event, event.data);
        if event.event == "values" {
            cups = serde_json::from_str::<Value>(&event.data)?["cups"].as_i64();
        }
    }
    runs.assert_async().await;
    assert_eq!(cups, Some(3));
    assert_eq!(events.last_event_id(), Some("3"));
    Ok(())
}
