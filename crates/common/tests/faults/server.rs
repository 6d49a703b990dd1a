//! A server that fails in one way, byte by byte.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flate2::{Compress, Compression, FlushCompress};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::faults::Way;

/// A server that treats each connection in one way.
pub struct Failing {
    pub url: String,
    processed: Arc<AtomicUsize>,
}

impl Failing {
    pub async fn start(way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let processed = Arc::new(AtomicUsize::new(0));
        let url = match way {
            Way::NoTls => format!("https://{address}"),
            Way::NoSuchHost => "https://api.example.com".to_owned(),
            _ => format!("http://{address}"),
        };
        if !matches!(way, Way::Closed) {
            let count = processed.clone();
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (way, count) = (way.clone(), count.clone());
                    tokio::spawn(async move { serve(stream, way, &count).await });
                }
            });
        }
        Self { url, processed }
    }

    /// Requests that came as a whole and were not refused by 401 or 429.
    pub fn processed(&self) -> usize {
        self.processed.load(Ordering::SeqCst)
    }
}

async fn serve(mut stream: TcpStream, way: Way, processed: &AtomicUsize) -> io::Result<()> {
    match way {
        Way::ResetUnread => {
            // Before that the client may not even notice that it was connected.
            stream.peek(&mut [0]).await?;
            return stream.set_zero_linger();
        }
        Way::NoTls => {
            stream.read_buf(&mut Vec::new()).await?;
            return stream.write_all(b"HTTP/1.1 400 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n").await;
        }
        _ => {}
    }
    let target = read_request(&mut stream).await?;
    if let Way::Unauthorized = way {
        let (status, body) = if target.starts_with("/oauth/token") {
            (200, r#"{"access_token":"sample-access","token_type":"bearer","expires_in":3600}"#)
        } else {
            (401, "{}")
        };
        let length = body.len();
        let text = format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
        return stream.write_all(text.as_bytes()).await;
    }
    let refused = matches!(&way, Way::Says(bytes) if bytes.starts_with(b"HTTP/1.1 429"));
    processed.fetch_add(usize::from(!refused), Ordering::SeqCst);
    match way {
        Way::ResetRead => return stream.set_zero_linger(),
        Way::Says(bytes) => stream.write_all(&bytes).await?,
        Way::Stops(bytes) => {
            stream.write_all(&bytes).await?;
            rest(&mut stream).await?;
        }
        Way::Silent => rest(&mut stream).await?,
        Way::Drips(bytes) => {
            stream.write_all(&bytes).await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        Way::Bomb => {
            stream.write_all(b"HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n").await?;
            stream.write_all(b"\x1f\x8b\x08\0\0\0\0\0\0\x03").await?;
            let piece = zeros();
            for _ in 0..10_000 {
                stream.write_all(&piece).await?;
            }
        }
        Way::Closed | Way::NoSuchHost | Way::NoTls | Way::ResetUnread | Way::Unauthorized => {}
    }
    stream.shutdown().await?;
    rest(&mut stream).await
}

/// 1 MB of zeros, packed so that it may be repeated.
fn zeros() -> Vec<u8> {
    let mut packed = Vec::with_capacity(64 * 1024);
    let mut packer = Compress::new(Compression::best(), false);
    packer.compress_vec(&vec![0; 1_000_000], &mut packed, FlushCompress::Full).unwrap();
    assert_eq!(packer.total_in(), 1_000_000);
    packed
}

/// Waits until the client closes.
async fn rest(stream: &mut TcpStream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    while stream.read(&mut buffer).await? > 0 {}
    Ok(())
}

/// Reads a whole request; its target.
async fn read_request(stream: &mut TcpStream) -> io::Result<String> {
    let mut data = Vec::new();
    loop {
        if let Some((target, length)) = whole_request(&data)
            && data.len() >= length
        {
            return Ok(target);
        }
        if stream.read_buf(&mut data).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Target and length of the request that begins here, once its headers are there.
fn whole_request(data: &[u8]) -> Option<(String, usize)> {
    let end = data.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&data[..end]).unwrap();
    let target = head.split(' ').nth(1).unwrap().to_owned();
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    Some((target, end + length.unwrap_or(0)))
}

/// Reads the next whole request of a connection and gives its target; `None`: there is none any more.
pub async fn next_target(stream: &mut TcpStream, data: &mut Vec<u8>) -> io::Result<Option<String>> {
    loop {
        if let Some((target, length)) = whole_request(data).filter(|(_, length)| data.len() >= *length) {
            data.drain(..length);
            return Ok(Some(target));
        }
        if stream.read_buf(data).await? == 0 {
            return Ok(None);
        }
    }
}
