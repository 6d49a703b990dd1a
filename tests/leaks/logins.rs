//! The browser step: addresses that browsers come back with, and what holds the `state` and the verifier.

use std::time::Duration;

use clientwright_common::auth::{AuthorizationRequest, ImplicitRequest};
use clientwright_common::{BrowserLogin, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::failure::{Failure, answer};
use crate::markers::{self, Letters, Secrets, secret};
use crate::matrix::GRANT;
use crate::setup::Setup;
use crate::shown;
use crate::watch::Watch;
use crate::wire::{NOWHERE, Reply, Server};

const BACK: &str = "http://127.0.0.1:8417/callback";

/// What a browser may come back with; `#` is the `state`, `@` a code.
const ADDRESSES: &[&str] = &[
    "code=@",
    "code=@&state=",
    "code=@&state=@",
    "code=@&state=#&state=#",
    "code=@&code=@&state=#",
    "access_token=@&access_token=@&state=#",
    "access_token=@&state=#&token_type=@",
    "access_token=@&state=#&expires_in=@",
    "error=access_denied&error_description=No&code=@&state=#",
    "error=@&error_description=the+state+was+#&code=@&state=#",
    "error=access_denied&error_description=@&access_token=@&state=#",
    "error=access_denied&error_description=bad+code+@+or+state+#&code=@&access_token=@&state=#",
];

/// Redirect addresses, and a whole login in a browser.
pub async fn run(watch: &'static Watch) {
    for address in ADDRESSES {
        let (code, implicit) = requests();
        let case = format!("redirect {address}");
        let filled = fill(address, &state(code.url()));
        let result = code.finish(&format!("{BACK}?{filled}"));
        look(watch, &case, &result);
        watch.look(&case, "Debug of a request", format!("{code:?} {code:#?}"));
        let filled = fill(address, &state(implicit.url()));
        let result = implicit.finish(&format!("{BACK}#{filled}"));
        look(watch, &case, &result);
        watch.look(&case, "Debug of a request", format!("{implicit:?} {implicit:#?}"));
        watch.count("redirect address");
    }
    for (name, failure) in [
        ("refused", Failure::Answer(400, crate::echo::Echo::USUAL)),
        (
            "a page",
            Failure::Answer(200, crate::echo::Echo(crate::echo::Spelling::AsItIs, crate::echo::Container::Page)),
        ),
        ("no connection", Failure::Refused),
    ] {
        browser(watch, name, failure).await;
    }
}

fn requests() -> (AuthorizationRequest, ImplicitRequest) {
    let code = clientwright_fflogs::Client::builder().authorization_request("app", BACK, &[]).unwrap();
    let implicit = clientwright_greencubes::Client::builder().implicit_request("app", BACK, &[]).unwrap();
    (code, implicit)
}

/// The `state` of an address to open; from now on it is searched for.
fn state(url: &impl AsRef<str>) -> String {
    let text = url.as_ref().split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    markers::add(&text);
    text
}

fn fill(address: &str, state: &str) -> String {
    address.replace('@', &secret("code", "-7f3a-")).replace('#', state)
}

fn look<T: std::fmt::Debug>(watch: &Watch, case: &str, result: &Result<T, Error>) {
    watch.look(case, "Debug of a login", format!("{result:?} {result:#?}"));
    if let Err(error) = result {
        watch.look_at(case, shown::error(error));
    }
}

/// The browser comes back with a code, and the exchange fails.
async fn browser(watch: &'static Watch, name: &str, failure: Failure) {
    let case = format!("browser login, {name}");
    let secrets = Secrets::new(Letters::Plain);
    let refused = failure == Failure::Refused;
    let server = Server::start(move |request| match request.target().starts_with(GRANT) {
        true => failure.reply(request),
        false => Reply::Bytes(answer(404, "text/plain", &[], "")),
    })
    .await;
    let grants = format!("{}{GRANT}", if refused { NOWHERE } else { &server.url });
    let builder = Setup::new(&server.url, &grants, &secrets).equip(clientwright_fflogs::Client::builder());
    let login: BrowserLogin<_> = builder.browser_login("app", "http://127.0.0.1:0/back", &[]).await.unwrap();
    let login = login.client_secret(&secrets.client_secret);
    let state = state(login.url());
    watch.look(&case, "Debug of a login", format!("{login:?} {login:#?}"));
    let place = login.redirect_uri().trim_start_matches("http://").split('/').next().unwrap().to_owned();
    let pages = tokio::spawn(visit(place, format!("/back?code={}&state={state}", secrets.code)));
    let result = login.finish(Duration::from_secs(10)).await;
    assert!(result.is_err(), "{case}");
    look(watch, &case, &result);
    watch.look(&case, "the page in the browser", pages.await.unwrap());
    // Neither verifier nor code can have leaked that was not sent.
    let told: String = server.asked().iter().map(|request| request.decoded()).collect();
    assert_eq!(told.contains(&secrets.code) && told.contains("code_verifier="), !refused, "{case}: {told}");
    watch.look_at_log(&case);
    watch.count("browser login");
}

async fn visit(place: String, target: String) -> String {
    let mut stream = TcpStream::connect(&place).await.unwrap();
    stream.write_all(format!("GET {target} HTTP/1.1\r\nhost: {place}\r\n\r\n").as_bytes()).await.unwrap();
    let mut page = String::new();
    let _ = stream.read_to_string(&mut page).await;
    page
}
