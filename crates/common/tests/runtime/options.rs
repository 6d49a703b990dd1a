//! What a single call can change: its query, its credential, how its answer is read, and its address.

use clientwright_common::rt::*;
use serde_json::{Value, json};

use crate::support::*;

const fn key(name: &'static str, header: &'static str) -> Scheme {
    Scheme {
        name,
        kind: SchemeKind::ApiKey,
        placement: Placement::Header { name: header, word: "", prefix: "" },
        flows: &[],
        server: None,
        environment: &[],
    }
}

static TWO: Api = Api { schemes: &[key("first", "x-first"), key("second", "x-second")], ..API };
static EITHER: Operation = Operation { security: &[&["first"], &["second"]], ..GET };

fn two(server: &Loopback) -> Client {
    set_up(&TWO).base_url(&server.url).clock(VirtualClock::skipping()).api_key("sample-key").build().unwrap()
}

#[tokio::test]
async fn extra_query_parameters_are_added_and_replace_those_of_the_operation() {
    let server = Loopback::new(|_| reply(404, "{}")).await;
    let client = client(&server, &VirtualClock::skipping());
    let options = CallOptions::new().query("u", "new name").query("beta", "1").query("beta", "2");
    let call = client.call(&GET).query("u", "old").query("x", "kept").options(options);
    assert!(!format!("{call:?}").contains("new name"));
    let error = call.send_empty().await.unwrap_err();
    assert_eq!(server.requests()[0].target, "/thing?x=kept&u=new+name&beta=1&beta=2");
    // Shown is what the API's list shows.
    assert!(error.to_string().contains("u=new%20name&beta=***"), "{error}");
}

#[tokio::test]
async fn an_extra_query_parameter_does_not_replace_a_credential() {
    const KEY: Scheme = Scheme { placement: Placement::Query { name: "k" }, ..key("key", "") };
    static KEYED: Api = Api { schemes: &[KEY], shown_query: &["k"], ..API };
    static WITH_KEY: Operation = Operation { security: &[&["key"]], ..GET };
    let server = Loopback::new(|_| reply(404, "{}")).await;
    let client =
        set_up(&KEYED).base_url(&server.url).clock(VirtualClock::skipping()).api_key("sample-key").build().unwrap();
    let options = CallOptions::new().query("k", "another-key").query("x", "1");
    let error = client.call(&WITH_KEY).options(options).send_empty().await.unwrap_err();
    assert_eq!(server.requests()[0].target, "/thing?x=1&k=sample-key");
    assert!(!format!("{error} {error:?}").contains("-key"), "{error}");
}

#[tokio::test]
async fn a_call_chooses_among_the_credentials_of_its_client() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = two(&server);
    client.call(&EITHER).send_empty().await.unwrap();
    client.call(&EITHER).options(CallOptions::new().scheme("second")).send_empty().await.unwrap();
    let shown = |index: usize| ["x-first", "x-second"].map(|name| server.requests()[index].header(name).is_some());
    assert_eq!((shown(0), shown(1)), ([true, false], [false, true]));
    let error = client.call(&EITHER).options(CallOptions::new().scheme("third")).send_empty().await.unwrap_err();
    assert!(error.is_config() && error.to_string().contains("`first` or `second`"), "{error}");
}

