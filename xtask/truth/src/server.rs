//! A server on loopback that keeps what it is asked and answers what it is told.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::bytes;

/// The server.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// Its base URL.
    pub(crate) url: String,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    answer: Value,
    requests: Vec<Value>,
}

impl Server {
    /// Begins to listen.
    pub(crate) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}/base", listener.local_addr()?);
        let server = Self { url, shared: Arc::default() };
        let shared = Arc::clone(&server.shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    let _ = serve(stream, &shared).await;
                });
            }
        });
        Ok(server)
    }

    /// What it answers from now on; what it was asked before is forgotten.
    pub(crate) fn answer(&self, answer: Value) {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        *shared = Shared { answer, requests: Vec::new() };
    }

    /// What it was asked.
    pub(crate) fn requests(&self) -> Vec<Value> {
        std::mem::take(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner).requests)
    }
}

async fn serve(mut stream: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let mut buffer = Vec::new();
    loop {
        let Some(end) = head(&mut stream, &mut buffer).await? else { return Ok(()) };
        let text = String::from_utf8_lossy(&buffer[..end]).into_owned();
        buffer.drain(..end + 4);
        let mut lines = text.split("\r\n");
        let mut first = lines.next().unwrap_or_default().split(' ');
        let (method, target) = (first.next().unwrap_or_default().to_owned(), first.next().unwrap_or_default());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let body = if header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
            chunks(&mut stream, &mut buffer).await?
        } else {
            let length = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            exactly(&mut stream, &mut buffer, length).await?
        };
        let request = json!({ "method": &method, "target": target, "headers": headers, "body": bytes::written(&body) });
        let answer = {
            let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.requests.push(request);
            shared.answer.clone()
        };
        stream.write_all(&written(&answer, method == "HEAD")).await?;
    }
}

/// The place where the head of a request ends; `None`: there is no further one.
async fn head(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Option<usize>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            return Ok(Some(end));
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

async fn exactly(stream: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> std::io::Result<Vec<u8>> {
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(buffer.drain(..length).collect())
}

async fn chunks(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(2).position(|two| two == b"\r\n") {
                break end;
            }
            if stream.read_buf(buffer).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        };
        let size = usize::from_str_radix(String::from_utf8_lossy(&buffer[..end]).trim(), 16)
            .map_err(|_| std::io::Error::from(std::io::ErrorKind::InvalidData))?;
        buffer.drain(..end + 2);
        whole.extend(exactly(stream, buffer, size).await?);
        exactly(stream, buffer, 2).await?;
        if size == 0 {
            return Ok(whole);
        }
    }
}

/// The bytes of an answer.
fn written(answer: &Value, bodiless: bool) -> Vec<u8> {
    let status = answer["status"].as_u64().unwrap_or(200);
    let value = &answer["value"];
    let items = || value.as_array().into_iter().flatten();
    let body = match answer["kind"].as_str() {
        Some("json") => value.to_string().into_bytes(),
        Some("text") => value.as_str().unwrap_or_default().as_bytes().to_vec(),
        Some("bytes") => bytes::read(value),
        Some("events") => items().map(|item| format!("data: {item}\n\n")).collect::<String>().into_bytes(),
        Some("lines") => items().map(|item| format!("{item}\n")).collect::<String>().into_bytes(),
        _ => Vec::new(),
    };
    let mut head = format!("HTTP/1.1 {status} Answer\r\n");
    if let Some(kind) = answer["type"].as_str() {
        head.push_str(&format!("content-type: {kind}\r\n"));
    }
    let has_no_body = matches!(status, 204 | 304);
    if !has_no_body {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut whole = head.into_bytes();
    if !bodiless && !has_no_body {
        whole.extend(body);
    }
    whole
}
