//! A server whose refresh tokens are good for one use, and that keeps account of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Access tokens are accepted for longer than the server says: their life is so short that they would
/// not outlive the way to it.
const ACCEPTED_FOR: Duration = Duration::from_secs(10);

/// A server on loopback, in threads of this process.
pub struct TokenServer {
    pub url: String,
    books: Arc<Books>,
}

struct Books {
    /// `expires_in` of all tokens, in seconds.
    life: f64,
    /// The work is done after so many rotations.
    goal: usize,
    ledger: Mutex<Ledger>,
    changed: Condvar,
}

/// What has happened so far.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Grants by password.
    pub logins: usize,
    /// Grants by refresh token.
    pub rotations: usize,
    /// Refresh tokens that were spent or unknown.
    pub refusals: usize,
    /// Calls whose access token was not accepted.
    pub unauthorized: usize,
    /// By `User-Agent`, of those that have sent a request.
    pub clients: BTreeMap<String, ClientLedger>,
    given: usize,
    unspent: BTreeSet<String>,
    access: BTreeMap<String, Instant>,
    done: bool,
}

#[derive(Clone, Debug, Default)]
pub struct ClientLedger {
    pub rotations: usize,
}

impl TokenServer {
    pub fn start(life: Duration, goal: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (ledger, changed) = (Mutex::default(), Condvar::new());
        let books = Arc::new(Books { life: life.as_secs_f64(), goal, ledger, changed });
        let shared = books.clone();
        std::thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                let books = shared.clone();
                std::thread::spawn(move || while books.serve(&mut BufReader::new(&stream)).is_some() {});
            }
        });
        Self { url, books }
    }

    pub fn ledger(&self) -> Ledger {
        self.books.ledger.lock().unwrap().clone()
    }

    /// From now on calls are told that the work is done.
    pub fn finish(&self) {
        self.books.ledger.lock().unwrap().done = true;
    }

    /// Waits until the condition holds; `false`: it does not in time.
    pub fn wait_for(&self, limit: Duration, mut holds: impl FnMut(&Ledger) -> bool) -> bool {
        let ledger = self.books.ledger.lock().unwrap();
        let (_ledger, waited) = self.books.changed.wait_timeout_while(ledger, limit, |l| !holds(l)).unwrap();
        !waited.timed_out()
    }
}

impl Books {
    /// One request of a connection; `None`: the connection has ended.
    fn serve(&self, stream: &mut BufReader<&TcpStream>) -> Option<()> {
        let mut line = || {
            let mut text = String::new();
            let read = stream.read_line(&mut text).ok()?;
            (read > 0).then(|| text.trim_end().to_owned())
        };
        let target = line()?.split(' ').nth(1)?.to_owned();
        let mut headers = BTreeMap::new();
        while let Some((name, value)) = line()?.split_once(": ") {
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        stream.read_exact(&mut body).ok()?;
        let (status, text) = self.answer(&target, &headers, &body);
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n", text.len());
        let mut stream: &TcpStream = stream.get_ref();
        stream.write_all(format!("{head}{text}").as_bytes()).ok()
    }

    fn answer(&self, target: &str, headers: &BTreeMap<String, String>, body: &[u8]) -> (u16, String) {
        let client = headers.get("user-agent").cloned().unwrap_or_default();
        let mut ledger = self.ledger.lock().unwrap();
        ledger.clients.entry(client.clone()).or_default();
        let answer = match target.starts_with("/oauth/token") {
            true => self.grant(&mut ledger, &client, body),
            false => ledger.thing(headers.get("authorization").map_or("", String::as_str)),
        };
        self.changed.notify_all();
        answer
    }

    fn grant(&self, ledger: &mut Ledger, client: &str, body: &[u8]) -> (u16, String) {
        let form: BTreeMap<_, _> = url::form_urlencoded::parse(body).into_owned().collect();
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        match (field("grant_type"), field("password")) {
            ("password", "sample-password") => ledger.logins += 1,
            ("refresh_token", _) if ledger.unspent.remove(field("refresh_token")) => {
                ledger.rotations += 1;
                ledger.clients.entry(client.to_owned()).or_default().rotations += 1;
                ledger.done |= ledger.rotations >= self.goal;
            }
            _ => {
                ledger.refusals += 1;
                return (400, r#"{"error":"invalid_grant"}"#.to_owned());
            }
        }
        ledger.given += 1;
        let (n, life) = (ledger.given, self.life);
        ledger.unspent.insert(format!("sample-refresh-{n}"));
        ledger.access.insert(format!("Bearer sample-access-{n}"), Instant::now());
        (
            200,
            format!(
                r#"{{"access_token":"sample-access-{n}","token_type":"bearer","expires_in":{life},"refresh_token":"sample-refresh-{n}"}}"#
            ),
        )
    }
}

impl Ledger {
    /// Whether the work is done.
    fn thing(&mut self, authorization: &str) -> (u16, String) {
        if self.access.get(authorization).is_some_and(|given| given.elapsed() < ACCEPTED_FOR) {
            (200, self.done.to_string())
        } else {
            self.unauthorized += 1;
            (401, r#"{"error":"not a token"}"#.to_owned())
        }
    }
}
