//! What a call costs beside a call of plain reqwest to the same server on loopback, as a ratio.
//!
//! `cargo bench -p clientwright-common --bench overhead`, and again with `--features tracing`.
//!
//! Server and clients share one thread: none waits for the other to wake up, which would take longer than
//! all that is measured. What is compared takes short turns, so that a busy machine is busy for all. The share
//! of the server and of the sockets is in all figures; a bare socket shows how much it is.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a benchmark")]

#[allow(unused_imports, reason = "the benchmark needs a part of it")]
#[path = "../tests/runtime/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use serde::Deserialize;
use support::{Client, GET, PLAIN, set_up};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Turns that each of those compared takes, and its calls in a turn.
const TURNS: usize = 2000;
const CALLS: usize = 20;
/// The turns in which connections are opened and caches filled do not count.
const WARM_UP: usize = 20;
/// No further turn is begun after this.
const LONGEST: Duration = Duration::from_secs(30);

const REQUEST: &[u8] = b"GET /thing HTTP/1.1\r\naccept: */*\r\nhost: 127.0.0.1\r\n\r\n";
const ANSWER: &[u8] = b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"id\":1}";

#[derive(Deserialize)]
struct Thing {
    id: u32,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let address = serve().await;
        let url = format!("http://{address}");
        let mut compared = Compared {
            socket: TcpStream::connect(&address).await.unwrap(),
            plain: reqwest::Client::builder().no_proxy().build().unwrap(),
            client: set_up(&PLAIN).base_url(&url).configure_http(|http| http.no_proxy()).build().unwrap(),
            url,
        };
        let name = if cfg!(feature = "tracing") { "tracing, no subscriber" } else { "no tracing" };
        compared.measure(name).await;
        #[cfg(feature = "tracing")]
        {
            let to_nowhere =
                tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(std::io::sink).finish();
            tracing::subscriber::set_global_default(to_nowhere).unwrap();
            compared.measure("tracing, all events written to nowhere").await;
        }
    });
}

struct Compared {
    socket: TcpStream,
    plain: reqwest::Client,
    client: Client,
    url: String,
}

impl Compared {
    /// Medians over the turns, and over the ratios of turns that follow each other.
    async fn measure(&mut self, name: &str) {
        let (mut bare, mut plain, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let begun = Instant::now();
        for turn in 0..TURNS {
            if begun.elapsed() > LONGEST {
                break;
            }
            let socket = self.bare().await;
            // Neither of the two always comes first.
            let (peer, own) = if turn % 2 == 0 {
                let peer = self.plain().await;
                (peer, self.ours().await)
            } else {
                let own = self.ours().await;
                (self.plain().await, own)
            };
            if turn >= WARM_UP {
                bare.push(socket);
                plain.push(peer);
                ours.push(own);
                ratios.push(own / peer);
            }
        }
        println!(
            "{name}: {:.1} µs a call, plain reqwest {:.1} µs, bare socket {:.1} µs; ratio to plain reqwest {:.2}, \
             half of the turns within {:.2} to {:.2} ({} turns)",
            quantile(&mut ours, 0.5),
            quantile(&mut plain, 0.5),
            quantile(&mut bare, 0.5),
            quantile(&mut ratios, 0.5),
            quantile(&mut ratios, 0.25),
            quantile(&mut ratios, 0.75),
            ratios.len(),
        );
    }

    /// Microseconds for a call, as the next two.
    async fn bare(&mut self) -> f64 {
        let start = Instant::now();
        let mut answer = [0; ANSWER.len()];
        for _ in 0..CALLS {
            self.socket.write_all(REQUEST).await.unwrap();
            self.socket.read_exact(&mut answer).await.unwrap();
        }
        assert_eq!(answer, ANSWER);
        each(start)
    }

    async fn plain(&self) -> f64 {
        let start = Instant::now();
        for _ in 0..CALLS {
            let answer = self.plain.get(format!("{}/thing", self.url)).send().await.unwrap();
            let body = answer.error_for_status().unwrap().bytes().await.unwrap();
            assert_eq!(serde_json::from_slice::<Thing>(&body).unwrap().id, 1);
        }
        each(start)
    }

    async fn ours(&self) -> f64 {
        let start = Instant::now();
        for _ in 0..CALLS {
            assert_eq!(self.client.call(&GET).send_json::<Thing>().await.unwrap().id, 1);
        }
        each(start)
    }
}

fn each(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e6 / CALLS as f64
}

fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() as f64 * part) as usize]
}

/// A server that gives one answer to every request; its connections stay open.
async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    address
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::new();
    while stream.read_buf(&mut request).await? > 0 {
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            stream.write_all(ANSWER).await?;
        }
        // No request here is as long.
        if request.len() > 4096 {
            break;
        }
    }
    Ok(())
}