#[tokio::test]
async fn a_raw_answer_is_whatever_came_and_still_has_credentials_retries_and_errors() {
    let turn = std::sync::atomic::AtomicUsize::new(0);
    let server = Loopback::new(move |_| match turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
        0 => reply(503, ""),
        1 => reply(200, "not JSON at all").header("x-answer", "seen"),
        _ => reply(404, "{}"),
    })
    .await;
    let client = two(&server);
    let answer = client.call(&EITHER).send_raw().await.unwrap();
    assert_eq!((&answer[..], answer.status().as_u16(), answer.attempts()), (&b"not JSON at all"[..], 200, 2));
    assert_eq!(answer.headers()["x-answer"], "seen");
    assert!(server.requests().iter().all(|request| request.header("x-first") == Some("sample-key")));
    assert!(client.call(&EITHER).send_raw().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_address_that_the_description_does_not_have_is_called_like_any_other() {
    let server = Loopback::new(|request| match request.method.as_str() {
        "POST" => reply(503, ""),
        _ => reply(200, json!({"target": request.target}).to_string()),
    })
    .await;
    let client = two(&server);
    let call = client.core.request("get", "/users/{id}/friends").path("id", "a/b").query("page", &2);
    assert!(format!("{call:?}").contains("/users/{id}/friends"));
    let answer = call.send_json::<Value>().await.unwrap();
    assert_eq!(answer["target"], "/users/a%2Fb/friends?page=2");
    assert_eq!(server.requests()[0].header("x-first"), Some("sample-key"));
    let second = CallOptions::new().scheme("second");
    client.core.request("DELETE", "/x").options(second).send().await.unwrap();
    client.core.request("GET", "/x").anonymous().send().await.unwrap();
    assert_eq!(server.requests()[1].header("x-second"), Some("sample-key"));
    assert_eq!((server.requests()[2].header("x-first"), server.requests()[2].header("x-second")), (None, None));

    let error = client.core.request("POST", "/x").json(&json!({"a": 1})).send().await.unwrap_err();
    assert_eq!((error.operation(), error.attempts(), server.requests().len()), ("request", 1, 4));
    assert_eq!(server.requests()[3].body, r#"{"a":1}"#);
    let again = CallOptions::new().idempotent(true);
    assert_eq!(client.core.request("POST", "/x").options(again).send().await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn an_address_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = two(&server);
    for path in [
        "x",
        "",
        "//other.example.com/",
        "http://other/",
        "/a?b",
        "/a#b",
        "/a\\b",
        "/a/../b",
        "/a/./b",
        // Spellings of the same that a URL parser knows.
        "/a/%2e%2E/b",
        "/a/.%2e",
        "/%2e/b",
        "/a/.\t./b",
        "/a/.\n./b",
        "/a\0",
        "/a/.. ",
        " /a",
    ] {
        let result = client.core.request("GET", path).send().await;
        assert!(result.as_ref().is_err_and(|error| error.is_config()), "{path:?}: {:?}", server.requests());
    }
    let joined = client.core.request("GET", "/a/{x}{y}/b").path("x", ".").path("y", ".");
    assert!(joined.send().await.unwrap_err().is_config());
    assert!(client.core.request("TRACE", "/x").send().await.unwrap_err().is_config());
    assert!(client.core.request("GET", "/{id}").send().await.unwrap_err().is_config());
    assert!(client.core.request("GET", "/x").server("none").send().await.unwrap_err().is_config());
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_request_says_its_headers_body_and_server_itself() {
    const fn named(name: &'static str) -> Server {
        Server { name, url: "https://api.example.com", variables: &[] }
    }
    static SERVED: Api = Api { servers: &[named("default"), named("other")], ..API };
    let (first, other) = (Loopback::new(|_| reply(200, "1")).await, Loopback::new(|_| reply(200, "2")).await);
    let client = set_up(&SERVED)
        .base_url(&first.url)
        .server_url("other", &other.url)
        .clock(VirtualClock::skipping())
        .build()
        .unwrap();
    let call = client.core.request("PATCH", "/x").server("other").header("accept", "text/csv");
    call.body("text/plain", "two words").send().await.unwrap();
    client.core.request("POST", "/x").form(&json!({"a": [1, 2]})).send().await.unwrap();
    let (sent, formed) = (&other.requests()[0], &first.requests()[0]);
    assert_eq!((sent.header("accept"), sent.header("content-type")), (Some("text/csv"), Some("text/plain")));
    assert_eq!((&*sent.body, &*formed.body), ("two words", "a=1&a=2"));
}

#[tokio::test]
async fn the_general_limits_count_a_request() {
    static LIMITED: Api = Api {
        limits: &[Limit { name: "general", requests: 1, per_seconds: 60, only_named: false, headers: None }],
        ..API
    };
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = set_up(&LIMITED).base_url(&server.url).clock(VirtualClock::skipping()).build().unwrap();
    client.call(&GET).send_empty().await.unwrap();
    let options = CallOptions::new().deadline(std::time::Duration::from_secs(1));
    let error = client.core.request("GET", "/x").options(options).send().await.unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (0, 1));
}
