//! One token for all, renewed in time and once.

use std::sync::atomic::Ordering;
use std::time::Duration;

use clientwright_common::AuthFailure;
use clientwright_common::rt::*;

use crate::support::logins::*;
use crate::support::*;

async fn calls(client: &Client, number: usize) -> Vec<u64> {
    let calls: Vec<_> = (0..number).map(|_| tokio::spawn(client.call(&LOGIN).send_json::<u64>())).collect();
    let mut values = Vec::new();
    for call in calls {
        values.push(*call.await.unwrap().unwrap());
    }
    values
}

#[tokio::test]
async fn a_thousand_calls_that_find_an_expired_token_make_one_token_request() {
    let tokens = tokens(1000).await;
    let clock = VirtualClock::skipping();
    let client = login(&tokens, &clock);
    assert_eq!(calls(&client, 1000).await, [1; 1000]);
    assert_eq!(tokens.grants(), ["password"]);
    clock.advance(Duration::from_secs(2000));
    assert_eq!(calls(&client, 1000).await, [2; 1000]);
    assert_eq!(tokens.grants(), ["password", "refresh_token"]);
}

#[tokio::test]
async fn a_401_for_a_thousand_calls_renews_the_token_once() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    client.call(&LOGIN).send_json::<u64>().await.unwrap();
    tokens.accepted.store(2, Ordering::SeqCst);
    assert_eq!(calls(&client, 1000).await, [2; 1000]);
    assert_eq!(tokens.grants(), ["password", "refresh_token"]);
    // One more attempt each, at the most.
    assert!(tokens.server.count("/thing") <= 1 + 2 * 1000);
    // A call that is not safe to repeat was refused, so it is sent again as well.
    static POST: Operation = Operation { method: "POST", idempotent: false, security: &[&["login"]], ..GET };
    tokens.accepted.store(3, Ordering::SeqCst);
    assert_eq!(client.call(&POST).send_json::<u64>().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn a_late_401_for_an_old_token_does_not_drop_the_new_one() {
    let tokens = tokens(1000).await;
    let clock = VirtualClock::skipping();
    let client = login(&tokens, &clock);
    client.call(&LOGIN).send_empty().await.unwrap();
    tokens.accepted.store(2, Ordering::SeqCst);
    for _ in 0..20 {
        assert_eq!(calls(&client, 50).await, [2; 50]);
    }
    assert_eq!(tokens.grants(), ["password", "refresh_token"]);
}

#[tokio::test]
async fn a_second_401_is_an_error_that_says_so() {
    let tokens = tokens(1000).await;
    tokens.accepted.store(1000, Ordering::SeqCst);
    let error = login(&tokens, &VirtualClock::skipping()).call(&LOGIN).send_empty().await.unwrap_err();
    assert!(error.is_auth() && !error.is_retryable());
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("had just been renewed"), "{error}");
    assert_eq!(error.auth_failure(), Some(AuthFailure::RefusedAfterRenewal));
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
    assert_eq!(calls(&client, 100).await, [1; 100]);
    assert_eq!(tokens.grants(), ["password", "refresh_token", "password"]);
    clock.advance(Duration::from_secs(50));
    let error = client.call(&LOGIN).send_empty().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!((error.attempts(), error.operation(), error.status().unwrap().as_u16()), (0, "get_thing", 403));
    assert!(error.to_string().contains("POST") && error.to_string().contains("/oauth/token"), "{error}");
}

