//! The sandbox answers what the descriptions say, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use clientwright_tour::sandbox::{Address, Sandbox, credentials};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

const APIS: [&str; 5] = ["bazhuayu", "drifting-bottle", "fflogs", "greencubes", "osu"];

async fn sandbox() -> Sandbox {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let draw = |name| xtask::pipeline::draw(&root, name).unwrap().api;
    Sandbox::start(&APIS.map(draw)).await.unwrap()
}

fn url(sandbox: &Sandbox, api: &str, server: &str, path: &str) -> String {
    let address: &Address = sandbox.address(api).unwrap();
    let (_, base) = address.servers().find(|(name, _)| *name == server).unwrap();
    format!("{base}{path}")
}

/// An address of the host that the API's default server is on.
fn at_host(sandbox: &Sandbox, api: &str, path: &str) -> String {
    let (_, base) = sandbox.address(api).unwrap().servers().next().unwrap();
    let mut url = reqwest::Url::parse(base).unwrap();
    url.set_path(path);
    url.into()
}

fn http() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

async fn send(request: RequestBuilder) -> (u16, Value) {
    let response: Response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap())
}

/// A form.
fn post(url: String, form: &str) -> RequestBuilder {
    http().post(url).header("content-type", "application/x-www-form-urlencoded").body(form.to_owned())
}

#[tokio::test]
async fn a_missing_or_wrong_credential_is_a_401() {
    let sandbox = sandbox().await;
    let user = url(&sandbox, "osu", "default", "/get_user?u=mossgolem");
    for query in ["", "&k=", "&k=wrong"] {
        let (status, body) = send(http().get(format!("{user}{query}"))).await;
        assert_eq!((status, &body["error"]), (401, &json!("Please provide a valid API key.")), "{query}");
    }
    assert_eq!(send(http().get(format!("{user}&k={}", credentials::KEY))).await.0, 200);
    assert_eq!(sandbox.address("osu").unwrap().tally().unauthorized, 3);

    let bottle = url(&sandbox, "drifting-bottle", "default", "/DriftingBottle?operation=pick");
    assert_eq!(send(http().get(&bottle)).await.0, 401);
    for word in ["Bearer pkt-", "bearer "] {
        let sent = http().get(&bottle).header("authorization", format!("{word}{}", credentials::KEY));
        assert_eq!(send(sent).await.0, 200, "{word}");
    }
}

