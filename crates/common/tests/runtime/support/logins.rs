//! Descriptions with security schemes, and a server that gives tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use clientwright_common::rt::*;

use super::*;

pub const HEADER: Placement = Placement::Header { name: "authorization", word: "Bearer", prefix: "" };

pub const FLOW: Flow = Flow {
    grant: Grant::Password,
    authorize_url: "https://login.example.com/oauth/authorize",
    token_url: "https://login.example.com/oauth/token",
    scopes: &["view"],
    client_auth: ClientAuth::None,
    pkce: false,
    single_use_refresh: true,
    token_pointers: &["/access_token", "/access_token/token"],
    login: None,
};

pub const fn scheme(name: &'static str, kind: SchemeKind, placement: Placement, flows: &'static [Flow]) -> Scheme {
    Scheme { name, kind, placement, flows, server: None, environment: &[] }
}

pub static PASSWORD: Api = Api { schemes: &[scheme("login", SchemeKind::Token, HEADER, &[FLOW])], ..API };
pub static CLIENT: Api = Api {
    schemes: &[scheme(
        "client",
        SchemeKind::Token,
        HEADER,
        &[Flow { grant: Grant::ClientCredentials, client_auth: ClientAuth::Basic, ..FLOW }],
    )],
    ..API
};
pub static CODE: Api = Api {
    schemes: &[scheme(
        "user",
        SchemeKind::Token,
        Placement::Query { name: "access_token" },
        &[Flow {
            grant: Grant::AuthorizationCode,
            client_auth: ClientAuth::Body,
            pkce: true,
            single_use_refresh: false,
            ..FLOW
        }],
    )],
    ..API
};
pub static KEY: Api = Api {
    schemes: &[scheme("key", SchemeKind::ApiKey, Placement::Query { name: "k" }, &[])],
    shown_query: &["u", "k"],
    ..API
};

pub static LOGIN: Operation = Operation { security: &[&["login"]], ..GET };
pub static AS_CLIENT: Operation = Operation { security: &[&["client"]], ..GET };
pub static AS_USER: Operation = Operation { security: &[&["user"]], ..GET };
pub static WITH_KEY: Operation = Operation { security: &[&["key"]], ..GET };

/// A server that numbers the tokens it gives and accepts those from `accepted` on.
pub struct Tokens {
    pub server: Loopback,
    pub accepted: Arc<AtomicUsize>,
    pub refuse_refresh: Arc<AtomicBool>,
    pub broken: Arc<AtomicBool>,
}

pub async fn tokens(life: u64) -> Tokens {
    let given = AtomicUsize::new(0);
    let accepted = Arc::new(AtomicUsize::new(1));
    let refuse_refresh = Arc::new(AtomicBool::new(false));
    let broken = Arc::new(AtomicBool::new(false));
    let (least, refuse, down) = (accepted.clone(), refuse_refresh.clone(), broken.clone());
    let server = Loopback::new(move |request| {
        if request.target.starts_with("/oauth/token") {
            if down.load(Ordering::SeqCst) {
                return reply(403, "<html>blocked</html>");
            }
            if request.form("refresh_token").is_some() && refuse.load(Ordering::SeqCst) {
                return reply(400, r#"{"error":"invalid_grant"}"#);
            }
            let n = given.fetch_add(1, Ordering::SeqCst) + 1;
            return reply(
                200,
                format!(r#"{{"access_token":"sample-access-{n}","token_type":"bearer","expires_in":{life},"refresh_token":"sample-refresh-{n}"}}"#),
            );
        }
        let shown = request.header("authorization").unwrap_or_default();
        let number: usize = shown.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        if number >= least.load(Ordering::SeqCst) {
            reply(200, number.to_string())
        } else {
            reply(401, format!(r#"{{"error":"bad token {shown}"}}"#))
        }
    })
    .await;
    Tokens { server, accepted, refuse_refresh, broken }
}

impl Tokens {
    pub fn grants(&self) -> Vec<String> {
        let token_requests = self.server.requests().into_iter().filter(|r| r.target.starts_with("/oauth/token"));
        token_requests.map(|request| request.form("grant_type").unwrap()).collect()
    }
}

pub fn login(tokens: &Tokens, clock: &Arc<VirtualClock>) -> Client {
    set_up(&PASSWORD)
        .base_url(&tokens.server.url)
        .clock(clock.clone())
        .password("mara", "sample-password")
        .build()
        .unwrap()
}
