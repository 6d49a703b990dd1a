//! The request that goes out.

use clientwright_common::CallOptions;
use clientwright_common::rt::*;
use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn the_request_is_what_the_arguments_say() {
    static OPERATION: Operation =
        Operation { path: "/users/{user}/things", query: &[("operation", "pick")], method: "POST", ..GET };
    let server = Loopback::new(|_| reply(200, "[1]").header("x-seen", "yes")).await;
    let client = set_up(&PLAIN).base_url(format!("{}/v1/", server.url)).build().unwrap();
    let answer = client
        .call(&OPERATION)
        .path("user", "a/b")
        .query("mode", &["x", "y z"])
        .query("gone", "early")
        .query("gone", &None::<u8>)
        .query_as::<wire::BoolDigit, _>("full", &true)
        .query_json("filter", &json!({"i": 1}))
        .header("x-extra", &7)
        .form(&json!({"user": "ä b", "list": [1, 2], "none": null}))
        .options(CallOptions::new().header("x-mine", "1"))
        .send_json::<Vec<u8>>()
        .await
        .unwrap();
    assert_eq!((answer.status().as_u16(), answer.attempts(), &**answer), (200, 1, &[1][..]));
    assert_eq!(
        (&answer.headers()["x-seen"], answer.header::<String>("x-seen").as_deref()),
        (&"yes".parse::<http::HeaderValue>().unwrap(), Some("yes"))
    );
    assert_eq!((answer.header::<u8>("content-length"), answer.header::<u8>("x-seen")), (Some(3), None));
    let request = &server.requests()[0];
    assert_eq!(request.method, "POST");
    assert_eq!(request.target, "/v1/users/a%2Fb/things?operation=pick&mode=x&mode=y+z&full=1&filter=%7B%22i%22%3A1%7D");
    assert_eq!(request.body, "user=%C3%A4+b&list=1&list=2");
    assert_eq!(request.header("user-agent"), Some("clientwright-sample/1.0"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!((request.header("x-extra"), request.header("x-mine")), (Some("7"), Some("1")));
}

#[tokio::test]
async fn a_post_without_a_body_says_so() {
    let server = Loopback::new(|_| reply(200, "null")).await;
    let clock = VirtualClock::skipping();
    client(&server, &clock).call(&POST).send_empty().await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.headers.iter().filter(|(name, _)| name == "content-length").count(), 1);
    assert_eq!(request.header("content-length"), Some("0"));
}

#[tokio::test]
async fn a_path_value_that_would_change_the_operation_is_refused() {
    static USER: Operation = Operation { path: "/users/{user}", ..GET };
    let client = set_up(&PLAIN).build().unwrap();
    for value in ["", ".", ".."] {
        let error = client.call(&USER).path("user", value).send_empty().await.unwrap_err();
        assert!(error.is_config() && error.attempts() == 0);
    }
}

#[tokio::test]
async fn a_path_with_a_query_of_its_own_keeps_it() {
    static PICK: Operation = Operation { path: "/things?pick={kind}&all", query: &[("fixed", "1")], ..GET };
    static ALL: Operation = Operation { path: "/things?pick=all", ..GET };
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = client(&server, &VirtualClock::skipping());
    client.call(&PICK).path("kind", "a&b").query("q", "x").send_empty().await.unwrap();
    client.call(&ALL).send_empty().await.unwrap();
    let targets: Vec<_> = server.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(targets, ["/things?pick=a%26b&all&fixed=1&q=x", "/things?pick=all"]);
}

#[tokio::test]
async fn json_may_have_a_media_type_of_its_own() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let call = client(&server, &VirtualClock::skipping()).call(&POST);
    call.json_as("application/merge-patch+json", &json!({"a": null})).send_empty().await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(
        (request.header("content-type"), &*request.body),
        (Some("application/merge-patch+json"), r#"{"a":null}"#)
    );
}
