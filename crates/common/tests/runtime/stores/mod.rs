//! Tokens that outlive a client, and clients that share them.

mod broken_store;
mod damage;
mod entry;
mod privacy;
mod runs;
mod sharing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_common::auth::{AuthorizationCode, FileStore};
use clientwright_common::rt::*;
use clientwright_common::{ClientBuilder, Error};
use tempfile::TempDir;

use crate::support::logins::*;
use crate::support::*;

/// The whole life of the tokens of [`Account`].
const LIFE: Duration = Duration::from_secs(1000);

/// An API with a login in the browser, whose refresh tokens are good for one use.
static BROWSER: Api = Api {
    schemes: &[scheme("login", SchemeKind::Token, HEADER, &[Flow { grant: Grant::AuthorizationCode, ..FLOW }])],
    ..API
};

/// A server that numbers its tokens, whose refresh tokens are good for one use, and a folder for tokens.
/// A call is answered with the number of its token.
struct Account {
    server: Loopback,
    clock: Arc<VirtualClock>,
    home: TempDir,
    unspent: Arc<Mutex<BTreeSet<String>>>,
    /// So many token requests are answered with 503.
    hiccups: Arc<AtomicUsize>,
    /// The number of the oldest token that is accepted.
    oldest: Arc<AtomicUsize>,
}

impl Account {
    async fn new() -> Self {
        Self::watched(|_, _| {}).await
    }

    /// `look` sees the folder and each call when it arrives.
    async fn watched(look: impl Fn(&Path, &Request) + Send + Sync + 'static) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("tokens");
        let unspent = Arc::new(Mutex::new(BTreeSet::new()));
        let oldest = Arc::new(AtomicUsize::new(1));
        let hiccups = Arc::new(AtomicUsize::new(0));
        let hiccup = hiccups.clone();
        let (good, least, given) = (unspent.clone(), oldest.clone(), AtomicUsize::new(0));
        let server = Loopback::new(move |request| {
            if !request.target.starts_with("/oauth/token") {
                look(&folder, request);
                let shown = request.header("authorization").unwrap_or_default();
                let number: usize = shown.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or(0);
                let accepted = number >= least.load(Ordering::SeqCst);
                return if accepted { reply(200, number.to_string()) } else { reply(401, "{}") };
            }
            if hiccup.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
                return reply(503, "");
            }
            let mut good = good.lock().unwrap();
            if request.form("refresh_token").is_some_and(|token| !good.remove(&token)) {
                return reply(400, r#"{"error":"invalid_grant"}"#);
            }
            let n = given.fetch_add(1, Ordering::SeqCst) + 1;
            good.insert(format!("sample-refresh-{n}"));
            let life = LIFE.as_secs();
            reply(
                200,
                format!(r#"{{"access_token":"sample-access-{n}","token_type":"bearer","expires_in":{life},"refresh_token":"sample-refresh-{n}"}}"#),
            )
        })
        .await;
        Self { server, clock: VirtualClock::skipping(), home, unspent, hiccups, oldest }
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("tokens")
    }

    /// A client to be, as a new run of the program would have it.
    fn run(&self, api: &'static Api) -> ClientBuilder<Client> {
        set_up(api).base_url(&self.server.url).clock(self.clock.clone()).token_store(FileStore::new(self.folder()))
    }

    fn with_password(&self) -> Client {
        self.run(&PASSWORD).password("mara", "sample-password").build().unwrap()
    }

    /// Somebody has just logged in in the browser.
    fn with_code(&self) -> Client {
        self.run(&BROWSER).authorization_code(code("app")).build().unwrap()
    }

    /// A client that has nothing but what is in the store, after [`with_code`](Self::with_code).
    fn without_login(&self) -> Client {
        self.run(&BROWSER).stored_login("app").build().unwrap()
    }

    /// The grants that were asked for so far.
    fn grants(&self) -> Vec<String> {
        let requests = self.server.requests().into_iter().filter(|request| request.target.starts_with("/oauth/token"));
        requests.map(|request| request.form("grant_type").unwrap()).collect()
    }

    /// The refresh tokens that were sent so far.
    fn refresh_tokens(&self) -> Vec<String> {
        self.server.requests().iter().filter_map(|request| request.form("refresh_token")).collect()
    }

    /// Somebody else uses the refresh token.
    fn spend(&self, refresh: &str) {
        assert!(self.unspent.lock().unwrap().remove(refresh));
    }

    /// Files with this ending; of one entry there is one.
    fn files(&self, ending: &str) -> Vec<PathBuf> {
        files(&self.folder(), ending)
    }

    /// The file of the only entry.
    fn file(&self) -> PathBuf {
        let files = self.files("json");
        assert_eq!(files.len(), 1);
        files[0].clone()
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

fn code(client: &str) -> AuthorizationCode {
    AuthorizationCode {
        client_id: client.into(),
        client_secret: None,
        redirect_uri: "http://127.0.0.1/back".into(),
        code: "sample-code".into(),
        pkce_verifier: None,
    }
}

/// Calls, and returns the number of the token that it was answered for.
async fn call(client: &Client) -> Result<u64, Error> {
    client.call(&LOGIN).send_json::<u64>().await.map(|answer| *answer)
}
