//! A server that answers bit by bit.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What comes after the pieces.
#[derive(Clone, Copy)]
pub enum End {
    Whole,
    Silence,
    Break,
}

/// Answers every request with these pieces, each as a chunk of its own.
pub async fn pieces(content_type: &'static str, pieces: Vec<Vec<u8>>, end: End) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let pieces = pieces.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
                        return;
                    }
                }
                let mut out = format!("HTTP/1.1 200 X\r\ncontent-type: {content_type}\r\n").into_bytes();
                out.extend_from_slice(b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n");
                for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
                    out.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
                    out.extend_from_slice(piece);
                    out.extend_from_slice(b"\r\n");
                }
                if let End::Whole = end {
                    out.extend_from_slice(b"0\r\n\r\n");
                }
                let _ = stream.write_all(&out).await;
                match end {
                    End::Silence => std::future::pending().await,
                    End::Whole | End::Break => drop(stream.shutdown().await),
                }
            });
        }
    });
    url
}

/// The text in pieces that end at these places.
pub fn cut(text: &[u8], places: &[prop::sample::Index]) -> Vec<Vec<u8>> {
    let mut ends: Vec<_> = places.iter().map(|place| place.index(text.len() + 1)).collect();
    ends.push(text.len());
    ends.sort_unstable();
    let mut begin = 0;
    let piece = |end: usize| text[std::mem::replace(&mut begin, end)..end].to_vec();
    ends.into_iter().map(piece).collect()
}

use proptest::prelude::prop;
