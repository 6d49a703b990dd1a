//! The faults, one line each.

use std::time::Duration;

/// How the server treats each connection.
#[derive(Clone, Debug)]
pub enum Way {
    /// Nobody listens.
    Closed,
    /// The name of the host is not found.
    NoSuchHost,
    /// The client expects TLS, the server speaks without.
    NoTls,
    /// A reset before the request was read.
    ResetUnread,
    /// A reset after the request was read.
    ResetRead,
    /// The request is read, and nothing comes back.
    Silent,
    /// These bytes, then an end.
    Says(Vec<u8>),
    /// These bytes, then silence.
    Stops(Vec<u8>),
    /// These bytes, then one more every few milliseconds, for ever.
    Drips(Vec<u8>),
    /// 10 GB of zeros, packed.
    Bomb,
    /// Every token is refused.
    Unauthorized,
}

pub struct Fault {
    pub name: String,
    pub way: Way,
}

impl Fault {
    /// The time limit of an attempt: short where only that ends it.
    pub fn limit(&self) -> Duration {
        match self.way {
            Way::Silent | Way::Stops(_) | Way::Drips(_) => Duration::from_millis(200),
            _ => Duration::from_secs(4),
        }
    }
}

const FINE: &[u8] = br#"{"id":1,"name":"a"}"#;

pub fn all() -> Vec<Fault> {
    let mut faults = broken_connections();
    faults.extend(broken_answers());
    faults.push(fault("401 for every token", Way::Unauthorized));
    for status in [403, 404, 409, 413] {
        faults.push(fault(&status.to_string(), answer(&status.to_string(), "", b"{}")));
    }
    faults.push(fault("429", answer("429", "", b"{}")));
    // The clock of the tests stands at Tue, 14 Nov 2023 22:13:20 GMT.
    for wait in
        ["7", "0", "Tue, 14 Nov 2023 22:13:40 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "-5", "1e9", "soon", "7200"]
    {
        let header = format!("retry-after: {wait}\r\n");
        faults.push(fault(&format!("429, `Retry-After: {wait}`"), answer("429", &header, b"{}")));
    }
    for status in ["500", "502", "503", "504", "520"] {
        faults.push(fault(status, answer(status, "", b"<html>down</html>")));
    }
    faults
}

fn broken_connections() -> Vec<Fault> {
    vec![
        fault("host not found", Way::NoSuchHost),
        fault("connection refused", Way::Closed),
        fault("TLS with a server that has none", Way::NoTls),
        fault("reset before the request was read", Way::ResetUnread),
        fault("reset after the request was read", Way::ResetRead),
        fault("closed after the request was read", Way::Says(vec![])),
        fault("no answer", Way::Silent),
        fault("headers that drip", Way::Drips(b"HTTP/1.1 200 X\r\nx-slow: ".to_vec())),
        fault("a body that drips", Way::Drips(head("200", "content-length: 100000\r\n"))),
    ]
}

fn broken_answers() -> Vec<Fault> {
    let long = || whole("200", "content-length: 29\r\n", FINE);
    let chunked = "transfer-encoding: chunked\r\ncontent-type: application/json\r\n";
    vec![
        fault("not HTTP", Way::Says(b"220 mail.example.com ESMTP\r\n".to_vec())),
        fault("a body that is cut off", Way::Says(long())),
        fault("chunks that are cut off", Way::Says(whole("200", chunked, b"13\r\n{\"id\":1"))),
        fault("`Content-Length` too long, connection kept", Way::Stops(long())),
        fault("`Content-Length` too short", Way::Says(whole("200", "content-length: 5\r\n", FINE))),
        fault("200 with HTML", answer("200", "content-type: text/html\r\n", b"<html>hello</html>")),
        fault("200 with nothing", answer("200", "", b"")),
        fault("200 with half of the JSON", answer("200", "", &FINE[..9])),
        fault("200 with JSON of another shape", answer("200", "", br#"{"id":"one"}"#)),
        fault(
            "JSON with a wrong charset in `Content-Type`",
            answer("200", "content-type: application/json; charset=utf-16\r\n", FINE),
        ),
        fault("JSON with invalid UTF-8", answer("200", "", b"{\"id\":1,\"name\":\"\xff\xfe\"}")),
        fault("packed, and damaged", answer("200", "content-encoding: gzip\r\n", b"\x1f\x8b\x08 not gzip at all")),
        fault("10 GB of zeros in 10 MB of gzip", Way::Bomb),
        fault("204 where a body is due", Way::Says(head("204", ""))),
        fault("301 to itself", answer("301", "location: /thing\r\n", b"")),
    ]
}

fn fault(name: &str, way: Way) -> Fault {
    Fault { name: name.to_owned(), way }
}

/// A correct answer.
fn answer(status: &str, headers: &str, body: &[u8]) -> Way {
    Way::Says(whole(status, &format!("{headers}content-length: {}\r\n", body.len()), body))
}

fn head(status: &str, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\n{headers}\r\n").into_bytes()
}

fn whole(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = head(status, headers);
    bytes.extend_from_slice(body);
    bytes
}
