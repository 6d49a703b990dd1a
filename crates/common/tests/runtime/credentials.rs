//! Where credentials go, and where they never show.

use clientwright_common::auth::{AuthorizationCode, Credential, Secret};
use clientwright_common::rt::*;

use crate::support::logins::*;
use crate::support::*;

#[tokio::test]
async fn credentials_go_where_the_scheme_says() {
    static MANY: Api = Api {
        schemes: &[
            scheme("key", SchemeKind::ApiKey, Placement::Query { name: "k" }, &[]),
            scheme("cookie", SchemeKind::ApiKey, Placement::Cookie { name: "sid" }, &[]),
            scheme(
                "prefixed",
                SchemeKind::Token,
                Placement::Header { name: "authorization", word: "bearer", prefix: "pkt-" },
                &[],
            ),
            scheme(
                "basic",
                SchemeKind::Basic,
                Placement::Header { name: "authorization", word: "Basic", prefix: "" },
                &[],
            ),
        ],
        ..API
    };
    static BOTH: Operation = Operation { security: &[&["none"], &["key", "cookie"]], ..GET };
    static PREFIXED: Operation = Operation { security: &[&["prefixed"]], ..GET };
    static BASIC: Operation = Operation { security: &[&["basic"]], ..GET };
    static OPTIONAL: Operation = Operation { security: &[&["prefixed"], &[]], ..GET };
    let server = Loopback::new(|_| reply(200, "1")).await;
    let all = set_up(&MANY).base_url(&server.url).api_key("a/b").bearer_token("sample").basic("mara", "pw");
    let client = all.clone().credential_for("cookie", Credential::ApiKey("sid-1".into())).build().unwrap();
    for operation in [&BOTH, &PREFIXED, &BASIC, &OPTIONAL, &GET] {
        client.call(operation).query("k", "mine").send_empty().await.unwrap();
    }
    let bare = set_up(&MANY).base_url(&server.url).bearer_token("pkt-sample").build().unwrap();
    bare.call(&PREFIXED).send_empty().await.unwrap();
    let none = all.anonymous().build().unwrap();
    none.call(&OPTIONAL).send_empty().await.unwrap();
    assert!(none.call(&PREFIXED).send_empty().await.unwrap_err().is_auth());
    let requests = server.requests();
    assert_eq!((&*requests[0].target, requests[0].header("cookie")), ("/thing?k=a%2Fb", Some("sid=sid-1")));
    let shown: Vec<_> = requests[1..].iter().map(|request| request.header("authorization")).collect();
    assert_eq!(
        shown,
        [
            Some("bearer pkt-sample"),
            Some("Basic bWFyYTpwdw=="),
            Some("bearer pkt-sample"),
            None,
            Some("bearer pkt-sample"),
            None
        ]
    );
}

#[test]
fn what_cannot_work_is_refused_when_the_client_is_built() {
    static REGIONS: Api = Api {
        servers: &[Server {
            name: "default",
            url: "https://{site}.example.com",
            variables: &[ServerVariable { name: "site", default: "www", values: &["www", "cn"] }],
        }],
        ..API
    };
    let text = |builder: clientwright_common::ClientBuilder<Client>| {
        let error = builder.build().unwrap_err();
        assert!(error.is_config());
        error.to_string()
    };
    assert_eq!(
        text(set_up(&PASSWORD).api_key("k")),
        "Sample API takes no API key; it takes bearer_token(..), password(..)"
    );
    assert!(text(set_up(&PLAIN).base_url("http://api.example.com")).contains("allow_plain_http"));
    set_up(&PLAIN).base_url("http://api.example.com").allow_plain_http().build().unwrap();
    set_up(&PLAIN).base_url("http://[::1]:80").build().unwrap();
    text(set_up(&PLAIN).base_url("http://localhost.example.com"));
    text(set_up(&PLAIN).base_url("ftp://localhost"));
    text(set_up(&PLAIN).base_url("not a url"));
    text(set_up(&PASSWORD).password("u", "p").token_url("http://login.example.com/token"));
    assert!(text(set_up(&PLAIN).server_url("advanced", "https://a.example.com")).contains("it has default"));
    text(set_up(&PLAIN).server_variable("site", "www"));
    assert!(text(set_up(&REGIONS).server_variable("site", "de")).contains("www, cn"));
    let client = set_up(&REGIONS).server_variable("site", "cn").build().unwrap();
    assert!(format!("{client:?}").contains("https://cn.example.com"));
}

