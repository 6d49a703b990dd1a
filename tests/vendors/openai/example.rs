//! A recording is uploaded as a part of a form, and its text comes back.

use std::error::Error;

use clientwright_openai::Client;
use clientwright_openai::common::body::FilePart;
use httpmock::{Method, MockServer};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let hears = server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/audio/transcriptions")
                .header_prefix("content-type", "multipart/form-data; boundary=")
                .body_includes("name=\"file\"; filename=\"kettle.wav\"")
                .body_includes("RIFF and a whistle")
                .body_includes("name=\"model\"")
                .body_includes("name=\"language\"");
            then.status(200).json_body(json!({ "text": "Tea is ready." }));
        })
        .await;

    let openai = Client::builder().base_url(server.base_url()).build()?;
    let recording = FilePart::from(b"RIFF and a whistle".to_vec()).file_name("kettle.wav").content_type("audio/wav");
    let heard = openai.create_transcription(recording, "whisper-1").language("en").temperature(0.2).send().await?;
    hears.assert_async().await;
    assert_eq!(heard.text, "Tea is ready.");
    println!("{}", heard.text);
    Ok(())
}
