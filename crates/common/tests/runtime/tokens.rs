//! One token for all, renewed in time and once.

use std::sync::atomic::Ordering;
use std::time::Duration;

use clientwright_common::rt::*;

use crate::support::logins::*;
use crate::support::*;

async fn hundred(client: &Client) -> Vec<u64> {
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.call(&LOGIN).send_json::<u64>())).collect();
    let mut values = Vec::new();
    for call in calls {
        values.push(*call.await.unwrap().unwrap());
    }
    values
}

#[tokio::test]
async fn a_hundred_calls_without_a_token_fetch_one() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    assert_eq!(hundred(&client).await, [1; 100]);
    assert_eq!(tokens.grants(), ["password"]);
}

#[tokio::test]
async fn a_401_renews_the_token_once_for_all_waiting_calls() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    client.call(&LOGIN).send_json::<u64>().await.unwrap();
    tokens.accepted.store(2, Ordering::SeqCst);
    assert_eq!(hundred(&client).await, [2; 100]);
    assert_eq!(tokens.grants(), ["password", "refresh_token"]);
    // A call that is not safe to repeat was refused, so it is sent again as well.
    static POST: Operation = Operation { method: "POST", idempotent: false, security: &[&["login"]], ..GET };
    tokens.accepted.store(3, Ordering::SeqCst);
    assert_eq!(client.call(&POST).send_json::<u64>().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn a_second_401_is_an_error_that_says_so() {
    let tokens = tokens(1000).await;
    tokens.accepted.store(1000, Ordering::SeqCst);
    let error = login(&tokens, &VirtualClock::skipping()).call(&LOGIN).send_empty().await.unwrap_err();
    assert!(error.is_auth() && !error.is_retryable());
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("had just been renewed"), "{error}");
    assert_eq!(error.api_message(), Some("bad token Bearer ***"));
}

#[tokio::test]
async fn a_static_token_that_is_refused_is_an_error_at_once() {
    let tokens = tokens(1000).await;
    let client = set_up(&PASSWORD).base_url(&tokens.server.url).bearer_token("sample-access-0").build().unwrap();
    let error = client.call(&LOGIN).send_empty().await.unwrap_err();
    assert!(error.is_auth() && error.attempts() == 1);
    assert!(tokens.grants().is_empty());
}

#[tokio::test]
async fn tokens_are_renewed_ahead_with_rotating_refresh_tokens_and_then_by_password() {
    let tokens = tokens(1000).await;
    let clock = VirtualClock::skipping();
    let client = login(&tokens, &clock);
    let ask = async || *client.call(&LOGIN).send_json::<u64>().await.unwrap();
    assert_eq!(ask().await, 1);
    clock.advance(Duration::from_secs(900));
    assert_eq!(ask().await, 1);
    clock.advance(Duration::from_secs(50));
    assert_eq!(ask().await, 2);
    tokens.refuse_refresh.store(true, Ordering::SeqCst);
    clock.advance(Duration::from_secs(950));
    assert_eq!(ask().await, 3);
    assert_eq!(tokens.grants(), ["password", "refresh_token", "refresh_token", "password"]);
    let used: Vec<_> = tokens.server.requests().iter().filter_map(|request| request.form("refresh_token")).collect();
    assert_eq!(used, ["sample-refresh-1", "sample-refresh-2"]);
}

#[tokio::test]
async fn a_token_that_is_still_valid_is_kept_if_its_renewal_fails() {
    let tokens = tokens(1000).await;
    let clock = VirtualClock::skipping();
    let client = login(&tokens, &clock);
    client.call(&LOGIN).send_empty().await.unwrap();
    tokens.broken.store(true, Ordering::SeqCst);
    clock.advance(Duration::from_secs(950));
    assert_eq!(hundred(&client).await, [1; 100]);
    assert_eq!(tokens.grants(), ["password", "refresh_token", "password"]);
    clock.advance(Duration::from_secs(50));
    let error = client.call(&LOGIN).send_empty().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!((error.attempts(), error.operation(), error.status().unwrap().as_u16()), (0, "get_thing", 403));
    assert!(error.to_string().contains("POST") && error.to_string().contains("/oauth/token"), "{error}");
}

#[tokio::test]
async fn a_cancelled_call_does_not_stop_the_renewal_that_others_wait_for() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    let first = tokio::spawn(client.call(&LOGIN).send_json::<u64>());
    tokio::task::yield_now().await;
    let second = tokio::spawn(client.call(&LOGIN).send_json::<u64>());
    tokio::task::yield_now().await;
    first.abort();
    assert_eq!(*second.await.unwrap().unwrap(), 1);
    assert_eq!(tokens.grants(), ["password"]);
}

#[tokio::test]
async fn a_refresh_token_of_an_earlier_run_is_used_first() {
    let tokens = tokens(1000).await;
    let client = set_up(&PASSWORD).base_url(&tokens.server.url).refresh_token("sample-refresh-0").build().unwrap();
    client.call(&LOGIN).send_empty().await.unwrap();
    assert_eq!(tokens.grants(), ["refresh_token"]);
    tokens.refuse_refresh.store(true, Ordering::SeqCst);
    let client = set_up(&PASSWORD).base_url(&tokens.server.url).refresh_token("sample-refresh-0").build().unwrap();
    let error = client.call(&LOGIN).send_empty().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(error.api_code(), Some("invalid_grant"));
}