#[tokio::test]
async fn a_redirect_within_the_api_is_followed_and_one_to_another_origin_gets_no_credential() {
    let stranger = Loopback::new(|_| reply(200, "1")).await;
    let away = stranger.url.clone();
    let server = Loopback::new(move |request| match request.target.split('?').next().unwrap() {
        "/thing" => reply(302, "").header("location", "/moved?u=x"),
        "/circle" => reply(302, "").header("location", "/circle"),
        "/away" => reply(307, "").header("location", format!("{away}/elsewhere?k=sample-key-1")),
        _ => reply(200, "1"),
    })
    .await;
    static AWAY: Operation = Operation { path: "/away", security: &[&["key"]], ..GET };
    static CIRCLE: Operation = Operation { path: "/circle", security: &[&["key"]], ..GET };
    let client = set_up(&KEY).base_url(&server.url).api_key("sample-key-1").build().unwrap();
    client.call(&WITH_KEY).send_empty().await.unwrap();
    assert_eq!(server.requests()[1].target, "/moved?u=x&k=sample-key-1");
    let error = client.call(&AWAY).send_empty().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(stranger.requests().len(), 0);
    assert!(client.call(&CIRCLE).send_empty().await.is_err());
    assert_eq!(server.count("/circle"), 6);
    // Not what reads: a POST is never sent to another place.
    static POST: Operation = Operation { method: "POST", security: &[&["key"]], ..GET };
    assert!(client.call(&POST).send_empty().await.is_err());
    assert_eq!(server.count("/moved"), 1);
}

#[tokio::test]
async fn no_secret_shows_in_debug_or_errors() {
    let marker = "sample-marker-8c1";
    let server = Loopback::new(|request| {
        let echo = format!(r#"{{"error":"you sent {}"}}"#, request.whole().replace('"', ""));
        reply(if request.target.contains("u=ok") { 200 } else { 500 }, echo)
    })
    .await;
    let key = set_up(&KEY).base_url(&server.url).api_key(marker);
    let password = set_up(&PASSWORD).base_url(&server.url).password("mara", marker);
    let code = AuthorizationCode {
        client_id: "app".into(),
        client_secret: Some(marker.into()),
        redirect_uri: "https://app.example.com".into(),
        code: marker.into(),
        pkce_verifier: Some(marker.into()),
    };
    let user = set_up(&CODE).base_url(&server.url).authorization_code(code.clone());
    let basic = Credential::Basic { user: "mara".into(), password: marker.into() };
    let mut seen = format!("{key:?} {password:?} {user:?} {code:?} {basic:?} {:?}", Secret::from(marker));
    let clock = VirtualClock::skipping();
    for (client, operation) in [(key, &WITH_KEY), (password, &LOGIN), (user, &AS_USER)] {
        let client = client.clock(clock.clone()).build().unwrap();
        seen += &format!("{client:?} {:?}", client.call(operation).query("u", "ok").json(marker));
        for name in ["ok", "no"] {
            let error = client.call(operation).query("u", name).send_json::<u8>().await.unwrap_err();
            seen +=
                &format!("{error} {error:?} {:?} {:?}", error.api_message(), error.body().map(String::from_utf8_lossy));
        }
    }
    assert!(!seen.contains(marker), "{seen}");
    // The key that is masked although it is on the list by mistake, and one that may show.
    assert!(seen.contains("u=ok") && seen.contains("***"));
}
