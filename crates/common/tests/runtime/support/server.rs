//! A server on loopback that answers with what a function says.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use clientwright_common::clock::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::VirtualClock;

#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path with query.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub at: Option<Instant>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    pub fn form(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.body.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into())
    }

    pub fn whole(&self) -> String {
        format!("{self:?}")
    }
}

pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    length: Option<usize>,
}

pub fn reply(status: u16, body: impl Into<Vec<u8>>) -> Reply {
    Reply { status, headers: vec![], body: body.into(), length: None }
}

impl Reply {
    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.into(), value.to_string()));
        self
    }

    /// Promises more bytes than it sends.
    pub fn cut_off(mut self) -> Self {
        self.length = Some(self.body.len() + 10);
        self
    }
}

/// A server on loopback that answers with what the function says.
pub struct Loopback {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

type Answer = dyn Fn(&Request) -> Reply + Send + Sync;

impl Loopback {
    pub async fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::with_clock(None, answer).await
    }

    pub async fn with_clock(
        clock: Option<Arc<VirtualClock>>,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        let answer: Arc<Answer> = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, answer, clock) = (seen.clone(), answer.clone(), clock.clone());
                tokio::spawn(async move { serve(stream, &seen, &*answer, clock).await });
            }
        });
        Self { url, requests }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// Requests whose target begins so.
    pub fn count(&self, path: &str) -> usize {
        self.requests().iter().filter(|request| request.target.starts_with(path)).count()
    }
}

async fn serve(
    mut stream: tokio::net::TcpStream,
    seen: &Mutex<Vec<Request>>,
    answer: &Answer,
    clock: Option<Arc<VirtualClock>>,
) -> Option<()> {
    let mut data = Vec::new();
    let head = loop {
        if let Some(end) = data.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut data).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(data[..head].to_vec()).ok()?;
    let mut lines = text.split("\r\n");
    let mut start = lines.next()?.split(' ');
    let (method, target) = (start.next()?.to_owned(), start.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, v)| v.parse().unwrap());
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    while data.len() < head + length || chunked && !data.ends_with(b"0\r\n\r\n") {
        if stream.read_buf(&mut data).await.ok()? == 0 {
            return None;
        }
    }
    let body = if chunked { unchunked(&data[head..]) } else { data[head..].to_vec() };
    let body = String::from_utf8_lossy(&body).into_owned();
    let request = Request { method, target, headers, body, at: clock.map(|clock| clock.now()) };
    let reply = answer(&request);
    seen.lock().unwrap().push(request);
    let mut out = format!("HTTP/1.1 {} X\r\nconnection: close\r\n", reply.status);
    for (name, value) in &reply.headers {
        out += &format!("{name}: {value}\r\n");
    }
    out += &format!("content-length: {}\r\n\r\n", reply.length.unwrap_or(reply.body.len()));
    stream.write_all(out.as_bytes()).await.ok()?;
    stream.write_all(&reply.body).await.ok()?;
    stream.shutdown().await.ok()
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
    body
}
