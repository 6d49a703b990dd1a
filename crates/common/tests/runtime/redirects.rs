//! What is believed of the address that a browser comes back with.

use std::time::Duration;

use clientwright_common::AuthFailure;
use clientwright_common::auth::{AuthorizationRequest, ImplicitRequest};
use clientwright_common::rt::*;

use crate::support::logins::*;
use crate::support::*;

const BACK: &str = "https://app.example.com/back";

fn code_request() -> (AuthorizationRequest, String) {
    let request = set_up(&CODE).authorization_request("app", BACK, &["view"]).unwrap();
    let state = state(request.url());
    (request, state)
}

fn implicit_request() -> (ImplicitRequest, String) {
    static IMPLICIT: Api = Api {
        schemes: &[scheme(
            "user",
            SchemeKind::Token,
            Placement::Query { name: "access_token" },
            &[Flow { grant: Grant::Implicit, token_url: "", ..FLOW }],
        )],
        ..API
    };
    let request = set_up(&IMPLICIT).implicit_request("app", BACK, &["view"]).unwrap();
    let state = state(request.url());
    (request, state)
}

fn state(url: &url::Url) -> String {
    url.query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned()
}

#[test]
fn each_fault_of_a_redirect_is_an_error_of_its_own() {
    let faults: [(&str, AuthFailure); 9] = [
        ("code=c", AuthFailure::StateMissing),
        ("", AuthFailure::StateMissing),
        ("code=c&state=", AuthFailure::StateWrong),
        ("code=c&state={state}x", AuthFailure::StateWrong),
        ("code=c&state={state}&state={state}", AuthFailure::StateRepeated),
        ("state={state}", AuthFailure::NoGrant),
        ("state={state}&code=", AuthFailure::NoGrant),
        ("state={state}&code=a&code=b", AuthFailure::NoGrant),
        ("error=access_denied&error_description=No&state={state}", AuthFailure::Denied),
    ];
    for (query, failure) in faults {
        let (request, state) = code_request();
        let error = request.finish(&format!("{BACK}?{}", query.replace("{state}", &state))).unwrap_err();
        assert_eq!(error.auth_failure(), Some(failure), "{query}");
        assert!(error.is_auth() && !error.is_retryable());
        assert!(!format!("{error} {error:?}").contains(&state));
    }
    let (request, state) = code_request();
    let error = request.finish(&format!("?error=access_denied&error_description=No&state={state}")).unwrap_err();
    assert_eq!((error.api_code(), error.api_message()), (Some("access_denied"), Some("No")));
}

#[test]
fn the_first_redirect_counts_and_a_strangers_does_not_count_at_all() {
    let (request, state) = code_request();
    request.finish("?code=stranger&state=guessed").unwrap_err();
    let code = request.clone().finish(&format!("  {BACK}?code=sample-code&state={state}\n")).unwrap();
    assert_eq!(code.code.expose(), "sample-code");
    let error = request.finish(&format!("?code=another&state={state}")).unwrap_err();
    assert_eq!(error.auth_failure(), Some(AuthFailure::RedirectRepeated));
}

#[test]
fn states_and_verifiers_are_new_each_time_and_show_in_no_debug() {
    let (one, first) = code_request();
    let (_, second) = code_request();
    assert_ne!(first, second);
    assert!(first.len() >= 43 && !format!("{one:?}").contains(&first));
    let code = one.finish(&format!("?code=sample-code&state={first}")).unwrap();
    let verifier = code.pkce_verifier.as_ref().unwrap().expose().to_owned();
    assert!(verifier.len() >= 43 && !format!("{code:?}").contains(&verifier));
}

#[tokio::test]
async fn the_token_of_the_implicit_grant_comes_from_the_fragment_and_ends() {
    let (request, state) = implicit_request();
    assert!(request.url().as_str().contains("response_type=token"));
    let text = format!("{BACK}#access_token=sample.a%2Fb&token_type=Bearer&expires_in=60&state={state}");
    let token = request.finish(&text).unwrap();
    assert_eq!((token.token.expose(), token.expires_in), ("sample.a/b", Some(Duration::from_secs(60))));
    assert!(!format!("{token:?} {request:?}").contains("sample"));

    static IMPLICIT: Api = Api {
        schemes: &[scheme(
            "user",
            SchemeKind::Token,
            HEADER,
            &[Flow { grant: Grant::Implicit, token_url: "", ..FLOW }],
        )],
        ..API
    };
    let server = Loopback::new(|_| reply(200, "1")).await;
    let clock = VirtualClock::skipping();
    let client = set_up(&IMPLICIT).base_url(&server.url).clock(clock.clone()).access_token(token).build().unwrap();
    client.call(&AS_USER).send_empty().await.unwrap();
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer sample.a/b"));
    clock.advance(Duration::from_secs(61));
    let error = client.call(&AS_USER).send_empty().await.unwrap_err();
    assert!(error.is_login_required(), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_fragment_is_checked_like_a_query() {
    for (fragment, failure) in [
        ("access_token=t", AuthFailure::StateMissing),
        ("access_token=t&state=other", AuthFailure::StateWrong),
        ("access_token=t&state={state}&state={state}", AuthFailure::StateRepeated),
        ("error=access_denied&state={state}", AuthFailure::Denied),
        ("state={state}", AuthFailure::NoGrant),
        ("access_token=t&access_token=u&state={state}", AuthFailure::NoGrant),
        ("access_token=t&token_type=mac&state={state}", AuthFailure::NoGrant),
        ("access_token=t&expires_in=soon&state={state}", AuthFailure::NoGrant),
    ] {
        let (request, state) = implicit_request();
        let error = request.finish(&format!("{BACK}#{}", fragment.replace("{state}", &state))).unwrap_err();
        assert_eq!(error.auth_failure(), Some(failure), "{fragment}");
    }
    // A token in the query was seen by the server of the redirect address: it is not taken.
    let (request, state) = implicit_request();
    let error = request.finish(&format!("{BACK}?access_token=t&state={state}")).unwrap_err();
    assert_eq!(error.auth_failure(), Some(AuthFailure::StateMissing));
}
