//! A login session by cookie.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_common::AuthFailure;
use clientwright_common::auth::MemoryStore;
use clientwright_common::rt::*;

use crate::support::logins::*;
use crate::support::*;

const RULE: BodyRule = BodyRule {
    pointer: "/message",
    test: BodyTest::IsObject,
    operations: &["login"],
    kind: BodyErrorKind::Auth,
    message: "the login was refused",
    retryable: false,
    stale: false,
};

static SESSION: Api = Api {
    schemes: &[scheme(
        "session",
        SchemeKind::Session,
        Placement::Cookie { name: "sid" },
        &[Flow {
            grant: Grant::Session,
            token_url: "https://api.example.com/login",
            login: Some(Login { operation: "login", username: "name", password: "secret" }),
            ..FLOW
        }],
    )],
    errors: ErrorRules {
        message: &["/message/message", "/message"],
        bodies: &[
            RULE,
            BodyRule { test: BodyTest::Contains("need authorization"), operations: &[], stale: true, ..RULE },
        ],
        ..RULES
    },
    ..API
};

static ME: Operation = Operation { security: &[&["session"]], ..GET };
static ANYBODY: Operation = Operation { security: &[&["session"], &[]], ..GET };

/// A server that numbers its sessions and knows those from `oldest` on.
async fn sessions() -> (Loopback, Arc<AtomicUsize>) {
    let begun = AtomicUsize::new(0);
    let oldest = Arc::new(AtomicUsize::new(1));
    let known = oldest.clone();
    let server = Loopback::new(move |request| {
        if request.target == "/login" {
            if request.form("secret").as_deref() != Some("sample-password") {
                return reply(200, r#"{"message":{"message":"wrong password: sample-guess"}}"#);
            }
            let n = begun.fetch_add(1, Ordering::SeqCst) + 1;
            return reply(200, r#"{"message":"Success"}"#)
                .header("set-cookie", "lang=ru; Path=/")
                .header("set-cookie", format!("sid=sample-sid-{n}; HttpOnly; Max-Age=1000"));
        }
        let cookie = request.header("cookie").unwrap_or_default();
        let n: usize = cookie.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        match n >= known.load(Ordering::SeqCst) {
            true => reply(200, n.to_string()),
            false => reply(403, r#"{"message":"Forbidden. Need authorization"}"#),
        }
    })
    .await;
    (server, oldest)
}

fn client(server: &Loopback, password: &str) -> Client {
    let clock = VirtualClock::skipping();
    set_up(&SESSION).base_url(&server.url).clock(clock).session("mara", password).build().unwrap()
}

#[tokio::test]
async fn the_client_logs_in_once_and_sends_all_cookies_back() {
    let (server, _) = sessions().await;
    let client = client(&server, "sample-password");
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(client.call(&ME).send_json::<u64>())).collect();
    for call in calls {
        assert_eq!(*call.await.unwrap().unwrap(), 1);
    }
    assert_eq!(server.count("/login"), 1);
    let login = &server.requests()[0];
    assert_eq!((&*login.body, login.header("cookie")), ("name=mara&secret=sample-password", None));
    assert_eq!(server.requests()[1].header("cookie"), Some("lang=ru; sid=sample-sid-1"));
    client.call(&ANYBODY).send_json::<u64>().await.unwrap();
    assert_eq!(server.requests().last().unwrap().header("cookie"), Some("lang=ru; sid=sample-sid-1"));
}

#[tokio::test]
async fn a_session_that_the_server_forgot_is_begun_anew_once() {
    let (server, oldest) = sessions().await;
    let client = client(&server, "sample-password");
    client.call(&ME).send_json::<u64>().await.unwrap();
    oldest.store(2, Ordering::SeqCst);
    let answer = client.call(&ME).send_json::<u64>().await.unwrap();
    assert_eq!((*answer, answer.attempts(), server.count("/login")), (2, 2, 2));
    oldest.store(99, Ordering::SeqCst);
    let error = client.call(&ME).send_json::<u64>().await.unwrap_err();
    assert_eq!(error.auth_failure(), Some(AuthFailure::RefusedAfterRenewal));
    assert_eq!((error.api_message(), server.count("/login")), (Some("Forbidden. Need authorization"), 3));
}

#[tokio::test]
async fn a_refused_login_is_an_error_and_is_not_repeated_by_the_next_calls() {
    let (server, _) = sessions().await;
    let client = client(&server, "sample-guess");
    for _ in 0..5 {
        let error = client.call(&ME).send_empty().await.unwrap_err();
        assert_eq!(error.auth_failure(), Some(AuthFailure::GrantRefused));
        assert_eq!(error.api_message(), Some("wrong password: ***"));
        assert!(!format!("{error} {error:?}").contains("sample-guess"));
    }
    assert_eq!(server.count("/login"), 1);
}

#[tokio::test]
async fn an_answer_without_cookie_or_with_an_error_status_is_no_session() {
    for (status, body, auth) in [(200, "{}", true), (401, "Unauthorized", true), (500, "<html>", false)] {
        let server = Loopback::new(move |_| reply(status, body)).await;
        let error = client(&server, "sample-password").call(&ME).send_empty().await.unwrap_err();
        assert_eq!(error.is_auth(), auth, "{error}");
        assert_eq!(server.requests().len(), 1, "a login is sent once");
    }
}

#[tokio::test]
async fn a_session_ends_with_its_cookies_and_outlives_the_client_in_a_store() {
    let (server, _) = sessions().await;
    let store = MemoryStore::new();
    let clock = VirtualClock::skipping();
    let build = || {
        let builder = set_up(&SESSION).base_url(&server.url).clock(clock.clone()).token_store(store.clone());
        builder.session("mara", "sample-password").build().unwrap()
    };
    build().call(&ME).send_empty().await.unwrap();
    let client = build();
    client.call(&ME).send_empty().await.unwrap();
    assert_eq!(server.count("/login"), 1);
    clock.advance(Duration::from_secs(1001));
    assert_eq!(*client.call(&ME).send_json::<u64>().await.unwrap(), 2);
}

#[tokio::test]
async fn a_session_cookie_does_not_follow_a_redirect_to_another_origin() {
    let stranger = Loopback::new(|_| reply(200, "1")).await;
    let away = Mutex::new(stranger.url.clone());
    let server = Loopback::new(move |request| match request.target.as_str() {
        "/login" => reply(302, "").header("location", &*away.lock().unwrap()).header("set-cookie", "sid=sample-sid-1"),
        _ => reply(302, "").header("location", &*away.lock().unwrap()),
    })
    .await;
    let error = client(&server, "sample-password").call(&ME).send_empty().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!((server.requests().len(), stranger.requests().len()), (2, 0));
}
