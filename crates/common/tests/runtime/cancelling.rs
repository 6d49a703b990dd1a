//! A call that is given up, at whichever of its await points, leaves nothing behind.
//!
//! The call waits for a limit, for its turn, for a new token, for a connection, for headers, for a body, and
//! before another attempt. It is polled once and dropped, polled twice and dropped, and so on until it ends.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use clientwright_common::clock::{Clock, Sleep};
use clientwright_common::rt::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::yield_now;

use crate::support::logins::*;
use crate::support::*;

static LIMITED: Api = Api {
    limits: &[Limit {
        name: "minute",
        requests: 3,
        per_seconds: WINDOW.as_secs() as u32,
        only_named: false,
        headers: None,
    }],
    schemes: &[scheme("login", SchemeKind::Token, HEADER, &[FLOW])],
    ..API
};
/// No limit counts it.
static HOLD: Operation = Operation { path: "/hold", limits: None, ..GET };

/// The token of the first call has ended by then.
const BEGIN: Duration = Duration::from_secs(2000);
/// The window of the limit, which the client makes a little longer.
const WINDOW: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_call_given_up_at_any_point_gives_back_all_it_held_and_loses_no_token() {
    let mut places = BTreeSet::new();
    for polls in 0.. {
        let stage = Stage::set().await;
        let held = stage.occupied().await;
        let ended = polled(stage.client.call(&LOGIN).send_json::<u64>(), polls).await;
        places.insert(stage.place());
        // What the call has begun finds out that nobody waits for it.
        pause().await;
        if stage.clock.0.passed() < BEGIN + WINDOW {
            stage.clock.0.advance(WINDOW + Duration::from_secs(1));
        }
        held.await.unwrap();
        stage.is_as_if_nothing_had_been_given_up(polls).await;
        if let Some(result) = ended {
            let answer = result.unwrap();
            assert_eq!((*answer, answer.attempts()), (2, 2));
            break;
        }
        assert!(polls < 2000, "the call does not end");
    }
    let all = ["answered", "backoff", "body", "connection", "headers", "limit", "token", "turn"];
    assert_eq!(places.into_iter().collect::<Vec<_>>(), all);
}

/// Polls so often, while everything else goes on; then gives up.
async fn polled<F: Future>(work: F, polls: usize) -> Option<F::Output> {
    let mut work = Box::pin(work);
    for poll in 1..=polls {
        if let Poll::Ready(output) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(output);
        }
        if poll < polls {
            yield_now().await;
        }
    }
    None
}

/// A client all of whose waits are yet to come, and its server.
struct Stage {
    client: Client,
    clock: Arc<Steps>,
    seen: Arc<Seen>,
    /// Attempts that were sent with a token, and those that a limit counts.
    sent: Arc<AtomicUsize>,
}

impl Stage {
    async fn set() -> Self {
        let clock = Arc::new(Steps::default());
        let seen = Arc::new(Seen::default());
        let sent = Arc::new(AtomicUsize::new(0));
        let url = serve(clock.clone(), seen.clone()).await;
        let count = sent.clone();
        let client = set_up(&LIMITED)
            .base_url(url)
            .clock(clock.clone())
            .max_concurrency(1)
            .password("mara", "sample-password")
            .before_attempt(move |attempt| {
                count.fetch_add(usize::from(attempt.path_template() == LOGIN.path), Ordering::SeqCst);
                Ok(())
            })
            .build()
            .unwrap();
        client.core.log_in().await.unwrap();
        clock.0.advance(BEGIN);
        Self { client, clock, seen, sent }
    }

    /// Uses up the limit, and takes the one place until the minute is over.
    async fn occupied(&self) -> tokio::task::JoinHandle<()> {
        for _ in 0..3 {
            self.client.call(&GET).send_empty().await.unwrap();
        }
        self.sent.store(0, Ordering::SeqCst);
        self.seen.armed.store(true, Ordering::SeqCst);
        let call = self.client.call(&HOLD).send_empty();
        let held = tokio::spawn(async { assert!(call.await.is_ok()) });
        while !self.seen.holding.load(Ordering::SeqCst) {
            yield_now().await;
        }
        held
    }