#[tokio::test]
async fn what_no_operation_answers_is_a_404() {
    let sandbox = sandbox().await;
    let key = credentials::KEY;
    for path in [format!("/get_nothing?k={key}"), format!("/get_user/more?u=x&k={key}"), "/".to_owned()] {
        let (status, body) = send(http().get(url(&sandbox, "osu", "default", &path))).await;
        assert_eq!((status, &body["error"]), (404, &json!("not_found")), "{path}");
    }
    let other_method = http().delete(url(&sandbox, "osu", "default", &format!("/get_user?u=x&k={key}")));
    assert_eq!(send(other_method).await.0, 404);
    let unknown =
        http().post(url(&sandbox, "fflogs", "client", "")).body(r#"{"operationName":"Nothing","query":"{}"}"#);
    assert_eq!(send(unknown).await.0, 404);
}

#[tokio::test]
async fn an_operation_answers_at_its_own_host_only() {
    let sandbox = sandbox().await;
    let wrong = http().post(url(&sandbox, "bazhuayu", "default", "/api/task/StopTask?taskId=x"));
    assert_eq!(send(wrong).await.0, 404);
    let right = http().post(url(&sandbox, "bazhuayu", "advanced", "/api/task/StopTask?taskId=x"));
    assert_eq!(send(right).await.0, 401, "it is there, and needs a token");
}

#[tokio::test]
async fn the_example_named_like_a_path_parameter_is_the_answer() {
    let sandbox = sandbox().await;
    let get = async |path: &str| send(http().get(url(&sandbox, "greencubes", "default", path))).await.1;
    assert_eq!(get("/rpg/status").await["server"], "RPG");
    assert_eq!(get("/apocalyptic/status").await["status"], false);
    assert_eq!(get("/users/GravelThief").await["banned"], true);
    assert_eq!(get("/users/somebody").await["username"], "MossyLantern", "the first one for other names");
    assert!(get("/main/economy").await["economy"].is_object(), "concrete segments win over parameters");
}

#[tokio::test]
async fn a_call_without_a_required_argument_is_a_400() {
    let sandbox = sandbox().await;
    let get = http().get(url(&sandbox, "osu", "default", &format!("/get_user?k={}", credentials::KEY)));
    let (status, body) = send(get).await;
    assert_eq!(status, 400);
    assert!(body["message"].as_str().unwrap().contains("`u`"), "{body}");
    let not_json = http().post(url(&sandbox, "drifting-bottle", "default", "/DriftingBottle")).body("{");
    assert_eq!(send(not_json.header("authorization", "Bearer sandbox-key")).await.0, 400);
}

#[tokio::test]
async fn token_endpoints_check_client_and_grant() {
    let sandbox = sandbox().await;
    let endpoint = at_host(&sandbox, "fflogs", "/oauth/token");
    let ask = async |form: &str, secret: Option<&str>| {
        let request = post(endpoint.clone(), form);
        let request = match secret {
            Some(secret) => request.basic_auth(credentials::CLIENT_ID, Some(secret)),
            None => request,
        };
        let (status, body) = send(request).await;
        (status, body["error"].as_str().unwrap_or_default().to_owned())
    };
    let grant = "grant_type=client_credentials";
    assert_eq!(ask(grant, Some(credentials::CLIENT_SECRET)).await, (200, String::new()));
    assert_eq!(ask(grant, Some("wrong")).await, (401, "invalid_client".to_owned()));
    assert_eq!(ask(grant, None).await, (401, "invalid_client".to_owned()));
    assert_eq!(ask("", Some(credentials::CLIENT_SECRET)).await, (400, "invalid_request".to_owned()));
    assert_eq!(ask("grant_type=password", None).await, (400, "unsupported_grant_type".to_owned()));
    let code =
        format!("grant_type=authorization_code&client_id={}&code_verifier=v&redirect_uri=r", credentials::CLIENT_ID);
    assert_eq!(ask(&code, None).await, (400, "invalid_request".to_owned()), "the code is missing");
    assert_eq!(ask(&format!("{code}&code=wrong"), None).await, (400, "invalid_grant".to_owned()));
    assert_eq!(ask(&format!("{code}&code={}", credentials::CODE), None).await, (200, String::new()));
}

#[tokio::test]
async fn a_token_is_good_for_its_own_scheme_until_it_is_revoked() {
    let sandbox = sandbox().await;
    let grant = post(at_host(&sandbox, "fflogs", "/oauth/token"), "grant_type=client_credentials");
    let (_, body) = send(grant.basic_auth(credentials::CLIENT_ID, Some(credentials::CLIENT_SECRET))).await;
    let token = body["access_token"].as_str().unwrap();
    assert_eq!(token, "sandbox-token-1");
    let ask = async |server: &str| {
        let body =
            json!({ "operationName": "RateLimit", "query": "query RateLimit { rateLimitData { limitPerHour } }" });
        let request = http().post(url(&sandbox, "fflogs", server, "")).body(body.to_string());
        send(request.bearer_auth(token)).await.0
    };
    assert_eq!(ask("client").await, 200);
    assert_eq!(ask("user").await, 401, "that server takes the tokens of users");
    sandbox.address("fflogs").unwrap().revoke_access_tokens();
    assert_eq!(ask("client").await, 401);
}

#[tokio::test]
async fn a_single_use_refresh_token_is_good_once() {
    let sandbox = sandbox().await;
    let endpoint = at_host(&sandbox, "bazhuayu", "/token");
    let (user, password) = (credentials::USER, credentials::PASSWORD);
    let wrong = format!("grant_type=password&username={user}&password=wrong");
    assert_eq!(send(post(endpoint.clone(), &wrong)).await.0, 400);
    let (_, body) =
        send(post(endpoint.clone(), &format!("grant_type=password&username={user}&password={password}"))).await;
    let refresh = format!("grant_type=refresh_token&refresh_token={}", body["refresh_token"].as_str().unwrap());
    assert_eq!(send(post(endpoint.clone(), &refresh)).await.0, 200);
    assert_eq!(send(post(endpoint, &refresh)).await.0, 400);
}

#[tokio::test]
async fn a_login_opens_a_session_that_all_of_its_cookies_prove() {
    let sandbox = sandbox().await;
    let greencubes = sandbox.address("greencubes").unwrap();
    let login = url(&sandbox, "greencubes", "default", "/login");
    let form = format!("username={}&password={}", credentials::USER, credentials::PASSWORD);
    let answer = post(login, &form).send().await.unwrap();
    let set = answer.headers().get_all("set-cookie").iter();
    let cookies: Vec<&str> = set.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap()).collect();
    assert_eq!((answer.status().as_u16(), cookies.len()), (200, 2));

    let user = url(&sandbox, "greencubes", "default", "/user");
    let ask = async |cookies: &str| send(http().get(&user).header("cookie", cookies)).await.0;
    assert_eq!(ask(&cookies.join("; ")).await, 200);
    assert_eq!(ask(cookies[0]).await, 401, "one of the two is not enough");
    assert_eq!(greencubes.tally().grants, ["session"]);
    greencubes.revoke_access_tokens();
    assert_eq!(ask(&cookies.join("; ")).await, 401);
}

#[tokio::test]
async fn a_wrong_password_gets_the_refusal_of_the_description_and_no_session() {
    let sandbox = sandbox().await;
    let login = url(&sandbox, "greencubes", "default", "/login");
    let form = format!("username={}&password=wrong", credentials::USER);
    let answer = post(login, &form).send().await.unwrap();
    assert!(answer.headers().get("set-cookie").is_none());
    assert_eq!(answer.status(), 200);
    let body: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert!(body["message"]["message"].is_string(), "{body}");
    assert!(sandbox.address("greencubes").unwrap().tally().grants.is_empty());
}

#[tokio::test]
async fn a_request_that_is_too_large_is_not_read() {
    let sandbox = sandbox().await;
    let request = http().post(url(&sandbox, "drifting-bottle", "default", "/DriftingBottle"));
    assert_eq!(send(request.body(vec![b'x'; 1024 * 1024 + 1])).await.0, 413);
}
