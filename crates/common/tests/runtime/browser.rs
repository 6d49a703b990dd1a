//! A login in the browser that comes back to a port of this machine.

use std::time::Duration;

use clientwright_common::auth::MemoryStore;
use clientwright_common::{AuthFailure, BrowserLogin, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::logins::*;
use crate::support::*;

const LIMIT: Duration = Duration::from_secs(60);

async fn begin(server: &Loopback) -> BrowserLogin<Client> {
    let builder = set_up(&CODE).base_url(&server.url).clock(VirtualClock::skipping());
    builder.browser_login("app", "http://127.0.0.1:0/call/back", &["view"]).await.unwrap()
}

async fn tokens_of_a_code() -> Loopback {
    Loopback::new(|request| match (request.target.as_str(), request.form("code").as_deref()) {
        ("/oauth/token", Some("sample-code")) => reply(200, r#"{"access_token":"sample-access","expires_in":1000}"#),
        ("/oauth/token", _) => reply(400, r#"{"error":"invalid_grant"}"#),
        _ => reply(200, "1"),
    })
    .await
}

fn state(login: &BrowserLogin<Client>) -> String {
    login.url().query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned()
}

fn port(login: &BrowserLogin<Client>) -> u16 {
    url::Url::parse(login.redirect_uri()).unwrap().port().unwrap()
}

/// What a browser does with a redirect; gives the page that it shows.
async fn browse(port: u16, line: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(format!("{line} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").as_bytes()).await.unwrap();
    let mut page = String::new();
    let _ = stream.read_to_string(&mut page).await;
    page
}

/// Waits for the browser while it does this.
async fn scripted(login: BrowserLogin<Client>, query: &str) -> (Result<Client, Error>, String) {
    let (port, query) = (port(&login), query.replace("{state}", &state(&login)));
    let browser = tokio::spawn(async move { browse(port, &format!("GET /call/back?{query}")).await });
    (login.finish(LIMIT).await, browser.await.unwrap())
}

#[tokio::test]
async fn the_way_from_the_address_to_the_first_call_is_whole() {
    let server = tokens_of_a_code().await;
    let store = MemoryStore::new();
    let builder = set_up(&CODE).base_url(&server.url).clock(VirtualClock::skipping()).token_store(store.clone());
    let login = builder.clone().browser_login("app", "http://localhost:0/call/back", &["view"]).await.unwrap();
    assert!(login.url().as_str().starts_with(&format!("{}/oauth/authorize?", server.url)));
    let (client, page) = scripted(login.client_secret("sample-secret"), "code=sample-code&state={state}").await;
    let client = client.unwrap();
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("You are logged in"), "{page}");
    assert!(page.contains("no-store") && page.contains("no-referrer") && !page.contains("sample-code"), "{page}");
    let exchange = &server.requests()[0];
    assert_eq!(exchange.form("client_secret").as_deref(), Some("sample-secret"));
    assert!(exchange.form("redirect_uri").unwrap().starts_with("http://localhost:"));
    assert!(exchange.form("code_verifier").is_some());
    client.call(&AS_USER).send_empty().await.unwrap();
    // The next run needs no browser.
    let again = builder.stored_login("app").build().unwrap();
    again.call(&AS_USER).send_empty().await.unwrap();
    assert_eq!(server.count("/oauth/token"), 1);
}

#[tokio::test]
async fn what_the_browser_brings_back_wrong_is_an_error_of_its_own_and_nothing_is_exchanged() {
    for (query, failure) in [
        ("code=sample-code", AuthFailure::StateMissing),
        ("code=sample-code&state=guessed", AuthFailure::StateWrong),
        ("code=sample-code&state={state}&state={state}", AuthFailure::StateRepeated),
        ("error=access_denied&state={state}", AuthFailure::Denied),
        ("state={state}", AuthFailure::NoGrant),
    ] {
        let server = tokens_of_a_code().await;
        let (result, page) = scripted(begin(&server).await, query).await;
        assert_eq!(result.unwrap_err().auth_failure(), Some(failure), "{query}");
        assert!(page.starts_with("HTTP/1.1 400") && !page.contains("sample-code"), "{page}");
        assert!(server.requests().is_empty());
    }
    let server = tokens_of_a_code().await;
    let (result, _) = scripted(begin(&server).await, "code=spent-code&state={state}").await;
    assert_eq!(result.unwrap_err().auth_failure(), Some(AuthFailure::LoginRequired));
}

#[tokio::test]
async fn a_second_redirect_finds_a_login_that_has_ended() {
    let server = tokens_of_a_code().await;
    let login = begin(&server).await;
    let (port, state) = (port(&login), state(&login));
    let line = format!("GET /call/back?code=sample-code&state={state}");
    let both = tokio::spawn(async move { tokio::join!(browse(port, &line), browse(port, &line)) });
    login.finish(LIMIT).await.unwrap();
    let (one, other) = both.await.unwrap();
    let pages = [one, other];
    assert_eq!(pages.iter().filter(|page| page.starts_with("HTTP/1.1 200")).count(), 1, "{pages:?}");
    assert!(pages.iter().any(|page| page.starts_with("HTTP/1.1 409") || page.is_empty()), "{pages:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_browser_that_does_not_come_back_is_an_error_in_virtual_time() {
    let server = tokens_of_a_code().await;
    let clock = VirtualClock::skipping();
    let builder = set_up(&CODE).base_url(&server.url).clock(clock.clone());
    let login = builder.browser_login("app", "http://127.0.0.1:0/", &[]).await.unwrap();
    clock.expire_limits();
    let error = login.finish(Duration::from_secs(300)).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.auth_failure(), Some(AuthFailure::NoRedirect));
    assert!(error.to_string().contains("300 s"), "{error}");
}

#[tokio::test]
async fn connections_that_bring_nothing_of_use_do_not_stop_the_one_that_does() {
    let server = tokens_of_a_code().await;
    let login = begin(&server).await;
    let port = port(&login);
    let (state, query) = (state(&login), "code=sample-code");
    let browser = tokio::spawn(async move {
        // Opened ahead and never used, as browsers do.
        let idle: Vec<_> =
            [TcpStream::connect(("127.0.0.1", port)).await, TcpStream::connect(("127.0.0.1", port)).await].into();
        assert!(browse(port, "GET /favicon.ico").await.starts_with("HTTP/1.1 404"));
        assert!(browse(port, &format!("POST /call/back?{query}&state={state}")).await.starts_with("HTTP/1.1 404"));
        let endless = format!("GET /call/back?{}", "x".repeat(40_000));
        assert!(!browse(port, &endless).await.starts_with("HTTP/1.1 200"));
        browse(port, "not http at all").await;
        let page = browse(port, &format!("GET /call/back?{query}&state={state}")).await;
        drop(idle);
        page
    });
    login.finish(LIMIT).await.unwrap();
    assert!(browser.await.unwrap().starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_redirect_uri_that_is_not_on_this_machine_is_refused_with_the_other_way() {
    for uri in
        ["https://127.0.0.1:1/", "http://app.example.com/", "http://127.0.0.1:0/?x=1", "http://10.0.0.1/", "back"]
    {
        let error = set_up(&CODE).browser_login("app", uri, &[]).await.unwrap_err();
        assert!(error.is_config(), "{uri}");
    }
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://127.0.0.1:{}/", taken.local_addr().unwrap().port());
    let error = set_up(&CODE).browser_login("app", &uri, &[]).await.unwrap_err();
    assert!(error.to_string().contains("cannot be listened on"), "{error}");
    assert!(set_up(&KEY).browser_login("app", "http://127.0.0.1:0/", &[]).await.unwrap_err().is_config());
}