#[tokio::test]
async fn a_failed_renewal_is_not_repeated_by_every_waiter_nor_by_every_call() {
    let tokens = tokens(1000).await;
    let clock = VirtualClock::skipping();
    let client = login(&tokens, &clock);
    tokens.broken.store(true, Ordering::SeqCst);
    let ask = |number| {
        let calls: Vec<_> = (0..number).map(|_| tokio::spawn(client.call(&LOGIN).send_json::<u64>())).collect();
        async {
            for call in calls {
                assert!(call.await.unwrap().unwrap_err().is_auth());
            }
        }
    };
    ask(100).await;
    ask(100).await;
    assert_eq!(tokens.grants(), ["password"]);
    clock.advance(Duration::from_secs(31));
    ask(100).await;
    assert_eq!(tokens.grants(), ["password"; 2]);
    tokens.broken.store(false, Ordering::SeqCst);
    clock.advance(Duration::from_secs(31));
    assert_eq!(calls(&client, 100).await, [1; 100]);
    assert_eq!(tokens.grants(), ["password"; 3]);
}

/// Wherever the call that began the renewal is when it is cancelled.
#[tokio::test]
async fn cancelling_the_call_that_renews_neither_loses_the_token_nor_leaves_the_others_waiting() {
    for yields in 0..40 {
        let tokens = tokens(1000).await;
        let client = login(&tokens, &VirtualClock::skipping());
        let first = tokio::spawn(client.call(&LOGIN).send_json::<u64>());
        tokio::task::yield_now().await;
        let others: Vec<_> = (0..5).map(|_| tokio::spawn(client.call(&LOGIN).send_json::<u64>())).collect();
        for _ in 0..yields {
            tokio::task::yield_now().await;
        }
        first.abort();
        for other in others {
            assert_eq!(*other.await.unwrap().unwrap(), 1);
        }
        assert_eq!(*client.call(&LOGIN).send_json::<u64>().await.unwrap(), 1);
        assert_eq!(tokens.grants(), ["password"]);
    }
}

#[tokio::test]
async fn all_calls_cancelled_the_token_still_arrives() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    let call = tokio::spawn(client.call(&LOGIN).send_json::<u64>());
    tokio::task::yield_now().await;
    call.abort();
    assert_eq!(*client.call(&LOGIN).send_json::<u64>().await.unwrap(), 1);
    assert_eq!(tokens.grants(), ["password"]);
}

#[test]
fn a_renewal_whose_runtime_is_shut_down_does_not_block_the_next_one() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let serving = runtime();
    let tokens = serving.block_on(tokens(1000));
    std::thread::spawn(move || serving.block_on(std::future::pending::<()>()));
    let client = login(&tokens, &VirtualClock::skipping());
    let first = runtime();
    first.block_on(async {
        let _cut_short = tokio::spawn(client.call(&LOGIN).send_json::<u64>());
        tokio::task::yield_now().await;
    });
    drop(first);
    assert!(runtime().block_on(client.call(&LOGIN).send_json::<u64>()).is_ok());
}

#[tokio::test]
async fn logging_in_shows_a_wrong_password_at_once_and_fetches_no_second_token() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    client.core.log_in().await.unwrap();
    client.core.log_in().await.unwrap();
    assert_eq!(calls(&client, 3).await, [1; 3]);
    assert_eq!(tokens.grants(), ["password"]);
    tokens.broken.store(true, Ordering::SeqCst);
    let error = login(&tokens, &VirtualClock::skipping()).core.log_in().await.unwrap_err();
    assert!(error.is_auth() && error.to_string().starts_with("sample log_in: "), "{error}");
    set_up(&PLAIN).build().unwrap().core.log_in().await.unwrap();
}

#[tokio::test]
async fn forgotten_tokens_are_fetched_anew() {
    let tokens = tokens(1000).await;
    let client = login(&tokens, &VirtualClock::skipping());
    client.core.log_in().await.unwrap();
    client.core.forget_tokens().await.unwrap();
    assert_eq!(calls(&client, 1).await, [2]);
    assert_eq!(tokens.grants(), ["password"; 2]);
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
    assert!(error.is_login_required() && error.to_string().contains("log in again"), "{error}");
    // It is not sent again.
    assert!(client.call(&LOGIN).send_empty().await.unwrap_err().is_login_required());
    assert_eq!(tokens.grants(), ["refresh_token"; 2]);
}
