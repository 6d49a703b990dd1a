//! A server on loopback that answers with any bytes, or with none.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::watch::lock;

/// Nobody listens there.
pub const NOWHERE: &str = "http://127.0.0.1:1";

/// A server; it ends when it is dropped.
pub struct Server {
    /// Its address, without a slash at the end.
    pub url: String,
    asked: Arc<Mutex<Vec<Request>>>,
    /// A request has arrived that will get no answer.
    pub waiting: Arc<Notify>,
    accepting: JoinHandle<()>,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// All of it.
    pub raw: String,
}

/// What a server does.
pub enum Reply {
    /// It sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// It sends these bytes, and then nothing.
    Silence(Vec<u8>),
}

impl Server {
    pub async fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (asked, waiting, answer) = (Arc::<Mutex<Vec<_>>>::default(), Arc::<Notify>::default(), Arc::new(answer));
        let (book, bell) = (asked.clone(), waiting.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (book, bell, answer) = (book.clone(), bell.clone(), answer.clone());
                tokio::spawn(async move {
                    let Some(request) = read(&mut stream).await else { return };
                    lock(&book).push(request.clone());
                    match answer(&request) {
                        Reply::Bytes(bytes) => {
                            let _ = stream.write_all(&bytes).await;
                            let _ = stream.shutdown().await;
                        }
                        Reply::Silence(bytes) => {
                            let _ = stream.write_all(&bytes).await;
                            bell.notify_one();
                            tokio::time::sleep(Duration::from_secs(60)).await;
                        }
                    }
                });
            }
        });
        Self { url, asked, waiting, accepting }
    }

    /// All requests, in order.
    pub fn asked(&self) -> Vec<Request> {
        lock(&self.asked).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&part[..count]),
        }
        let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        if bytes.len() >= head + 4 + length.unwrap_or(0) {
            return Some(Request { raw: String::from_utf8_lossy(&bytes).into_owned() });
        }
    }
}

impl Request {
    /// The path and query.
    pub fn target(&self) -> &str {
        self.raw.split(' ').nth(1).unwrap_or_default()
    }

    /// With the address, a form in the body and the pair of a `Basic` header decoded, as a server sees them.
    pub fn decoded(&self) -> String {
        let form = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let (head, body) = self.raw.split_once("\r\n\r\n").unwrap_or((&self.raw, ""));
        let (line, headers) = head.split_once("\r\n").unwrap_or((head, ""));
        let body = if body.starts_with('{') { body.to_owned() } else { form(body) };
        let pair = headers.lines().find_map(|line| {
            let (name, value) = line.split_once(": Basic ")?;
            name.eq_ignore_ascii_case("authorization").then(|| STANDARD.decode(value.trim()).ok())?
        });
        let pair = form(&String::from_utf8_lossy(&pair.unwrap_or_default()));
        format!("{}\r\n{headers}\r\n\r\n{body}\r\n{pair}", form(line))
    }
}