    /// What the call is waiting for.
    fn place(&self) -> &'static str {
        let seen = |count: &AtomicUsize| count.load(Ordering::SeqCst);
        match seen(&self.sent) {
            _ if self.clock.0.passed() < BEGIN + WINDOW => "limit",
            0 if self.seen.holding.load(Ordering::SeqCst) => "turn",
            0 => "token",
            1 if seen(&self.seen.requests) == 0 => "connection",
            1 if seen(&self.seen.heads) == 0 => "headers",
            1 if seen(&self.seen.answers) == 0 => "body",
            1 => "backoff",
            _ => "answered",
        }
    }

    async fn is_as_if_nothing_had_been_given_up(&self, polls: usize) {
        // The place is free and the token is there: else the first one would not end. The limit has room for
        // what was not sent, and for no more.
        let hasty = || CallOptions::new().deadline(Duration::from_secs(2));
        let mut last = None;
        for _ in 0..4 {
            let next = self.client.call(&LOGIN).options(hasty()).send_json::<u64>();
            match polled(next, 5000).await.unwrap_or_else(|| panic!("{polls}: something is still held")) {
                Ok(number) => assert_eq!(*number, 2, "{polls}"),
                Err(error) => last = Some(error),
            }
        }
        let last = last.unwrap();
        assert!(last.is_rate_limited() && last.status().is_none(), "{polls}: {last}");
        assert_eq!(self.sent.load(Ordering::SeqCst), 3, "{polls}");
        assert_eq!(self.seen.tokens.load(Ordering::SeqCst), 2, "{polls}: one login and one renewal");
    }
}

/// Sleeping takes a few polls, and then the whole time at once.
#[derive(Debug)]
struct Steps(Arc<VirtualClock>);

impl Default for Steps {
    fn default() -> Self {
        Self(VirtualClock::skipping())
    }
}

impl Clock for Steps {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn wall(&self) -> SystemTime {
        self.0.wall()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        let clock = self.0.clone();
        Box::pin(async move {
            for _ in 0..3 {
                yield_now().await;
            }
            clock.advance(duration);
        })
    }

    fn time_limit(&self, _: Duration) -> Sleep {
        Box::pin(std::future::pending())
    }

    fn random(&self) -> f64 {
        1.0
    }
}

/// What the server has seen and done since it was armed.
#[derive(Default)]
struct Seen {
    armed: AtomicBool,
    holding: AtomicBool,
    tokens: AtomicUsize,
    requests: AtomicUsize,
    heads: AtomicUsize,
    answers: AtomicUsize,
}

/// A server that refuses the first request with a token, and takes its time with each part of an answer.
async fn serve(clock: Arc<Steps>, seen: Arc<Seen>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, clock.clone(), seen.clone()));
        }
    });
    url
}

async fn answer(mut stream: TcpStream, clock: Arc<Steps>, seen: Arc<Seen>) -> Option<()> {
    let request = request(&mut stream).await?;
    let (mut status, mut body) = (200, "0".to_owned());
    if request.starts_with("POST /oauth/token") {
        let number = seen.tokens.fetch_add(1, Ordering::SeqCst) + 1;
        body = format!(
            r#"{{"access_token":"sample-access-{number}","token_type":"bearer","expires_in":1000,"refresh_token":"sample-refresh-{number}"}}"#
        );
        pause().await;
    } else if request.starts_with("GET /hold") {
        seen.holding.store(true, Ordering::SeqCst);
        while clock.0.passed() < BEGIN + WINDOW {
            yield_now().await;
        }
        pause().await;
        seen.holding.store(false, Ordering::SeqCst);
    } else if seen.armed.load(Ordering::SeqCst) {
        if seen.requests.fetch_add(1, Ordering::SeqCst) == 0 {
            status = 503;
        }
        body = request.split("sample-access-").nth(1)?.chars().take_while(char::is_ascii_digit).collect();
        pause().await;
    }
    let head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.ok()?;
    seen.heads.fetch_add(usize::from(seen.requests.load(Ordering::SeqCst) > 0), Ordering::SeqCst);
    pause().await;
    stream.write_all(body.as_bytes()).await.ok()?;
    stream.shutdown().await.ok()?;
    seen.answers.fetch_add(usize::from(seen.requests.load(Ordering::SeqCst) > 0), Ordering::SeqCst);
    Some(())
}

/// A whole request.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut data = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&data);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text.into_owned());
            }
        }
        (stream.read_buf(&mut data).await.ok()? > 0).then_some(())?;
    }
}

async fn pause() {
    for _ in 0..8 {
        yield_now().await;
    }
}
