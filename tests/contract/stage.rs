//! A server on loopback that answers from a script and keeps what it was asked, and a clock that skips waits.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clientwright_fflogs::common::clock::{Clock, Sleep, TokioClock};
use httpmock::{HttpMockRequest, HttpMockResponse, Mock, MockServer};
use serde_json::Value;

/// A server that gives its answers one after the other, each once.
pub struct Stage {
    server: MockServer,
    mock: usize,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// An answer of the script.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Asked {
    line: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: String,
}

impl Stage {
    /// A server with this script. A request after its end gets the status 599.
    pub async fn playing(script: impl IntoIterator<Item = Answer>) -> Self {
        let script: Mutex<VecDeque<Answer>> = Mutex::new(script.into_iter().collect());
        Self::answering(None, move || lock(&script).pop_front()).await
    }

    /// A server that gives the same answer each time.
    pub async fn repeating(answer: Answer) -> Self {
        Self::answering(None, move || Some(answer.clone())).await
    }

    /// A server whose answers come far too late.
    pub async fn silent() -> Self {
        Self::answering(Some(Duration::from_secs(30)), || None).await
    }

    async fn answering(delay: Option<Duration>, next: impl Fn() -> Option<Answer> + Send + Sync + 'static) -> Self {
        let server = MockServer::start_async().await;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let book = asked.clone();
        let mock = server
            .mock_async(move |when, then| {
                when.any_request();
                let then = match delay {
                    Some(delay) => then.delay(delay),
                    None => then,
                };
                then.respond_with(move |request: &HttpMockRequest| {
                    lock(&book).push(Asked::read(request));
                    next().unwrap_or_else(Answer::past_the_end).into()
                });
            })
            .await
            .id();
        Self { server, mock, asked }
    }

    /// The address of the server with this path.
    pub fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// A text that names the server, such as an error's, without its port.
    pub fn hide(&self, text: impl fmt::Display) -> String {
        text.to_string().replace(&self.server.base_url(), "http://stage")
    }

    /// All requests, in order.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.asked).clone()
    }

    /// Method and address of all requests, in order.
    pub fn lines(&self) -> Vec<String> {
        lock(&self.asked).iter().map(|asked| asked.line.clone()).collect()
    }

    /// The one request that there was.
    pub fn only(&self) -> Asked {
        match <[Asked; 1]>::try_from(self.asked()) {
            Ok([asked]) => asked,
            Err(asked) => panic!("{} requests instead of one: {:?}", asked.len(), self.lines()),
        }
    }

    /// Number of requests that arrived, those included whose answers nobody waited for.
    pub async fn arrivals(&self) -> usize {
        Mock::new(self.mock, &self.server).calls_async().await
    }
}

impl Answer {
    /// JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::of(status, "application/json", body.to_string())
    }

    /// JSON with the status 200.
    pub fn ok(body: &Value) -> Self {
        Self::json(200, body)
    }

    /// A page for people.
    pub fn html(status: u16) -> Self {
        Self::of(status, "text/html; charset=utf-8", "<!DOCTYPE html><title>Out for tea</title>")
    }

    /// Text of any type.
    pub fn of(status: u16, mime: &str, body: impl Into<String>) -> Self {
        Self { status, headers: vec![("content-type", mime.to_owned())], body: body.into() }
    }

    /// The same with one more header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn past_the_end() -> Self {
        Self::of(599, "text/plain", "the script has no more answers")
    }
}

impl From<Answer> for HttpMockResponse {
    fn from(answer: Answer) -> Self {
        Self::builder().status(answer.status).headers(answer.headers).body(answer.body).build()
    }
}

impl Asked {
    fn read(request: &HttpMockRequest) -> Self {
        let mut headers = request.headers_vec().clone();
        headers.sort();
        let address = request.uri();
        let address = address.path_and_query().map_or("", |address| address.as_str());
        Self {
            line: format!("{} {address}", request.method_str()),
            query: request.query_params(),
            headers,
            body: request.body_string(),
        }
    }

    /// Method and address.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The values of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Vec<&str> {
        self.query.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The body.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }
}

/// Request line, headers and body, without what is different in each run (host, version), the encodings
/// that the HTTP client understands, and the length of a body that is there.
impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.line)?;
        for (name, value) in &self.headers {
            let counted = name == "content-length" && !self.body.is_empty();
            if name != "host" && name != "accept-encoding" && !counted {
                writeln!(f, "{name}: {}", value.replace(env!("CARGO_PKG_VERSION"), "<version>"))?;
            }
        }
        f.write_str(&self.body)
    }
}

/// The ids of all operations of an API, as its description has them.
pub fn operations(api: &str) -> Vec<String> {
    match xtask::pipeline::draw(&clientwright_tests::root(), api) {
        Ok(drawn) => drawn.api.operations.into_iter().map(|operation| operation.id).collect(),
        Err(error) => panic!("{error}"),
    }
}

/// A value for a snapshot: as `{:#?}`, but without what is `None`, and with lone values on the line of what holds
/// them.
pub fn compact(value: &impl fmt::Debug) -> String {
    let text = format!("{value:#?}");
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.ends_with(": None,")) {
        lines.push(line.to_owned());
        if let [.., before, lone, _] = &lines[..]
            && matches!(line.trim(), ")" | "),")
            && before.ends_with('(')
            && [('(', ')'), ('[', ']'), ('{', '}')]
                .iter()
                .all(|(open, close)| lone.matches(*open).count() == lone.matches(*close).count())
        {
            let joined = format!("{before}{}{}", lone.trim().trim_end_matches(','), line.trim());
            lines.truncate(lines.len() - 3);
            lines.push(joined);
        }
    }
    lines.join("\n")
}

/// A clock whose waits take no time. It keeps them.
#[derive(Debug)]
pub struct SkippingClock {
    start: Instant,
    waits: Mutex<Vec<Duration>>,
}

impl SkippingClock {
    /// A clock that has not been waited for.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { start: Instant::now(), waits: Mutex::new(Vec::new()) })
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        lock(&self.waits).push(time);
    }

    /// All waits until now.
    pub fn waits(&self) -> Vec<Duration> {
        lock(&self.waits).clone()
    }

    fn passed(&self) -> Duration {
        lock(&self.waits).iter().sum()
    }
}

impl Clock for SkippingClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_780_000_000) + self.passed()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.pass(duration);
        Box::pin(std::future::ready(()))
    }

    fn time_limit(&self, duration: Duration) -> Sleep {
        TokioClock.sleep(duration)
    }

    fn random(&self) -> f64 {
        0.5
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
