//! A fast server that fails one request in ten, in many ways.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::server::next_target;

/// Ways to fail, all as likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    ResetBefore,
    ResetAfter,
    Status500,
    Status503,
    Wait0,
    Wait1,
    CutOff,
    HtmlFromProxy,
    Slow,
    ClosedLater,
}

use Trouble::*;

const TROUBLES: [Trouble; 10] =
    [ResetBefore, ResetAfter, Status500, Status503, Wait0, Wait1, CutOff, HtmlFromProxy, Slow, ClosedLater];

/// The server, and what it counted.
pub struct Unreliable {
    pub url: String,
    pub ledger: Arc<Ledger>,
}

pub struct Ledger {
    seed: u64,
    pub requests: AtomicUsize,
    pub connections: AtomicUsize,
    /// By id: how often it was asked for, and how often it was done.
    seen: Vec<AtomicU32>,
    pub done: Vec<AtomicU32>,
    pub troubles: Mutex<HashMap<Trouble, usize>>,
}

impl Ledger {
    /// The same for each attempt of a call in each run with this seed, in whatever order the calls come.
    fn trouble(&self, id: usize) -> Option<Trouble> {
        let attempt = self.seen[id].fetch_add(1, Ordering::Relaxed);
        let mut chance = fastrand::Rng::with_seed(self.seed ^ (id as u64) << 20 ^ u64::from(attempt) << 50);
        // The first numbers of neighbouring seeds are neighbours.
        chance.u64(..);
        let trouble = (chance.u32(..10) == 0).then(|| TROUBLES[chance.usize(..TROUBLES.len())])?;
        *self.troubles.lock().unwrap().entry(trouble).or_default() += 1;
        Some(trouble)
    }

    fn done(&self, id: usize) {
        self.done[id].fetch_add(1, Ordering::Relaxed);
    }
}

impl Unreliable {
    pub async fn start(seed: u64, ids: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let zeros = || (0..ids).map(|_| AtomicU32::new(0)).collect();
        let ledger = Arc::new(Ledger {
            seed,
            requests: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            seen: zeros(),
            done: zeros(),
            troubles: Mutex::default(),
        });
        let shared = ledger.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::Relaxed);
                let ledger = shared.clone();
                tokio::spawn(async move { serve(stream, &ledger).await });
            }
        });
        Self { url, ledger }
    }
}

async fn serve(mut stream: TcpStream, ledger: &Ledger) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut data = Vec::new();
    loop {
        let Some(target) = next_target(&mut stream, &mut data).await? else { return Ok(()) };
        ledger.requests.fetch_add(1, Ordering::Relaxed);
        let id: usize = target.rsplit('=').next().unwrap().parse().unwrap();
        let fine = answer("200", "", &id.to_string());
        let trouble = ledger.trouble(id);
        if !matches!(trouble, Some(ResetBefore | Status503 | Wait0 | Wait1 | HtmlFromProxy)) {
            ledger.done(id);
        }
        match trouble {
            None => stream.write_all(&fine).await?,
            Some(ResetBefore | ResetAfter) => return stream.set_zero_linger(),
            Some(Status500) => stream.write_all(&answer("500", "", "{}")).await?,
            Some(Status503) => stream.write_all(&answer("503", "", "{}")).await?,
            Some(Wait0) => stream.write_all(&answer("429", "retry-after: 0\r\n", "{}")).await?,
            Some(Wait1) => stream.write_all(&answer("429", "retry-after: 1\r\n", "{}")).await?,
            Some(CutOff) => return stream.write_all(b"HTTP/1.1 200 X\r\ncontent-length: 20\r\n\r\n1").await,
            Some(HtmlFromProxy) => {
                stream.write_all(&answer("200", "content-type: text/html\r\n", "<html>back soon</html>")).await?;
            }
            Some(Slow) => {
                tokio::time::sleep(Duration::from_millis(30)).await;
                stream.write_all(&fine).await?;
            }
            Some(ClosedLater) => {
                stream.write_all(&fine).await?;
                // The client believes by now that it can use the connection again.
                tokio::time::sleep(Duration::from_millis(1)).await;
                return Ok(());
            }
        }
    }
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
